import { type ReplyValue, SimpleString } from '../encode.js'
import { argAt, globMatches, intAt, wordAt } from './arguments.js'
import { type CommandContext, type CommandSpec, keyless, reads, withKeys, writes } from './command-spec.js'
import { CommandError, type Store } from './store.js'

/** Keys as such, whatever they hold. */
export const KEY_COMMANDS: Record<string, CommandSpec> = {
  DEL: withKeys(
    writes(-2, (keys, { store }) => keys.filter(key => store.delete(key)).length),
    -1,
  ),
  UNLINK: withKeys(
    writes(-2, (keys, { store }) => keys.filter(key => store.delete(key)).length),
    -1,
  ),
  EXISTS: withKeys(
    reads(-2, (keys, { store }) => keys.filter(key => store.has(key)).length),
    -1,
  ),
  TOUCH: withKeys(
    reads(-2, (keys, { store }) => keys.filter(key => store.has(key)).length),
    -1,
  ),
  TYPE: reads(2, (args, { store }) => new SimpleString(store.typeOf(argAt(args, 0)) ?? 'none')),
  EXPIRE: writes(-3, expireCommand(1000, false)),
  PEXPIRE: writes(-3, expireCommand(1, false)),
  EXPIREAT: writes(-3, expireCommand(1000, true)),
  PEXPIREAT: writes(-3, expireCommand(1, true)),
  TTL: reads(2, (args, { store }) => timeLeft(store, argAt(args, 0), 1000)),
  PTTL: reads(2, (args, { store }) => timeLeft(store, argAt(args, 0), 1)),
  PERSIST: writes(2, (args, { store }) => {
    const key = argAt(args, 0)
    if (store.expiry(key) === undefined) return 0
    store.expireAt(key, undefined)
    return 1
  }),
  KEYS: keyless(2, (args, { store }) => store.keys().filter(key => globMatches(argAt(args, 0), key)), ['readonly']),
  RANDOMKEY: keyless(1, (_, { store }) => store.keys()[0] ?? null, ['readonly']),
  DBSIZE: keyless(1, (_, { store }) => store.keys().length, ['readonly', 'fast']),
  SCAN: keyless(-2, scan, ['readonly']),
  FLUSHALL: keyless(-1, flush, ['write']),
  FLUSHDB: keyless(-1, flush, ['write']),
}

function flush(_: readonly Buffer[], { node, store }: CommandContext): ReplyValue {
  if (node.role === 'replica') throw new CommandError("READONLY You can't write against a read only replica.")
  store.clear()
  return new SimpleString('OK')
}

function expireCommand(unit: number, absolute: boolean): CommandSpec['run'] {
  return (args, { store }) => {
    const key = argAt(args, 0)
    const at = Number(intAt(args, 1)) * unit + (absolute ? 0 : Date.now())
    const current = store.expiry(key)
    if (!store.has(key) || !mayExpire(wordAt(args, 2), at, current)) return 0
    if (at <= Date.now()) store.delete(key)
    else store.expireAt(key, at)
    return 1
  }
}

function mayExpire(condition: string, at: number, current: number | undefined): boolean {
  switch (condition) {
    case '':
      return true
    case 'NX':
      return current === undefined
    case 'XX':
      return current !== undefined
    case 'GT':
      return current !== undefined && at > current
    case 'LT':
      return current === undefined || at < current
    default:
      throw new CommandError(`ERR Unsupported option ${condition}`)
  }
}

function timeLeft(store: Store, key: Buffer, unit: number): number {
  if (!store.has(key)) return -2
  const expiry = store.expiry(key)
  return expiry === undefined ? -1 : Math.floor((expiry - Date.now() + unit / 2) / unit)
}

/**
 * Keys in the order of a hash of theirs, so that a cursor (a hash) means the same whatever comes and goes meanwhile: a
 * key that is there all the time is never passed over.
 */
function scan(args: readonly Buffer[], { store }: CommandContext): ReplyValue {
  const cursor = argAt(args, 0).toString('latin1')
  if (!/^\d+$/.test(cursor)) throw new CommandError('ERR invalid cursor')
  const { count, match, type } = scanOptions(args.slice(1))
  const hashed = store
    .keys()
    .map(key => ({ key, hash: hashOf(key) }))
    .filter(one => one.hash >= Number(cursor))
    .sort((a, b) => a.hash - b.hash)
  // Keys of equal hash stay together: a cursor could not come back between them.
  const next = hashed.find((one, index) => index >= count && one.hash !== hashed[index - 1]?.hash)
  const page = hashed.filter(one => next === undefined || one.hash < next.hash).map(one => one.key)
  const wanted = page.filter(
    key => (match === undefined || globMatches(match, key)) && (type === undefined || store.typeOf(key) === type),
  )
  return [String(next?.hash ?? 0), wanted]
}

function scanOptions(words: readonly Buffer[]): { count: number; match?: Buffer; type?: string } {
  const options: { count: number; match?: Buffer; type?: string } = { count: 10 }
  for (let at = 0; at < words.length; at += 2) {
    const word = wordAt(words, at)
    if (word === 'COUNT') options.count = Number(intAt(words, at + 1))
    else if (word === 'MATCH') options.match = argAt(words, at + 1)
    else if (word === 'TYPE')
      options.type = argAt(words, at + 1)
        .toString('latin1')
        .toLowerCase()
    else throw new CommandError('ERR syntax error')
  }
  if (options.count < 1) throw new CommandError('ERR syntax error')
  return options
}

/** FNV-1a, with 0 left out: that is the cursor of the beginning and the end. */
function hashOf(key: Buffer): number {
  let hash = 0x811c9dc5
  for (const byte of key) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash === 0 ? 1 : hash
}
