import {
  type CommandSpec,
  command,
  type Executor,
  GET,
  HGETALL,
  type Key,
  LRANGE,
  PEXPIRETIME,
  PFCOUNT,
  SMEMBERS,
  TYPE,
  XINFO_CONSUMERS,
  XINFO_GROUPS,
  XINFO_STREAM,
  XPENDING,
  XRANGE,
  ZRANGE,
} from '@rc/commands'
import type { Arg, Reply } from '@rc/resp'

/** All that a key holds and when it ends, as text, in an order of its own where the server has none. */
export async function contentsOf(executor: Executor, key: Key): Promise<unknown> {
  const ask = (spec: CommandSpec, ...args: Arg[]): Promise<Reply> => executor.run(command<Reply>(spec, [key, ...args]))
  const type = String(await ask(TYPE))
  const expires = await ask(PEXPIRETIME)
  switch (type) {
    case 'none':
      return type
    case 'string': {
      const value = (await ask(GET)) as Buffer
      // Of HyperLogLogs, what they count; what BITOP makes of one may be none.
      const count = value.subarray(0, 4).toString() === 'HYLL' ? await ask(PFCOUNT).catch(() => undefined) : undefined
      return { type, expires, value: count ?? value.toString('latin1') }
    }
    case 'list':
      return { type, expires, value: plain(await ask(LRANGE, 0, -1)) }
    case 'set':
      return { type, expires, value: (plain(await ask(SMEMBERS)) as string[]).sort() }
    case 'zset':
      return { type, expires, value: plain(await ask(ZRANGE, 0, -1, 'WITHSCORES')) }
    case 'hash':
      return { type, expires, value: new Map(Object.entries(plain(await ask(HGETALL)) as object)) }
    case 'stream':
      return { type, expires, value: await streamOf(ask) }
    default:
      throw new Error(`There is nothing to compare keys of type ${type} by.`)
  }
}

async function streamOf(ask: (spec: CommandSpec, ...args: Arg[]) => Promise<Reply>): Promise<unknown> {
  const info = plain(await ask(XINFO_STREAM)) as Record<string, unknown>
  const groups = plain(await ask(XINFO_GROUPS)) as Record<string, unknown>[]
  return {
    entries: plain(await ask(XRANGE, '-', '+')),
    about: [info['last-generated-id'], info['entries-added'], info['max-deleted-entry-id']],
    groups: await Promise.all(
      groups.map(async group => {
        const name = group.name as string
        const consumers = plain(await ask(XINFO_CONSUMERS, name)) as Record<string, unknown>[]
        const pending = plain(await ask(XPENDING, name, '-', '+', 1_000_000)) as unknown[][]
        return {
          ...group,
          consumers: consumers.map(consumer => [consumer.name, consumer.pending]),
          // Without how long each is idle, which goes on.
          pending: pending.map(([id, consumer, , deliveries]) => [id, consumer, deliveries]),
        }
      }),
    ),
  }
}

/** Buffers as text of one character a byte, maps as records. */
export function plain(reply: unknown): unknown {
  if (reply instanceof Uint8Array) return Buffer.from(reply).toString('latin1')
  if (Array.isArray(reply)) return reply.map(plain)
  if (reply instanceof Map) return Object.fromEntries([...reply].map(([name, value]) => [plain(name), plain(value)]))
  return reply
}
