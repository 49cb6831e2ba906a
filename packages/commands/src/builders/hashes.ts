import type { Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import { toPairs, toStrings, toText } from '../replies.js'
import {
  HDEL,
  HEXISTS,
  HGET,
  HGETALL,
  HINCRBY,
  HINCRBYFLOAT,
  HKEYS,
  HLEN,
  HMGET,
  HMSET,
  HRANDFIELD,
  HSET,
  HSETNX,
  HSTRLEN,
  HVALS,
} from '../specs.gen.js'
import { appendPairs, type Key, many, type OneOrMany, type Pairs, type Value } from './args.js'
import { appendOptions, type OptionTable } from './options.js'

/** A field of a hash with its value. */
export interface FieldValue {
  field: string
  value: string
}

/** Options of HRANDFIELD. */
export interface HrandfieldOptions {
  /** With `count`: their values too. */
  withvalues?: boolean
}

const HRANDFIELD_OPTIONS: OptionTable<HrandfieldOptions> = { tokens: { withvalues: 'flag' } }

/**
 * Deletes fields. Answers with how many there were.
 *
 * O(n) in the number of fields. Since 2.0.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where the list is empty
 */
export const hdel = (key: Key, fields: OneOrMany<Value>): Command<number> =>
  command(HDEL, [key, ...many(HDEL, 'fields', fields)])

/**
 * Whether a field exists: 1 or 0.
 *
 * O(1). Since 2.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const hexists = (key: Key, field: Value): Command<number> => command(HEXISTS, [key, field])

/**
 * Reads a field; null where there is none.
 *
 * O(1). Since 2.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const hget = (key: Key, field: Value): Command<string | null> => command(HGET, [key, field])

/**
 * Reads all fields, as a record without a prototype; empty where there is no such key.
 *
 * O(n) in the size of the hash. Since 2.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const hgetall = (key: Key): Command<Record<string, string>> => command(HGETALL, [key], toStrings)

/**
 * Adds to the number in a field, which begins as 0. Answers with the new number.
 *
 * O(1). Since 2.0.0. Cluster: runs on the primary of the key's slot.
 */
export const hincrby = (key: Key, field: Value, increment: number | bigint): Command<number> =>
  command(HINCRBY, [key, field, increment])

/**
 * Adds a fraction to the number in a field, which begins as 0. Answers with the new number, as text: the server keeps
 * more digits than a JavaScript number.
 *
 * O(1). Since 2.6.0. Cluster: runs on the primary of the key's slot.
 */
export const hincrbyfloat = (key: Key, field: Value, increment: number): Command<string> =>
  command(HINCRBYFLOAT, [key, field, increment], toText)

/**
 * Names of all fields.
 *
 * O(n) in the size of the hash. Since 2.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const hkeys = (key: Key): Command<string[]> => command(HKEYS, [key])

/**
 * Number of fields; 0 where there is no such key.
 *
 * O(1). Since 2.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const hlen = (key: Key): Command<number> => command(HLEN, [key])

/**
 * Reads several fields, in the order in which they are named; null where there is none.
 *
 * O(n) in the number of fields. Since 2.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 *
 * @throws ConfigError where the list is empty
 */
export const hmget = (key: Key, fields: OneOrMany<Value>): Command<(string | null)[]> =>
  command(HMGET, [key, ...many(HMGET, 'fields', fields)])

/**
 * Sets fields; answers `'OK'`. `hset` does the same and tells how many are new.
 *
 * O(n) in the number of fields. Since 2.0.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where there are none
 */
export const hmset = (key: Key, fields: Pairs): Command<'OK'> =>
  command(HMSET, appendPairs(HMSET, [key], { what: 'fields', pairs: fields }))

/**
 * A field by chance, null where there is none; with `count` a list of them, with `withvalues` a list of
 * `{ field, value }`.
 *
 * O(n) in the number of fields asked for. Since 6.2.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 *
 * @throws TypeError where `withvalues` stands without `count`
 */
export const hrandfield = (
  key: Key,
  count?: number,
  options?: HrandfieldOptions,
): Command<string | null | string[] | FieldValue[]> => {
  if (count === undefined && options?.withvalues !== true) return command(HRANDFIELD, [key])
  const args = appendOptions(HRANDFIELD, [key, count as number], { given: options, table: HRANDFIELD_OPTIONS })
  return command(HRANDFIELD, args, options?.withvalues === true ? toFields : undefined)
}

/**
 * Sets fields. Answers with how many are new.
 *
 * O(n) in the number of fields. Since 2.0.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where there are none
 * @example
 * await rc.hset('user:1', { name: 'Alice', age: 30 })
 */
export const hset = (key: Key, fields: Pairs): Command<number> =>
  command(HSET, appendPairs(HSET, [key], { what: 'fields', pairs: fields }))

/**
 * Sets a field where there is none. Answers with 1 or 0.
 *
 * O(1). Since 2.0.0. Cluster: runs on the primary of the key's slot.
 */
export const hsetnx = (key: Key, field: Value, value: Value): Command<number> => command(HSETNX, [key, field, value])

/**
 * Length of a field's value in bytes; 0 where there is none.
 *
 * O(1). Since 3.2.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const hstrlen = (key: Key, field: Value): Command<number> => command(HSTRLEN, [key, field])

/**
 * Values of all fields.
 *
 * O(n) in the size of the hash. Since 2.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const hvals = (key: Key): Command<string[]> => command(HVALS, [key])

const toFields = (reply: Reply): FieldValue[] =>
  toPairs(reply).map(([field, value]) => ({ field: field as string, value: value as string }))
