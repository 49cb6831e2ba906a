import { NullArray, type ReplyValue } from '../encode.js'
import { argAt, intAt } from './arguments.js'
import { type CommandContext, type CommandSpec, reads, writes } from './command-spec.js'
import { byteText, CommandError, textBytes } from './store.js'

const EMPTY = Buffer.alloc(0)

/** Hashes, lists and sets. */
export const COLLECTION_COMMANDS: Record<string, CommandSpec> = {
  HSET: writes(-4, hset),
  HGET: reads(3, ([key = EMPTY, field = EMPTY], { store }) => store.get(key, 'hash')?.get(byteText(field)) ?? null),
  HMGET: reads(-3, ([key = EMPTY, ...fields], { store }) => {
    const hash = store.get(key, 'hash')
    return fields.map(field => hash?.get(byteText(field)) ?? null)
  }),
  HGETALL: reads(2, ([key = EMPTY], { store }) => {
    const fields = store.get(key, 'hash') ?? new Map<string, Buffer>()
    return new Map([...fields].map(([field, value]) => [textBytes(field), value]))
  }),
  HDEL: writes(-3, ([key = EMPTY, ...fields], { store }) => {
    const hash = store.get(key, 'hash')
    const gone = fields.filter(field => hash?.delete(byteText(field))).length
    store.deleteIfEmpty(key)
    return gone
  }),
  HLEN: reads(2, ([key = EMPTY], { store }) => store.get(key, 'hash')?.size ?? 0),
  HEXISTS: reads(3, ([key = EMPTY, field = EMPTY], { store }) =>
    store.get(key, 'hash')?.has(byteText(field)) ? 1 : 0,
  ),
  LPUSH: writes(-3, ([key = EMPTY, ...items], { store }) => store.ensure(key, 'list').unshift(...items.reverse())),
  RPUSH: writes(-3, ([key = EMPTY, ...items], { store }) => store.ensure(key, 'list').push(...items)),
  LPOP: writes(-2, pop('shift')),
  RPOP: writes(-2, pop('pop')),
  LLEN: reads(2, ([key = EMPTY], { store }) => store.get(key, 'list')?.length ?? 0),
  LRANGE: reads(4, lrange),
  SADD: writes(-3, ([key = EMPTY, ...members], { store }) => {
    const set = store.ensure(key, 'set')
    const before = set.size
    for (const member of members) set.add(byteText(member))
    return set.size - before
  }),
  SREM: writes(-3, ([key = EMPTY, ...members], { store }) => {
    const set = store.get(key, 'set')
    const gone = members.filter(member => set?.delete(byteText(member))).length
    store.deleteIfEmpty(key)
    return gone
  }),
  SMEMBERS: reads(2, ([key = EMPTY], { store }) => new Set([...(store.get(key, 'set') ?? [])].map(textBytes))),
  SISMEMBER: reads(3, ([key = EMPTY, member = EMPTY], { store }) =>
    store.get(key, 'set')?.has(byteText(member)) ? 1 : 0,
  ),
  SCARD: reads(2, ([key = EMPTY], { store }) => store.get(key, 'set')?.size ?? 0),
}

function hset([key = EMPTY, ...pairs]: readonly Buffer[], { store }: CommandContext): ReplyValue {
  if (pairs.length % 2 !== 0) throw new CommandError("ERR wrong number of arguments for 'hset' command")
  const hash = store.ensure(key, 'hash')
  const before = hash.size
  for (let at = 0; at < pairs.length; at += 2) hash.set(byteText(argAt(pairs, at)), argAt(pairs, at + 1))
  return hash.size - before
}

function pop(end: 'shift' | 'pop'): CommandSpec['run'] {
  return (args, { store }) => {
    const key = argAt(args, 0)
    const [, given] = args
    if (given !== undefined && !/^\d{1,18}$/.test(given.toString('latin1'))) {
      throw new CommandError('ERR value is out of range, must be positive')
    }
    const count = given === undefined ? undefined : Number(given)
    const list = store.get(key, 'list')
    if (list === undefined) return count === undefined ? null : new NullArray()
    const taken: Buffer[] = []
    for (let left = Math.min(count ?? 1, list.length); left > 0; left--) taken.push(list[end]() ?? EMPTY)
    store.deleteIfEmpty(key)
    return count === undefined ? (taken[0] ?? null) : taken
  }
}

function lrange(args: readonly Buffer[], { store }: CommandContext): ReplyValue {
  const [from, to] = [Number(intAt(args, 1)), Number(intAt(args, 2))]
  const list = store.get(argAt(args, 0), 'list') ?? []
  return list.slice(
    from < 0 ? Math.max(0, list.length + from) : from,
    to < 0 ? Math.max(0, list.length + to + 1) : to + 1,
  )
}
