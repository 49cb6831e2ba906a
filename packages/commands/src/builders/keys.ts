import { type Command, command } from '../command.js'
import { toText, toTextOrNull } from '../replies.js'
import {
  COPY,
  DBSIZE,
  DEL,
  DUMP,
  EXISTS,
  KEYS,
  MIGRATE,
  OBJECT_ENCODING,
  OBJECT_FREQ,
  OBJECT_IDLETIME,
  OBJECT_REFCOUNT,
  RANDOMKEY,
  RENAME,
  RENAMENX,
  RESTORE,
  TOUCH,
  TYPE,
  UNLINK,
  WAIT,
  WAITAOF,
} from '../specs.gen.js'
import { type Key, many, type OneOrMany, type Value } from './args.js'
import { appendOptions, type OptionTable, refuse } from './options.js'

/** Options of COPY. */
export interface CopyOptions {
  /** Copy into this database. Servers of a cluster refuse it unless they have more than one, as Valkey's can since 9.0. */
  db?: number
  /** Copy over what is at the destination. */
  replace?: boolean
}

/** Options of MIGRATE. */
export interface MigrateOptions {
  /** Leave the keys where they are, too. */
  copy?: boolean
  /** Write over keys at the destination. */
  replace?: boolean
  /** Password of the destination. */
  auth?: string
  /** User and password of the destination. */
  auth2?: readonly [username: string, password: string]
}

/** Options of RESTORE. */
export interface RestoreOptions {
  /** Write over what is there. */
  replace?: boolean
  /** `ttl` is a time, in milliseconds since 1970. */
  absttl?: boolean
  /** Seconds for which nobody used it, for eviction. */
  idletime?: number
  /** How often it is used, for eviction. */
  freq?: number
}

const COPY_OPTIONS: OptionTable<CopyOptions> = { tokens: { db: 'value', replace: 'flag' } }
const MIGRATE_OPTIONS: OptionTable<MigrateOptions> = {
  tokens: { copy: 'flag', replace: 'flag', auth: 'value', auth2: 'values' },
  exclusive: [['auth', 'auth2']],
}
const RESTORE_OPTIONS: OptionTable<RestoreOptions> = {
  tokens: { replace: 'flag', absttl: 'flag', idletime: 'value', freq: 'value' },
  exclusive: [['idletime', 'freq']],
}

/**
 * Copies a key, its end with it. Answers with 1, or 0 where there is nothing to copy or something is there already.
 *
 * O(n) in the size of what is copied. Since 6.2.0. Cluster: both keys must be in one slot.
 */
export const copy = (source: Key, destination: Key, options?: CopyOptions): Command<number> =>
  command(COPY, appendOptions(COPY, [source, destination], { given: options, table: COPY_OPTIONS }))

/**
 * Number of keys.
 *
 * O(1). Since 1.0.0. Cluster: asks all primaries and adds up.
 */
export const dbsize = (): Command<number> => command(DBSIZE, [])

/**
 * Deletes keys. Answers with how many there were. `unlink` does not keep the server busy with large ones.
 *
 * O(n) in the number of keys, and in the size of what they hold. Since 1.0.0. Cluster: split by slot and added up; not
 * atomic then.
 *
 * @throws ConfigError where the list is empty
 */
export const del = (keys: OneOrMany<Key>): Command<number> => command(DEL, many(DEL, 'keys', keys))

/**
 * What a key holds, in the server's own form, for `restore`; null where there is no such key. The form is no text: it is
 * a Buffer, whether or not bytes are asked for.
 *
 * O(n) in the size of the value. Since 2.6.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const dump = (key: Key): Command<Buffer | null> => command(DUMP, [key])

/**
 * How many of the keys exist; one that is named twice counts twice.
 *
 * O(n) in the number of keys. Since 1.0.0. Cluster: split by slot and added up.
 *
 * @throws ConfigError where the list is empty
 */
export const exists = (keys: OneOrMany<Key>): Command<number> => command(EXISTS, many(EXISTS, 'keys', keys))

/**
 * All keys that match a pattern. Keeps the servers busy meanwhile: `rc.scan()` does not.
 *
 * O(n) in the number of all keys. Since 1.0.0. Cluster: asks all primaries and joins their lists.
 */
export const keys = (pattern: Value): Command<string[]> => command(KEYS, [pattern])

/**
 * Moves keys to another server. Answers `'OK'`, or `'NOKEY'` where none of them exists.
 *
 * O(n) in the size of the values. Since 2.6.0. Cluster: all keys must be in one slot; for moving slots, not for daily use.
 *
 * @throws ConfigError where the list of keys is empty or options exclude each other
 */
export const migrate = (
  host: string,
  port: number,
  keys: OneOrMany<Key>,
  database: number,
  timeoutMs: number,
  options?: MigrateOptions,
): Command<string> => {
  const list = many(MIGRATE, 'keys', keys)
  if (list.includes('')) throw refuse(MIGRATE, 'it cannot name the empty key')
  const args = appendOptions(MIGRATE, [host, port, '', database, timeoutMs], { given: options, table: MIGRATE_OPTIONS })
  return command(MIGRATE, [...args, 'KEYS', ...list])
}

/**
 * How the server stores a value inside; null where there is no such key.
 *
 * O(1). Since 2.2.3. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const objectEncoding = (key: Key): Command<string | null> => command(OBJECT_ENCODING, [key], toTextOrNull)

/**
 * How often a key is used, on a logarithmic scale; null where there is no such key. Refused unless the server evicts by
 * that (an LFU policy).
 *
 * O(1). Since 4.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const objectFreq = (key: Key): Command<number | null> => command(OBJECT_FREQ, [key])

/**
 * Seconds since a key was last used; null where there is no such key.
 *
 * O(1). Since 2.2.3. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const objectIdletime = (key: Key): Command<number | null> => command(OBJECT_IDLETIME, [key])

/**
 * How many references to a value there are inside the server; null where there is no such key.
 *
 * O(1). Since 2.2.3. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const objectRefcount = (key: Key): Command<number | null> => command(OBJECT_REFCOUNT, [key])

/**
 * A key by chance; null where there is none.
 *
 * O(1). Since 1.0.0. Cluster: asks all primaries and takes one of their keys, whatever the primaries' sizes.
 */
export const randomkey = (): Command<string | null> => command(RANDOMKEY, [])

/**
 * Gives a key another name; what had that name is gone. The server refuses it where there is no such key.
 *
 * O(1), and O(n) in the size of what is gone. Since 1.0.0. Cluster: both keys must be in one slot.
 */
export const rename = (key: Key, newkey: Key): Command<'OK'> => command(RENAME, [key, newkey])

/**
 * Gives a key another name where nothing has that name. Answers with 1 or 0.
 *
 * O(1). Since 1.0.0. Cluster: both keys must be in one slot.
 */
export const renamenx = (key: Key, newkey: Key): Command<number> => command(RENAMENX, [key, newkey])

/**
 * Makes a key out of what `dump` answered with. The server refuses it where the key exists, unless `replace` is given.
 *
 * O(n) in the size of the value. Since 2.6.0. Cluster: runs on the primary of the key's slot.
 *
 * @param ttl milliseconds that it has; 0 for no end
 */
export const restore = (key: Key, ttl: number | bigint, serialized: Value, options?: RestoreOptions): Command<'OK'> =>
  command(RESTORE, appendOptions(RESTORE, [key, ttl, serialized], { given: options, table: RESTORE_OPTIONS }))

/**
 * Marks keys as just used. Answers with how many of them exist.
 *
 * O(n) in the number of keys. Since 3.2.1. Cluster: split by slot and added up.
 *
 * @throws ConfigError where the list is empty
 */
export const touch = (keys: OneOrMany<Key>): Command<number> => command(TOUCH, many(TOUCH, 'keys', keys))

/**
 * What a key holds: `'string'`, `'list'`, `'set'`, `'zset'`, `'hash'`, `'stream'`, or `'none'` where there is no such key.
 *
 * O(1). Since 1.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const type = (key: Key): Command<string> => command(TYPE, [key], toText)

/**
 * Deletes keys and frees their memory in the background. Answers with how many there were.
 *
 * O(n) in the number of keys. Since 4.0.0. Cluster: split by slot and added up; not atomic then.
 *
 * @throws ConfigError where the list is empty
 */
export const unlink = (keys: OneOrMany<Key>): Command<number> => command(UNLINK, many(UNLINK, 'keys', keys))

/**
 * Waits until so many replicas have what this connection wrote, or so many milliseconds are over (0: without end). Answers
 * with how many have it.
 *
 * O(1). Since 3.0.0. Cluster: asks all primaries; the smallest count is the answer. A write and its WAIT must share a
 * connection: `rc.withReplication()` sees to that.
 */
export const wait = (replicas: number, timeoutMs: number): Command<number> => command(WAIT, [replicas, timeoutMs])

/**
 * Waits until what this connection wrote is on disk, here and on so many replicas. Answers with both counts.
 *
 * O(1). Since 7.2.0. Cluster: asks all primaries; the smallest counts are the answer. A write and its WAITAOF must share a
 * connection: `rc.withPersistence()` sees to that.
 */
export const waitaof = (
  local: number,
  replicas: number,
  timeoutMs: number,
): Command<[local: number, replicas: number]> => command(WAITAOF, [local, replicas, timeoutMs])
