import { type Command, command } from '../command.js'
import type { CommandSpec } from '../spec.js'
import { EXPIRE, EXPIREAT, EXPIRETIME, PERSIST, PEXPIRE, PEXPIREAT, PEXPIRETIME, PTTL, TTL } from '../specs.gen.js'
import type { Key } from './args.js'
import { EXPIRE_OPTIONS, type ExpireOptions } from './expire-options.js'
import { appendOptions } from './options.js'

type Time = number | bigint

/**
 * Lets a key end after so many seconds. Answers with 1, or 0 where there is no such key or an option kept it.
 *
 * O(1). Since 1.0.0, options since 7.0.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where options exclude each other
 */
export const expire = (key: Key, seconds: Time, options?: ExpireOptions): Command<number> =>
  ending(EXPIRE, [key, seconds], options)

/**
 * Lets a key end at a time, in seconds since 1970. Answers as `expire`.
 *
 * O(1). Since 1.2.0, options since 7.0.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where options exclude each other
 */
export const expireat = (key: Key, unixSeconds: Time, options?: ExpireOptions): Command<number> =>
  ending(EXPIREAT, [key, unixSeconds], options)

/**
 * When a key ends, in seconds since 1970; -1 where it never does, -2 where there is no such key.
 *
 * O(1). Since 7.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const expiretime = (key: Key): Command<number> => command(EXPIRETIME, [key])

/**
 * Takes the end of a key away. Answers with 1, or 0 where it had none.
 *
 * O(1). Since 2.2.0. Cluster: runs on the primary of the key's slot.
 */
export const persist = (key: Key): Command<number> => command(PERSIST, [key])

/**
 * Lets a key end after so many milliseconds. Answers as `expire`.
 *
 * O(1). Since 2.6.0, options since 7.0.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where options exclude each other
 */
export const pexpire = (key: Key, milliseconds: Time, options?: ExpireOptions): Command<number> =>
  ending(PEXPIRE, [key, milliseconds], options)

/**
 * Lets a key end at a time, in milliseconds since 1970. Answers as `expire`.
 *
 * O(1). Since 2.6.0, options since 7.0.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where options exclude each other
 */
export const pexpireat = (key: Key, unixMilliseconds: Time, options?: ExpireOptions): Command<number> =>
  ending(PEXPIREAT, [key, unixMilliseconds], options)

/**
 * When a key ends, in milliseconds since 1970; -1 where it never does, -2 where there is no such key.
 *
 * O(1). Since 7.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const pexpiretime = (key: Key): Command<number> => command(PEXPIRETIME, [key])

/**
 * How long a key has, in milliseconds; -1 where it never ends, -2 where there is no such key.
 *
 * O(1). Since 2.6.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const pttl = (key: Key): Command<number> => command(PTTL, [key])

/**
 * How long a key has, in seconds; -1 where it never ends, -2 where there is no such key.
 *
 * O(1). Since 1.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const ttl = (key: Key): Command<number> => command(TTL, [key])

const ending = (spec: CommandSpec, [key, time]: [Key, Time], options: ExpireOptions | undefined): Command<number> =>
  command(spec, appendOptions(spec, [key, time], { given: options, table: EXPIRE_OPTIONS }))
