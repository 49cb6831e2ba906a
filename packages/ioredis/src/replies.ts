/** What of ioredis' options concerns replies. */
export interface ReplyForm {
  readonly asBytes: boolean
  readonly stringNumbers: boolean
}

/** A reply as ioredis gives it: numbers rounded, or as text where asked for; HGETALL as a record. */
export function replyOf(name: string, raw: unknown, form: ReplyForm): unknown {
  const reply = plain(raw, form)
  return name === 'HGETALL' && Array.isArray(reply) ? recordOf(reply) : reply
}

function plain(value: unknown, form: ReplyForm): unknown {
  if (Array.isArray(value)) return value.map(element => plain(element, form))
  if (typeof value === 'number' || typeof value === 'bigint') return form.stringNumbers ? String(value) : Number(value)
  return Buffer.isBuffer(value) && !form.asBytes ? value.toString() : value
}

function recordOf(pairs: readonly unknown[]): Record<string, unknown> {
  // A field may be called __proto__, which is why nothing is assigned.
  return Object.fromEntries(
    Array.from({ length: pairs.length / 2 }, (_, i) => [String(pairs[2 * i]), pairs[2 * i + 1]]),
  )
}
