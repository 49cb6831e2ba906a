import { type Command, command } from '../command.js'
import {
  LINDEX,
  LINSERT,
  LLEN,
  LMOVE,
  LMPOP,
  LPOP,
  LPOS,
  LPUSH,
  LPUSHX,
  LRANGE,
  LREM,
  LSET,
  LTRIM,
  RPOP,
  RPOPLPUSH,
  RPUSH,
  RPUSHX,
} from '../specs.gen.js'
import { counted, type Key, many, type OneOrMany, type Value } from './args.js'
import { appendOptions, type OptionTable } from './options.js'
import { MPOP_OPTIONS, type MpopOptions, type PoppedElements, toPopped } from './popped.js'

/** An end of a list. */
export type ListEnd = 'LEFT' | 'RIGHT'

/** Options of LPOS. */
export interface LposOptions {
  /** Begin with this match: 1 is the first, -1 the last. */
  rank?: number
  /** Answer with up to so many positions, as a list; 0 for all of them. */
  count?: number
  /** Look at no more than so many elements. */
  maxlen?: number
}

const LPOS_OPTIONS: OptionTable<LposOptions> = { tokens: { rank: 'value', count: 'value', maxlen: 'value' } }

/**
 * Reads the element at an index; negative ones count from the end. Null where there is none.
 *
 * O(n) in the distance from the nearer end. Since 1.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const lindex = (key: Key, index: number): Command<string | null> => command(LINDEX, [key, index])

/**
 * Inserts an element beside the first one equal to `pivot`. Answers with the new length; -1 where there is no such
 * element, 0 where there is no such key.
 *
 * O(n) in the distance to `pivot`. Since 2.2.0. Cluster: runs on the primary of the key's slot.
 */
export const linsert = (key: Key, where: 'BEFORE' | 'AFTER', pivot: Value, element: Value): Command<number> =>
  command(LINSERT, [key, where, pivot, element])

/**
 * Length of a list; 0 where there is no such key.
 *
 * O(1). Since 1.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const llen = (key: Key): Command<number> => command(LLEN, [key])

/**
 * Moves an element from an end of one list to an end of another, which may be the same. Answers with it; null where there
 * was none.
 *
 * O(1). Since 6.2.0. Cluster: both keys must be in one slot.
 *
 * @example
 * await rc.lmove('{jobs}:todo', '{jobs}:doing', 'LEFT', 'RIGHT')
 */
export const lmove = (source: Key, destination: Key, from: ListEnd, to: ListEnd): Command<string | null> =>
  command(LMOVE, [source, destination, from, to])

/**
 * Takes elements from the first list that has any. Null where none has.
 *
 * O(n) in the number of elements and keys. Since 7.0.0. Cluster: all keys must be in one slot.
 *
 * @throws ConfigError where the list of keys is empty
 */
export const lmpop = (keys: OneOrMany<Key>, where: ListEnd, options?: MpopOptions): Command<PoppedElements | null> =>
  command(
    LMPOP,
    appendOptions(LMPOP, [...counted(LMPOP, keys), where], { given: options, table: MPOP_OPTIONS }),
    toPopped,
  )

/**
 * Takes the first element; null where there is none. With `count` the first ones, as a list.
 *
 * O(n) in the number of elements. Since 1.0.0, `count` since 6.2.0. Cluster: runs on the primary of the key's slot.
 */
export const lpop = (key: Key, count?: number): Command<string | string[] | null> =>
  command(LPOP, count === undefined ? [key] : [key, count])

/**
 * Position of an element; null where it is not there. With `count` a list of positions.
 *
 * O(n) in the length of the list. Since 6.0.6. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const lpos = (key: Key, element: Value, options?: LposOptions): Command<number | number[] | null> =>
  command(LPOS, appendOptions(LPOS, [key, element], { given: options, table: LPOS_OPTIONS }))

/**
 * Puts elements before the first one, one after the other, so that the last one given is the first of the list. Answers
 * with the new length.
 *
 * O(n) in the number of elements. Since 1.0.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where the list of elements is empty
 */
export const lpush = (key: Key, elements: OneOrMany<Value>): Command<number> =>
  command(LPUSH, [key, ...many(LPUSH, 'elements', elements)])

/**
 * Puts elements before the first one of a list that exists. Answers with the new length; 0 where there is none.
 *
 * O(n) in the number of elements. Since 2.2.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where the list of elements is empty
 */
export const lpushx = (key: Key, elements: OneOrMany<Value>): Command<number> =>
  command(LPUSHX, [key, ...many(LPUSHX, 'elements', elements)])

/**
 * Reads the elements from `start` to `stop`, both included; negative ones count from the end.
 *
 * O(n) in the distance from the nearer end and in the number of elements. Since 1.0.0. Cluster: runs on a node of the
 * key's slot, by `readFrom`.
 */
export const lrange = (key: Key, start: number, stop: number): Command<string[]> => command(LRANGE, [key, start, stop])

/**
 * Removes elements equal to `element`: the first `count` ones, the last ones where it is negative, all where it is 0.
 * Answers with how many there were.
 *
 * O(n) in the length of the list. Since 1.0.0. Cluster: runs on the primary of the key's slot.
 */
export const lrem = (key: Key, count: number, element: Value): Command<number> => command(LREM, [key, count, element])

/**
 * Sets the element at an index. The server refuses an index that is out of range.
 *
 * O(n) in the distance from the nearer end. Since 1.0.0. Cluster: runs on the primary of the key's slot.
 */
export const lset = (key: Key, index: number, element: Value): Command<'OK'> => command(LSET, [key, index, element])

/**
 * Removes all but the elements from `start` to `stop`, both included; negative ones count from the end.
 *
 * O(n) in the number of elements removed. Since 1.0.0. Cluster: runs on the primary of the key's slot.
 */
export const ltrim = (key: Key, start: number, stop: number): Command<'OK'> => command(LTRIM, [key, start, stop])

/**
 * Takes the last element; null where there is none. With `count` the last ones, as a list.
 *
 * O(n) in the number of elements. Since 1.0.0, `count` since 6.2.0. Cluster: runs on the primary of the key's slot.
 */
export const rpop = (key: Key, count?: number): Command<string | string[] | null> =>
  command(RPOP, count === undefined ? [key] : [key, count])

/**
 * Moves the last element of one list before the first of another. The old way to write `lmove(…, 'RIGHT', 'LEFT')`.
 *
 * O(1). Since 1.2.0. Cluster: both keys must be in one slot.
 */
export const rpoplpush = (source: Key, destination: Key): Command<string | null> =>
  command(RPOPLPUSH, [source, destination])

/**
 * Puts elements behind the last one. Answers with the new length.
 *
 * O(n) in the number of elements. Since 1.0.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where the list of elements is empty
 */
export const rpush = (key: Key, elements: OneOrMany<Value>): Command<number> =>
  command(RPUSH, [key, ...many(RPUSH, 'elements', elements)])

/**
 * Puts elements behind the last one of a list that exists. Answers with the new length; 0 where there is none.
 *
 * O(n) in the number of elements. Since 2.2.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where the list of elements is empty
 */
export const rpushx = (key: Key, elements: OneOrMany<Value>): Command<number> =>
  command(RPUSHX, [key, ...many(RPUSHX, 'elements', elements)])
