import type { Reply } from '@rc/resp'

/** A reply with text where it had Buffers. */
export function asText(reply: Reply): Reply {
  if (reply instanceof Uint8Array) return reply.toString()
  if (Array.isArray(reply)) return reply.map(asText)
  if (reply instanceof Map) {
    return new Map([...(reply as ReadonlyMap<Reply, Reply>)].map(([name, value]) => [asText(name), asText(value)]))
  }
  return reply
}
