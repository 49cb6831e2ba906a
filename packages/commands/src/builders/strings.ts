import { type Command, command } from '../command.js'
import type { PlainText } from '../plain-text.js'
import { toText } from '../replies.js'
import type { CommandSpec } from '../spec.js'
import {
  APPEND,
  DECR,
  DECRBY,
  GET,
  GETDEL,
  GETEX,
  GETRANGE,
  GETSET,
  INCR,
  INCRBY,
  INCRBYFLOAT,
  MGET,
  MSET,
  MSETNX,
  PSETEX,
  SET,
  SETEX,
  SETNX,
  SETRANGE,
  STRLEN,
  SUBSTR,
} from '../specs.gen.js'
import { SET_CONDITIONAL } from '../variants.js'
import { flatPairs, type Key, many, type OneOrMany, type Pairs, type Value } from './args.js'
import { appendOptions, type OptionTable } from './options.js'

/** When a value ends: at most one of them. */
export interface ExpiryOptions {
  /** Seconds from now. */
  ex?: number | bigint
  /** Milliseconds from now. */
  px?: number | bigint
  /** Seconds since 1970. */
  exat?: number | bigint
  /** Milliseconds since 1970. */
  pxat?: number | bigint
}

/** Options of SET. */
export interface SetOptions extends ExpiryOptions {
  /** Keep the time to live that the key has. */
  keepttl?: boolean
  /** Set it only where the key does not exist; null is the answer where it does. */
  nx?: boolean
  /** Set it only where the key exists. */
  xx?: boolean
  /** Set it only where it is this now. Since Valkey 8.1, Redis 8.4. */
  ifeq?: Value
  /** Set it unless it is this now. Redis alone, since 8.4. */
  ifne?: Value
  /** Set it only where this is its digest now, as DIGEST tells it. Redis alone, since 8.4. */
  ifdeq?: Value
  /** Set it unless this is its digest now. Redis alone, since 8.4. */
  ifdne?: Value
  /** Answer with the old value, null where there was none. */
  get?: boolean
}

/** `'OK'`, which is text also where the old value comes as bytes. */
export type Ok = PlainText & 'OK'

const SET_OPTIONS: OptionTable<SetOptions> = {
  tokens: {
    nx: 'flag',
    xx: 'flag',
    ifeq: 'value',
    ifne: 'value',
    ifdeq: 'value',
    ifdne: 'value',
    get: 'flag',
    ex: 'value',
    px: 'value',
    exat: 'value',
    pxat: 'value',
    keepttl: 'flag',
  },
  exclusive: [
    ['nx', 'xx', 'ifeq', 'ifne', 'ifdeq', 'ifdne'],
    ['ex', 'px', 'exat', 'pxat', 'keepttl'],
  ],
}

/** Options of GETEX. */
export interface GetexOptions extends ExpiryOptions {
  /** Take the time to live away. */
  persist?: boolean
}

const GETEX_OPTIONS: OptionTable<GetexOptions> = {
  tokens: { ex: 'value', px: 'value', exat: 'value', pxat: 'value', persist: 'flag' },
  exclusive: [['ex', 'px', 'exat', 'pxat', 'persist']],
}

/**
 * Appends to the string at a key, which begins as an empty one. Answers with its new length in bytes.
 *
 * O(1). Since 2.0.0. Cluster: runs on the primary of the key's slot.
 */
export const append = (key: Key, value: Value): Command<number> => command(APPEND, [key, value])

/**
 * Takes one off the number at a key, which begins as 0. Answers with the new number.
 *
 * O(1). Since 1.0.0. Cluster: runs on the primary of the key's slot.
 */
export const decr = (key: Key): Command<number> => command(DECR, [key])

/**
 * Takes `decrement` off the number at a key, which begins as 0. Answers with the new number.
 *
 * O(1). Since 1.0.0. Cluster: runs on the primary of the key's slot.
 */
export const decrby = (key: Key, decrement: number | bigint): Command<number> => command(DECRBY, [key, decrement])

/**
 * Reads the string at a key; null where there is none.
 *
 * O(1). Since 1.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const get = (key: Key): Command<string | null> => command(GET, [key])

/**
 * Reads the string at a key and deletes the key; null where there is none.
 *
 * O(1). Since 6.2.0. Cluster: runs on the primary of the key's slot.
 */
export const getdel = (key: Key): Command<string | null> => command(GETDEL, [key])

/**
 * Reads the string at a key and changes its time to live; null where there is none.
 *
 * O(1). Since 6.2.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where options exclude each other
 */
export const getex = (key: Key, options?: GetexOptions): Command<string | null> =>
  command(GETEX, appendOptions(GETEX, [key], { given: options, table: GETEX_OPTIONS }))

/**
 * Reads a part of the string at a key, by bytes, both ends included; negative ones count from its end.
 *
 * O(n) in the length of the part. Since 2.4.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const getrange = (key: Key, start: number, end: number): Command<string> => command(GETRANGE, [key, start, end])

/**
 * Sets the string at a key and answers with the old one; null where there was none. `set` with `{ get: true }` does the
 * same and more.
 *
 * O(1). Since 1.0.0. Cluster: runs on the primary of the key's slot.
 */
export const getset = (key: Key, value: Value): Command<string | null> => command(GETSET, [key, value])

/**
 * Adds one to the number at a key, which begins as 0. Answers with the new number.
 *
 * O(1). Since 1.0.0. Cluster: runs on the primary of the key's slot.
 */
export const incr = (key: Key): Command<number> => command(INCR, [key])

/**
 * Adds `increment` to the number at a key, which begins as 0. Answers with the new number.
 *
 * O(1). Since 1.0.0. Cluster: runs on the primary of the key's slot.
 */
export const incrby = (key: Key, increment: number | bigint): Command<number> => command(INCRBY, [key, increment])

/**
 * Adds a fraction to the number at a key, which begins as 0. Answers with the new number, as text: the server keeps more
 * digits than a JavaScript number.
 *
 * O(1). Since 2.6.0. Cluster: runs on the primary of the key's slot.
 */
export const incrbyfloat = (key: Key, increment: number): Command<string> =>
  command(INCRBYFLOAT, [key, increment], toText)

/**
 * Reads the strings at several keys, in the order of the keys; null where there is none.
 *
 * O(n) in the number of keys. Since 1.0.0. Cluster: split by slot and put together by the order of the keys; not atomic
 * then.
 *
 * @throws ConfigError where the list is empty
 */
export const mget = (keys: OneOrMany<Key>): Command<(string | null)[]> => command(MGET, many(MGET, 'keys', keys))

/**
 * Sets the strings at several keys.
 *
 * O(n) in the number of keys. Since 1.0.1. Cluster: split by slot; not atomic then.
 *
 * @throws ConfigError where there are none
 * @example
 * await rc.mset({ key1: 'a', key2: 'b' })
 */
export const mset = (pairs: Pairs): Command<'OK'> => command(MSET, flatPairs(MSET, 'keys', pairs))

/**
 * Sets the strings at several keys, all of them or, where one of them exists, none. Answers with 1 or 0.
 *
 * O(n) in the number of keys. Since 1.0.1. Cluster: all keys must be in one slot; never split, for it would no longer be
 * all or none.
 *
 * @throws ConfigError where there are none
 */
export const msetnx = (pairs: Pairs): Command<number> => command(MSETNX, flatPairs(MSETNX, 'keys', pairs))

/**
 * Sets the string at a key, to end after so many milliseconds. `set` with `{ px }` does the same.
 *
 * O(1). Since 2.6.0. Cluster: runs on the primary of the key's slot.
 */
export const psetex = (key: Key, milliseconds: number | bigint, value: Value): Command<'OK'> =>
  command(PSETEX, [key, milliseconds, value])

/**
 * Sets the string at a key, whatever was there. Answers `'OK'`; null where `nx` or `xx` kept it from being set; the old
 * value with `get`.
 *
 * O(1). Since 1.0.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where options exclude each other
 * @example
 * await rc.set('name', 'Alice')                      // 'OK'
 * await rc.set('name', 'Bob', { nx: true, ex: 60 })  // null: it exists
 */
export const set = (key: Key, value: Value, options?: SetOptions): Command<string | Ok | null> => {
  if (options === undefined) return command(SET, [key, value])
  const args = appendOptions(SET, [key, value], { given: options, table: SET_OPTIONS })
  return command(rowOf(options), args)
}

/**
 * Sets the string at a key, to end after so many seconds. `set` with `{ ex }` does the same.
 *
 * O(1). Since 2.0.0. Cluster: runs on the primary of the key's slot.
 */
export const setex = (key: Key, seconds: number | bigint, value: Value): Command<'OK'> =>
  command(SETEX, [key, seconds, value])

/**
 * Sets the string at a key where there is none. Answers with 1 or 0. `set` with `{ nx: true }` does the same.
 *
 * O(1). Since 1.0.0. Cluster: runs on the primary of the key's slot.
 */
export const setnx = (key: Key, value: Value): Command<number> => command(SETNX, [key, value])

/**
 * Writes over a part of the string at a key, from a byte on, with zero bytes before it where it was shorter. Answers with
 * its length.
 *
 * O(1), and O(n) in the length of what is written. Since 2.2.0. Cluster: runs on the primary of the key's slot.
 */
export const setrange = (key: Key, offset: number, value: Value): Command<number> =>
  command(SETRANGE, [key, offset, value])

/**
 * Length of the string at a key in bytes; 0 where there is none.
 *
 * O(1). Since 2.2.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const strlen = (key: Key): Command<number> => command(STRLEN, [key])

/**
 * The old name of GETRANGE.
 *
 * O(n) in the length of the part. Since 1.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const substr = (key: Key, start: number, end: number): Command<string> => command(SUBSTR, [key, start, end])

const rowOf = ({ nx, xx, get, ifeq, ifne, ifdeq, ifdne }: SetOptions): CommandSpec =>
  nx === true || xx === true || get === true || (ifeq ?? ifne ?? ifdeq ?? ifdne) !== undefined ? SET_CONDITIONAL : SET
