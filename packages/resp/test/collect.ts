import { RedisClusterError } from '@rc/errors'
import { Decoder } from '../src/decoder.js'
import type { DecoderLimits } from '../src/limits.js'
import type { Reply } from '../src/types.js'

/** A decoder whose replies and pushes are kept. */
export function collector(options: { asBytes?: boolean; limits?: Partial<DecoderLimits> } = {}) {
  const replies: Reply[] = []
  const pushes: (readonly Reply[])[] = []
  const decoder = new Decoder(
    {
      reply: value => replies.push(value),
      push: message => pushes.push(message),
      wantsBytes: () => options.asBytes ?? false,
    },
    options.limits,
  )
  return { decoder, replies, pushes }
}

/** Values with errors as their texts, so that they compare by what they say. */
export function plain(value: unknown): unknown {
  if (value instanceof RedisClusterError) return value.message
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Map) return new Map([...value].map(([k, v]) => [plain(k), plain(v)]))
  if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) {
    const record: Record<string, unknown> = Object.create(null) as Record<string, unknown>
    for (const [name, field] of Object.entries(value)) record[name] = plain(field)
    return record
  }
  return value
}
