import type { Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import type { ByNode } from '../methods.js'
import { toList, toNumbers, toStrings, toText } from '../replies.js'
import {
  BGREWRITEAOF,
  BGSAVE,
  CONFIG_GET,
  CONFIG_RESETSTAT,
  CONFIG_REWRITE,
  CONFIG_SET,
  FAILOVER,
  FLUSHALL,
  FLUSHDB,
  INFO,
  LASTSAVE,
  LOLWUT,
  REPLICAOF,
  ROLE,
  SAVE,
  SHUTDOWN,
  TIME,
} from '../specs.gen.js'
import { flatPairs, many, type OneOrMany, type Pairs } from './args.js'
import { byNode } from './by-node.js'
import { FLUSH_OPTIONS, type FlushOptions } from './flush-options.js'
import { appendOptions, type OptionTable } from './options.js'
import { type Info, toInfo } from './text-replies.js'

/** Options of BGSAVE. At most one of them. */
export interface BgsaveOptions {
  /** Wait for an AOF rewrite that runs, instead of failing. */
  schedule?: boolean
  /** End a save that runs or waits. Valkey alone, since 8.1. */
  cancel?: boolean
}

/** Options of FAILOVER. */
export interface FailoverOptions {
  /** To this replica, instead of the one that is furthest. */
  to?: readonly [host: string, port: number]
  /** With `to` and `timeout`: even where the replica has not all. */
  force?: boolean
  /** End a failover that runs. */
  abort?: boolean
  /** Give up after so many milliseconds. */
  timeout?: number
}

/** Options of SHUTDOWN. */
export interface ShutdownOptions {
  nosave?: boolean
  save?: boolean
  /** Do not wait for replicas. */
  now?: boolean
  /** Even where saving fails. */
  force?: boolean
  /** Not where a cluster would lose slots by it. Valkey alone, since 9.0. */
  safe?: boolean
  /** Let a replica take over first. Valkey alone, since 9.0. */
  failover?: boolean
  /** End a shutdown that waits. */
  abort?: boolean
}

const BGSAVE_OPTIONS: OptionTable<BgsaveOptions> = {
  tokens: { schedule: 'flag', cancel: 'flag' },
  exclusive: [['schedule', 'cancel']],
}
const FAILOVER_OPTIONS: OptionTable<FailoverOptions> = {
  tokens: { to: 'values', force: 'flag', abort: 'flag', timeout: 'value' },
  exclusive: [
    ['abort', 'to'],
    ['abort', 'timeout'],
  ],
  needs: { force: 'to' },
}
const SHUTDOWN_OPTIONS: OptionTable<ShutdownOptions> = {
  tokens: { nosave: 'flag', save: 'flag', now: 'flag', force: 'flag', safe: 'flag', failover: 'flag', abort: 'flag' },
  exclusive: [['nosave', 'save', 'abort']],
}

/** What ROLE tells of a server. */
export type Role =
  | { role: 'primary'; offset: number; replicas: { host: string; port: number; offset: number }[] }
  | { role: 'replica'; host: string; port: number; state: string; offset: number }
  | { role: 'sentinel'; primaries: string[] }

/**
 * Writes the append-only file anew, in the background.
 *
 * O(1). Since 1.0.0. Cluster: runs on all nodes; the answers stand by node.
 */
export const bgrewriteaof = (): Command<ByNode<string>> => byNode(command<string>(BGREWRITEAOF, []))

/**
 * Saves the data to disk, in the background.
 *
 * O(1). Since 1.0.0. Cluster: runs on all nodes; the answers stand by node.
 *
 * @throws ConfigError where options exclude each other
 */
export const bgsave = (options?: BgsaveOptions): Command<ByNode<string>> =>
  byNode(command<string>(BGSAVE, appendOptions(BGSAVE, [], { given: options, table: BGSAVE_OPTIONS })))

/**
 * Settings that match patterns, as a record of texts.
 *
 * O(n) in the number of patterns. Since 2.0.0, several patterns since 7.0.0. Cluster: asks all nodes; the answers stand by
 * node.
 *
 * @throws ConfigError where the list of patterns is empty
 */
export const configGet = (patterns: OneOrMany<string>): Command<ByNode<Record<string, string>>> =>
  byNode(command(CONFIG_GET, many(CONFIG_GET, 'patterns', patterns), toStrings))

/**
 * Sets the counts of INFO back to 0.
 *
 * O(1). Since 2.0.0. Cluster: runs on all nodes.
 */
export const configResetstat = (): Command<'OK'> => command(CONFIG_RESETSTAT, [])

/**
 * Writes the settings into the file that the server was started with.
 *
 * O(1). Since 2.8.0. Cluster: runs on all nodes.
 */
export const configRewrite = (): Command<'OK'> => command(CONFIG_REWRITE, [])

/**
 * Changes settings, all of them or none.
 *
 * O(n) in the number of settings. Since 2.0.0, several settings since 7.0.0. Cluster: runs on all nodes.
 *
 * @throws ConfigError where there are none
 * @example
 * await rc.configSet({ 'maxmemory-policy': 'allkeys-lru' })
 */
export const configSet = (settings: Pairs): Command<'OK'> =>
  command(CONFIG_SET, flatPairs(CONFIG_SET, 'settings', settings))

/**
 * Makes a replica the primary, without a cluster. In a cluster: `clusterFailover`.
 *
 * O(1). Since 6.2.0. Cluster: needs a node.
 *
 * @throws ConfigError where options exclude each other
 */
export const failover = (options?: FailoverOptions): Command<'OK'> =>
  command(FAILOVER, appendOptions(FAILOVER, [], { given: options, table: FAILOVER_OPTIONS }))

/**
 * Deletes all keys of all databases.
 *
 * O(n) in the number of keys. Since 1.0.0. Cluster: runs on all primaries.
 *
 * @throws ConfigError where options exclude each other
 */
export const flushall = (options?: FlushOptions): Command<'OK'> =>
  command(FLUSHALL, appendOptions(FLUSHALL, [], { given: options, table: FLUSH_OPTIONS }))

/**
 * Deletes all keys of the database.
 *
 * O(n) in the number of keys. Since 1.0.0. Cluster: runs on all primaries.
 *
 * @throws ConfigError where options exclude each other
 */
export const flushdb = (options?: FlushOptions): Command<'OK'> =>
  command(FLUSHDB, appendOptions(FLUSHDB, [], { given: options, table: FLUSH_OPTIONS }))

/**
 * State and counts of a server: values by name, by section in lower case. Numbers are numbers, `a=1,b=2` is a record.
 *
 * O(1). Since 1.0.0, several sections since 7.0.0. Cluster: asks all primaries; the answers stand by node.
 *
 * @throws ConfigError where the list of sections is empty
 * @example
 * const { server, keyspace } = await rc.node('127.0.0.1:7000').info(['server', 'keyspace'])
 * server.redis_version // '7.0.15'
 * keyspace.db0         // { keys: 2, expires: 0, avg_ttl: 0 }
 */
export const info = (sections?: OneOrMany<string>): Command<ByNode<Info>> =>
  byNode(command(INFO, sections === undefined ? [] : many(INFO, 'sections', sections), toInfo))

/**
 * When the data was last saved, in seconds since 1970.
 *
 * O(1). Since 1.0.0. Cluster: asks all nodes; the answers stand by node.
 */
export const lastsave = (): Command<ByNode<number>> => byNode(command<number>(LASTSAVE, []))

/**
 * A picture, and the server's version.
 *
 * O(1). Since 5.0.0. Cluster: asks any node.
 */
export const lolwut = (version?: number): Command<string> =>
  command(LOLWUT, version === undefined ? [] : ['VERSION', version])

/**
 * Makes the server a replica of another, or with `'NO', 'ONE'` a primary. Servers of a cluster refuse it:
 * `clusterReplicate`.
 *
 * O(1). Since 5.0.0. Cluster: needs a node.
 */
export const replicaof = (host: string, port: number | 'ONE'): Command<string> => command(REPLICAOF, [host, port])

/**
 * ROLE: whether the server is a primary or a replica, and of whom. Not under its own name, because a node view's `role`
 * tells what the node is in the map.
 *
 * O(1). Since 2.8.12. Cluster: asks any node: for a node view.
 */
export const serverRole = (): Command<Role> => command(ROLE, [], toRole)

/**
 * Saves the data to disk. Nothing else runs meanwhile: `bgsave` is the one for daily use.
 *
 * O(n) in the number of keys. Since 1.0.0. Cluster: runs on all nodes.
 */
export const save = (): Command<'OK'> => command(SAVE, [])

/**
 * Ends the server. Its answer is the end of the connection.
 *
 * O(n) in the number of keys where it saves. Since 1.0.0, options but `save` and `nosave` since 7.0.0. Cluster: needs a
 * node.
 *
 * @throws ConfigError where options exclude each other
 */
export const shutdown = (options?: ShutdownOptions): Command<string> =>
  command(SHUTDOWN, appendOptions(SHUTDOWN, [], { given: options, table: SHUTDOWN_OPTIONS }))

/**
 * The server's clock: seconds since 1970, and microseconds of the second.
 *
 * O(1). Since 2.6.0. Cluster: asks all nodes; the answers stand by node.
 */
export const time = (): Command<ByNode<[seconds: number, microseconds: number]>> => byNode(command(TIME, [], toTime))

const toTime = (reply: Reply): [seconds: number, microseconds: number] => toNumbers(reply) as [number, number]

function toRole(reply: Reply): Role {
  const [word, first, second, state, offset] = toList(reply)
  switch (toText(word)) {
    case 'slave':
      return {
        role: 'replica',
        host: toText(first),
        port: Number(second),
        state: toText(state),
        offset: Number(offset),
      }
    case 'sentinel':
      return { role: 'sentinel', primaries: toList(first ?? null).map(toText) }
    default:
      return { role: 'primary', offset: Number(first), replicas: toList(second ?? null).map(toRoleReplica) }
  }
}

function toRoleReplica(reply: Reply): { host: string; port: number; offset: number } {
  const [host, port, offset] = toList(reply)
  return { host: toText(host), port: Number(port), offset: Number(offset) }
}
