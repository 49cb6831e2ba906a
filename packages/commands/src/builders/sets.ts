import { type Command, command } from '../command.js'
import {
  SADD,
  SCARD,
  SDIFF,
  SDIFFSTORE,
  SINTER,
  SINTERCARD,
  SINTERSTORE,
  SISMEMBER,
  SMEMBERS,
  SMISMEMBER,
  SMOVE,
  SPOP,
  SRANDMEMBER,
  SREM,
  SUNION,
  SUNIONSTORE,
} from '../specs.gen.js'
import { after, counted, type Key, many, type OneOrMany, type Value } from './args.js'
import { INTERCARD_OPTIONS, type IntercardOptions } from './intercard.js'
import { appendOptions } from './options.js'

/**
 * Adds members. Answers with how many are new.
 *
 * O(n) in the number of members. Since 1.0.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where the list of members is empty
 */
export const sadd = (key: Key, members: OneOrMany<Value>): Command<number> =>
  command(SADD, [key, ...many(SADD, 'members', members)])

/**
 * Number of members; 0 where there is no such key.
 *
 * O(1). Since 1.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const scard = (key: Key): Command<number> => command(SCARD, [key])

/**
 * Members of the first set that are in none of the others.
 *
 * O(n) in the size of all sets. Since 1.0.0. Cluster: all keys must be in one slot.
 *
 * @throws ConfigError where the list of keys is empty
 */
export const sdiff = (keys: OneOrMany<Key>): Command<string[]> => command(SDIFF, many(SDIFF, 'keys', keys))

/**
 * Stores the members of the first set that are in none of the others. Answers with how many they are.
 *
 * O(n) in the size of all sets. Since 1.0.0. Cluster: all keys must be in one slot.
 *
 * @throws ConfigError where the list of keys is empty
 */
export const sdiffstore = (destination: Key, keys: OneOrMany<Key>): Command<number> =>
  command(SDIFFSTORE, after(destination, many(SDIFFSTORE, 'keys', keys)))

/**
 * Members that are in all sets.
 *
 * O(n·m) in the size of the smallest set and the number of sets. Since 1.0.0. Cluster: all keys must be in one slot.
 *
 * @throws ConfigError where the list of keys is empty
 */
export const sinter = (keys: OneOrMany<Key>): Command<string[]> => command(SINTER, many(SINTER, 'keys', keys))

/**
 * Number of members that are in all sets.
 *
 * O(n·m) in the size of the smallest set and the number of sets. Since 7.0.0. Cluster: all keys must be in one slot.
 *
 * @throws ConfigError where the list of keys is empty
 */
export const sintercard = (keys: OneOrMany<Key>, options?: IntercardOptions): Command<number> =>
  command(
    SINTERCARD,
    appendOptions(SINTERCARD, counted(SINTERCARD, keys), { given: options, table: INTERCARD_OPTIONS }),
  )

/**
 * Stores the members that are in all sets. Answers with how many they are.
 *
 * O(n·m) in the size of the smallest set and the number of sets. Since 1.0.0. Cluster: all keys must be in one slot.
 *
 * @throws ConfigError where the list of keys is empty
 */
export const sinterstore = (destination: Key, keys: OneOrMany<Key>): Command<number> =>
  command(SINTERSTORE, after(destination, many(SINTERSTORE, 'keys', keys)))

/**
 * Whether a set has a member: 1 or 0.
 *
 * O(1). Since 1.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const sismember = (key: Key, member: Value): Command<number> => command(SISMEMBER, [key, member])

/**
 * All members, in no order.
 *
 * O(n) in the size of the set. Since 1.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const smembers = (key: Key): Command<string[]> => command(SMEMBERS, [key])

/**
 * For each member whether the set has it: 1 or 0.
 *
 * O(n) in the number of members asked for. Since 6.2.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 *
 * @throws ConfigError where the list of members is empty
 */
export const smismember = (key: Key, members: OneOrMany<Value>): Command<number[]> =>
  command(SMISMEMBER, [key, ...many(SMISMEMBER, 'members', members)])

/**
 * Moves a member to another set. Answers with 1, or 0 where the first set has no such member.
 *
 * O(1). Since 1.0.0. Cluster: both keys must be in one slot.
 */
export const smove = (source: Key, destination: Key, member: Value): Command<number> =>
  command(SMOVE, [source, destination, member])

/**
 * Takes a member by chance; null where there is none. With `count` up to so many, as a list.
 *
 * O(n) in the number of members taken. Since 1.0.0, `count` since 3.2.0. Cluster: runs on the primary of the key's slot.
 */
export const spop = (key: Key, count?: number): Command<string | string[] | null> =>
  command(SPOP, count === undefined ? [key] : [key, count])

/**
 * A member by chance, left where it is; null where there is none. With `count` so many different ones, as a list, or,
 * where it is negative, so many with repetition.
 *
 * O(n) in the number of members asked for. Since 1.0.0, `count` since 2.6.0. Cluster: runs on a node of the key's slot,
 * by `readFrom`.
 */
export const srandmember = (key: Key, count?: number): Command<string | string[] | null> =>
  command(SRANDMEMBER, count === undefined ? [key] : [key, count])

/**
 * Removes members. Answers with how many there were.
 *
 * O(n) in the number of members. Since 1.0.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where the list of members is empty
 */
export const srem = (key: Key, members: OneOrMany<Value>): Command<number> =>
  command(SREM, [key, ...many(SREM, 'members', members)])

/**
 * Members that are in any of the sets.
 *
 * O(n) in the size of all sets. Since 1.0.0. Cluster: all keys must be in one slot.
 *
 * @throws ConfigError where the list of keys is empty
 */
export const sunion = (keys: OneOrMany<Key>): Command<string[]> => command(SUNION, many(SUNION, 'keys', keys))

/**
 * Stores the members that are in any of the sets. Answers with how many they are.
 *
 * O(n) in the size of all sets. Since 1.0.0. Cluster: all keys must be in one slot.
 *
 * @throws ConfigError where the list of keys is empty
 */
export const sunionstore = (destination: Key, keys: OneOrMany<Key>): Command<number> =>
  command(SUNIONSTORE, after(destination, many(SUNIONSTORE, 'keys', keys)))
