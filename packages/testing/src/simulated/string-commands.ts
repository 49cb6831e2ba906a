import { type ReplyValue, SimpleString } from '../encode.js'
import { argAt, intAt, integerReply, parseInteger, wordAt } from './arguments.js'
import { type CommandContext, type CommandSpec, reads, withKeys, writes } from './command-spec.js'
import { CommandError, type Store } from './store.js'

const OK = new SimpleString('OK')

/** Strings and counters. */
export const STRING_COMMANDS: Record<string, CommandSpec> = {
  GET: reads(2, ([key = EMPTY], { store }) => store.get(key, 'string') ?? null),
  SET: writes(-3, set),
  SETNX: writes(3, ([key = EMPTY, value = EMPTY], { store }) => {
    if (store.has(key)) return 0
    put(store, key, value)
    return 1
  }),
  GETSET: writes(3, ([key = EMPTY, value = EMPTY], { store }) => {
    const before = store.get(key, 'string') ?? null
    put(store, key, value)
    return before
  }),
  GETDEL: writes(2, ([key = EMPTY], { store }) => {
    const before = store.get(key, 'string') ?? null
    store.delete(key)
    return before
  }),
  APPEND: writes(3, ([key = EMPTY, value = EMPTY], { store }) => {
    const whole = Buffer.concat([store.get(key, 'string') ?? EMPTY, value])
    store.set(key, 'string', whole)
    return whole.length
  }),
  STRLEN: reads(2, ([key = EMPTY], { store }) => store.get(key, 'string')?.length ?? 0),
  INCR: writes(2, (args, { store }) => increase(store, argAt(args, 0), 1n)),
  DECR: writes(2, (args, { store }) => increase(store, argAt(args, 0), -1n)),
  INCRBY: writes(3, (args, { store }) => increase(store, argAt(args, 0), intAt(args, 1))),
  DECRBY: writes(3, (args, { store }) => increase(store, argAt(args, 0), -intAt(args, 1))),
  MGET: withKeys(
    reads(-2, (keys, { store }) =>
      keys.map(key => (store.typeOf(key) === 'string' ? (store.get(key, 'string') ?? null) : null)),
    ),
    -1,
  ),
  MSET: withKeys(writes(-3, mset), -1, 2),
}

const EMPTY = Buffer.alloc(0)

function put(store: Store, key: Buffer, value: Buffer): void {
  store.delete(key)
  store.set(key, 'string', value)
}

function mset(args: readonly Buffer[], { store }: CommandContext): ReplyValue {
  if (args.length % 2 !== 0) throw new CommandError("ERR wrong number of arguments for 'mset' command")
  for (let at = 0; at < args.length; at += 2) put(store, argAt(args, at), argAt(args, at + 1))
  return OK
}

function increase(store: Store, key: Buffer, by: bigint): ReplyValue {
  const value = parseInteger(store.get(key, 'string') ?? Buffer.from('0')) + by
  if (BigInt.asIntN(64, value) !== value) throw new CommandError('ERR increment or decrement would overflow')
  store.set(key, 'string', Buffer.from(value.toString()))
  return integerReply(value)
}

interface SetOptions {
  condition?: 'NX' | 'XX'
  get: boolean
  keepTtl: boolean
  expiresAt?: number
}

function set(args: readonly Buffer[], { store }: CommandContext): ReplyValue {
  const [key = EMPTY, value = EMPTY, ...rest] = args
  const options = setOptions(rest)
  const before = options.get ? (store.get(key, 'string') ?? null) : null
  const exists = store.has(key)
  if ((options.condition === 'NX' && exists) || (options.condition === 'XX' && !exists)) return before
  const expiry = options.keepTtl ? store.expiry(key) : options.expiresAt
  put(store, key, value)
  store.expireAt(key, expiry)
  return options.get ? before : OK
}

function setOptions(words: readonly Buffer[]): SetOptions {
  const options: SetOptions = { get: false, keepTtl: false }
  for (let at = 0; at < words.length; at++) {
    const word = wordAt(words, at)
    if (word === 'NX' || word === 'XX') options.condition = word
    else if (word === 'GET') options.get = true
    else if (word === 'KEEPTTL') options.keepTtl = true
    else if (/^(EX|PX|EXAT|PXAT)$/.test(word)) options.expiresAt = expiryOf(word, intAt(words, ++at))
    else throw new CommandError('ERR syntax error')
  }
  return options
}

function expiryOf(unit: string, amount: bigint): number {
  if (amount <= 0n) throw new CommandError("ERR invalid expire time in 'set' command")
  const ms = Number(amount) * (unit.startsWith('E') ? 1000 : 1)
  return unit.endsWith('AT') ? ms : Date.now() + ms
}
