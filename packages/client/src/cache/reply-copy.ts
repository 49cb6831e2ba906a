import type { Reply } from '@rc/resp'

/** A reply of its own for one caller: what is kept is never handed out, but for what nobody can change. */
export const copyReply = (reply: Reply): Reply =>
  typeof reply === 'object' && reply !== null ? copy(reply, as) : reply

/** A reply to keep. Its strings hold no longer text in memory that they were cut out of. */
export const keepReply = (reply: Reply): Reply => copy(reply, ownText)

const as = (text: string): string => text

/** A short string is never cut out, but copied. */
const SHORT = 13

/** The same text, in memory of its own. */
export const ownText = (text: string): string => (text.length < SHORT ? text : Buffer.from(text).toString())

function copy(reply: Reply, text: (given: string) => string): Reply {
  if (typeof reply === 'string') return text(reply)
  if (typeof reply !== 'object' || reply === null) return reply
  if (Array.isArray(reply)) return (reply as readonly Reply[]).map(part => copy(part, text))
  if (Buffer.isBuffer(reply)) return Buffer.from(reply)
  if (reply instanceof Error) return reply
  if (reply instanceof Map) {
    const entries = reply as ReadonlyMap<Reply, Reply>
    return new Map([...entries].map(([field, value]) => [copy(field, text), copy(value, text)]))
  }
  const record = Object.create(null) as Record<string, Reply>
  for (const [field, value] of Object.entries(reply)) record[text(field)] = copy(value, text)
  return record
}

/** About how many bytes a reply takes. Infinity where an error stands in it: that is nothing to keep. */
export function sizeOfReply(reply: Reply): number {
  if (typeof reply === 'string') return Buffer.byteLength(reply) + 24
  if (typeof reply !== 'object' || reply === null) return 8
  if (Array.isArray(reply))
    return (reply as readonly Reply[]).reduce<number>((sum, part) => sum + sizeOfReply(part), 32)
  // The memory that a Buffer of its own takes beside its content.
  if (Buffer.isBuffer(reply)) return reply.length + 96
  if (reply instanceof Error) return Infinity
  const pairs = reply instanceof Map ? [...(reply as ReadonlyMap<Reply, Reply>)] : Object.entries(reply)
  return pairs.reduce((sum, [field, value]) => sum + sizeOfReply(field as Reply) + sizeOfReply(value as Reply) + 32, 64)
}

/**
 * Whether a reply says that there is nothing. What comes to be while its slot is on the way to another node comes to be
 * there, of which the node that said so knows nothing.
 */
export function saysNothing(reply: Reply): boolean {
  if (Array.isArray(reply)) return (reply as readonly Reply[]).every(saysNothing)
  if (typeof reply !== 'object' || reply === null) return !reply || reply === 'none'
  if (Buffer.isBuffer(reply)) return reply.length === 0
  return reply instanceof Map ? reply.size === 0 : Object.keys(reply).length === 0
}
