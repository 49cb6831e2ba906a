import type { Arg } from '@rc/resp'
import { type Command, command } from '../command.js'
import type { CommandSpec } from '../spec.js'
import {
  HEXPIRE,
  HEXPIREAT,
  HEXPIRETIME,
  HGETDEL,
  HGETEX,
  HPERSIST,
  HPEXPIRE,
  HPEXPIREAT,
  HPEXPIRETIME,
  HPTTL,
  HSETEX,
  HTTL,
} from '../specs.gen.js'
import { flatPairs, type Key, many, type OneOrMany, type Pairs, type Value } from './args.js'
import { EXPIRE_OPTIONS, type ExpireOptions } from './expire-options.js'
import { appendOptions, type OptionTable } from './options.js'
import type { ExpiryOptions, GetexOptions } from './strings.js'

/** Options of HSETEX. */
export interface HsetexOptions extends ExpiryOptions {
  /** Only where none of the fields exists. */
  fnx?: boolean
  /** Only where all of the fields exist. */
  fxx?: boolean
  /** Keep the time to live that the fields have. */
  keepttl?: boolean
}

type Time = number | bigint

const HGETEX_OPTIONS: OptionTable<GetexOptions> = {
  tokens: { ex: 'value', px: 'value', exat: 'value', pxat: 'value', persist: 'flag' },
  exclusive: [['ex', 'px', 'exat', 'pxat', 'persist']],
}
const HSETEX_OPTIONS: OptionTable<HsetexOptions> = {
  tokens: {
    fnx: 'flag',
    fxx: 'flag',
    ex: 'value',
    px: 'value',
    exat: 'value',
    pxat: 'value',
    keepttl: 'flag',
  },
  exclusive: [
    ['fnx', 'fxx'],
    ['ex', 'px', 'exat', 'pxat', 'keepttl'],
  ],
}

/**
 * Lets fields end after so many seconds. For each field: 1; 0 where an option kept it; 2 where it ended at once; -2 where
 * there is no such field.
 *
 * O(n) in the number of fields. Since Redis 7.4, Valkey 9.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where the list of fields is empty or options exclude each other
 * @example
 * await rc.hexpire('session:1', 60, ['token', 'nonce'], { nx: true }) // [1, -2]
 */
export const hexpire = (
  key: Key,
  seconds: Time,
  fields: OneOrMany<Value>,
  options?: ExpireOptions,
): Command<number[]> => ending(HEXPIRE, { args: [key, seconds], fields, options })

/**
 * Lets fields end at a time, in seconds since 1970. Answers as `hexpire`.
 *
 * O(n) in the number of fields. Since Redis 7.4, Valkey 9.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where the list of fields is empty or options exclude each other
 */
export const hexpireat = (
  key: Key,
  unixSeconds: Time,
  fields: OneOrMany<Value>,
  options?: ExpireOptions,
): Command<number[]> => ending(HEXPIREAT, { args: [key, unixSeconds], fields, options })

/**
 * When fields end, in seconds since 1970; -1 for one that never does, -2 where there is no such field.
 *
 * O(n) in the number of fields. Since Redis 7.4, Valkey 9.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 *
 * @throws ConfigError where the list of fields is empty
 */
export const hexpiretime = (key: Key, fields: OneOrMany<Value>): Command<number[]> =>
  command(HEXPIRETIME, [key, ...listed(HEXPIRETIME, fields)])

/**
 * Reads fields and deletes them; null where there is none.
 *
 * O(n) in the number of fields. Since Redis 8.0, Valkey 9.1. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where the list of fields is empty
 */
export const hgetdel = (key: Key, fields: OneOrMany<Value>): Command<(string | null)[]> =>
  command(HGETDEL, [key, ...listed(HGETDEL, fields)])

/**
 * Reads fields and changes their time to live; null where there is none.
 *
 * O(n) in the number of fields. Since Redis 8.0, Valkey 9.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where the list of fields is empty or options exclude each other
 */
export const hgetex = (key: Key, fields: OneOrMany<Value>, options?: GetexOptions): Command<(string | null)[]> => {
  const args = appendOptions(HGETEX, [key], { given: options, table: HGETEX_OPTIONS })
  return command(HGETEX, [...args, ...listed(HGETEX, fields)])
}

/**
 * Takes the end of fields away. For each field: 1; -1 where it had none; -2 where there is no such field.
 *
 * O(n) in the number of fields. Since Redis 7.4, Valkey 9.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where the list of fields is empty
 */
export const hpersist = (key: Key, fields: OneOrMany<Value>): Command<number[]> =>
  command(HPERSIST, [key, ...listed(HPERSIST, fields)])

/**
 * Lets fields end after so many milliseconds. Answers as `hexpire`.
 *
 * O(n) in the number of fields. Since Redis 7.4, Valkey 9.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where the list of fields is empty or options exclude each other
 */
export const hpexpire = (
  key: Key,
  milliseconds: Time,
  fields: OneOrMany<Value>,
  options?: ExpireOptions,
): Command<number[]> => ending(HPEXPIRE, { args: [key, milliseconds], fields, options })

/**
 * Lets fields end at a time, in milliseconds since 1970. Answers as `hexpire`.
 *
 * O(n) in the number of fields. Since Redis 7.4, Valkey 9.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where the list of fields is empty or options exclude each other
 */
export const hpexpireat = (
  key: Key,
  unixMilliseconds: Time,
  fields: OneOrMany<Value>,
  options?: ExpireOptions,
): Command<number[]> => ending(HPEXPIREAT, { args: [key, unixMilliseconds], fields, options })

/**
 * When fields end, in milliseconds since 1970; -1 for one that never does, -2 where there is no such field.
 *
 * O(n) in the number of fields. Since Redis 7.4, Valkey 9.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 *
 * @throws ConfigError where the list of fields is empty
 */
export const hpexpiretime = (key: Key, fields: OneOrMany<Value>): Command<number[]> =>
  command(HPEXPIRETIME, [key, ...listed(HPEXPIRETIME, fields)])

/**
 * How long fields have, in milliseconds; -1 for one that never ends, -2 where there is no such field.
 *
 * O(n) in the number of fields. Since Redis 7.4, Valkey 9.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 *
 * @throws ConfigError where the list of fields is empty
 */
export const hpttl = (key: Key, fields: OneOrMany<Value>): Command<number[]> =>
  command(HPTTL, [key, ...listed(HPTTL, fields)])

/**
 * Sets fields and their time to live, all of them or none. Answers with 1 or 0.
 *
 * O(n) in the number of fields. Since Redis 8.0, Valkey 9.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where there are no fields or options exclude each other
 * @example
 * await rc.hsetex('session:1', { token: 'abc' }, { ex: 60, fnx: true })
 */
export const hsetex = (key: Key, fields: Pairs, options?: HsetexOptions): Command<number> => {
  const args = appendOptions(HSETEX, [key], { given: options, table: HSETEX_OPTIONS })
  const pairs = flatPairs(HSETEX, 'fields', fields)
  return command(HSETEX, [...args, 'FIELDS', pairs.length / 2, ...pairs])
}

/**
 * How long fields have, in seconds; -1 for one that never ends, -2 where there is no such field.
 *
 * O(n) in the number of fields. Since Redis 7.4, Valkey 9.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 *
 * @throws ConfigError where the list of fields is empty
 */
export const httl = (key: Key, fields: OneOrMany<Value>): Command<number[]> =>
  command(HTTL, [key, ...listed(HTTL, fields)])

interface Ending {
  readonly args: Arg[]
  readonly fields: OneOrMany<Value>
  readonly options: ExpireOptions | undefined
}

function ending(spec: CommandSpec, { args, fields, options }: Ending): Command<number[]> {
  appendOptions(spec, args, { given: options, table: EXPIRE_OPTIONS })
  return command(spec, [...args, ...listed(spec, fields)])
}

/** `FIELDS`, how many, the fields. */
function listed(spec: CommandSpec, fields: OneOrMany<Value>): Arg[] {
  const list = many(spec, 'fields', fields)
  return ['FIELDS', list.length, ...list]
}
