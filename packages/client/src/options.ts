import { ConfigError } from '@rc/errors'
import {
  type Check,
  checkOptions,
  type CrossSlot,
  FLAG,
  FUNCTION,
  isFunction,
  isPositive,
  isRecord,
  MILLISECONDS,
  oneOf,
  POSITIVE,
  type ReadFrom,
  type RetryMode,
  type RetryPolicy,
  type Rules,
  TEXT,
} from '@rc/pipeline'
import type { Credentials, Dial } from '@rc/pool'
import type { ConnectionOptions as TlsOptions } from 'node:tls'
import type { AddressMap } from './address-map.js'
import type { CacheOptions } from './cache/cache-options.js'
import type { Seed } from './seeds.js'

/** Options of a client. All but `nodes` may be left out. */
export interface ClusterOptions {
  /** Where to begin to look for the cluster; one node is enough, several survive the loss of one. */
  nodes: Seed | readonly Seed[]
  /** ACL user. */
  username?: string | undefined
  password?: string | undefined
  /** Asked for user and password at every connect, so that they can be rotated. Instead of the two above. */
  credentials?: (() => Credentials | Promise<Credentials>) | undefined
  /** TLS to every node, verified; `true`, or options of `tls.connect`. Default false, true for `rediss:` seeds. */
  tls?: boolean | TlsOptions | undefined
  /** 3 (default): RESP3, and RESP2 where a server knows nothing newer. */
  protocol?: 3 | 2 | undefined
  /** Name of the connections in CLIENT LIST. */
  clientName?: string | undefined
  /**
   * Where reads go: `'primary'` (default), `'replica'` (the primary where there is none), `'any'`, `'nearest'` (to those
   * that answer soonest), `sameZone('eu-1a')`, or a policy of your own. Nodes that share the load take turns.
   */
  readFrom?: ReadFrom | undefined
  /**
   * Milliseconds that what a replica answers may be old at most, 100 or more: a replica that is not known to have all that
   * its primary had written so long ago is passed over. Default `Infinity`: however old.
   */
  maxStalenessMs?: number | undefined
  /**
   * Commands with keys in several slots: `'split'` (default) those that may be; `'emulate'` also RENAME, SDIFFSTORE and
   * their like, step by step, not atomic; `'refuse'`: CrossSlotError.
   */
  crossSlot?: CrossSlot | undefined
  /**
   * What may be sent again after an attempt failed: `'safe'` (default) what did not run, and reads; `'idempotent'` also
   * writes that may run twice; `'all'`; `'none'`; or a policy of your own.
   */
  retry?: RetryMode | RetryPolicy | undefined
  /** Milliseconds for a whole command, redirects and retries included. Default 5000. */
  timeoutMs?: number | undefined
  /** Milliseconds for opening one connection, TLS and handshake included. Default 2000. */
  connectTimeoutMs?: number | undefined
  /** Connections of the client in all. Default: no limit. */
  maxConnections?: number | undefined
  /** Connections to one node. Default: no limit. */
  maxConnectionsPerNode?: number | undefined
  /** What to do when there are that many: `'throw'` (default) or `'wait'`. */
  whenExhausted?: 'throw' | 'wait' | undefined
  /** Milliseconds to wait for a connection at most. Default 5000. */
  waitMs?: number | undefined
  /**
   * Commands that may wait for one node, and as many again that no node can take at present; beyond, QueueFullError at
   * once. Default 250 000.
   */
  maxQueuedCommands?: number | undefined
  /**
   * Memory in bytes that what waits may take up, counted in the same way: arguments, and 512 bytes for each command.
   * Default 256 MiB.
   */
  maxQueuedBytes?: number | undefined
  /** Where nodes are reached that announce addresses that do not work from here. */
  addressMap?: AddressMap | undefined
  /** Take a map of the cluster only where every slot has an owner. Default false: serve what is there. */
  requireFullCoverage?: boolean | undefined
  /** Milliseconds between looks at the map when nothing asks for one; 0 for never. Default 30 000. */
  topologyRefreshMs?: number | undefined
  /** Shared connections to each node. Default 1. */
  connectionsPerNode?: number | undefined
  /**
   * Stands before every key that is sent, and is taken off where replies name keys. Default none. Not before channels.
   */
  keyPrefix?: string | undefined
  /**
   * Keeps replies in the client, until their server says that they changed: `{ maxEntries, maxBytes, ttlMs }`, or `{}`.
   * Needs RESP3. Default none.
   */
  cache?: CacheOptions | undefined
  /** Opens the sockets: proxies, tunnels, tests. */
  dial?: Dial | undefined
}

const isRetryPolicy: Check = value => isRecord(value) && 'decide' in (value as object)
const isReadPolicy: Check = value => isRecord(value) && isFunction((value as { choose?: unknown }).choose)
const isTlsOptions: Check = value => typeof value === 'object' && value !== null

/** What each option may be. `nodes` has a parser of its own. */
export const RULES: Rules<Omit<ClusterOptions, 'nodes'>> = {
  username: TEXT,
  password: TEXT,
  credentials: FUNCTION,
  tls: /* @__PURE__ */ oneOf([true, false], [isTlsOptions, 'options of tls.connect']),
  protocol: /* @__PURE__ */ oneOf([2, 3]),
  clientName: [value => typeof value === 'string' && /^[!-~]+$/.test(value), 'a string without spaces or line ends'],
  readFrom: /* @__PURE__ */ oneOf(
    ['primary', 'replica', 'any', 'nearest'],
    [isReadPolicy, 'a policy, an object with the method choose'],
  ),
  maxStalenessMs: [value => typeof value === 'number' && value >= 100, 'a number of milliseconds, 100 or more'],
  crossSlot: /* @__PURE__ */ oneOf(['split', 'emulate', 'refuse']),
  retry: /* @__PURE__ */ oneOf(['safe', 'idempotent', 'all', 'none'], [isRetryPolicy, 'a retry policy']),
  timeoutMs: MILLISECONDS,
  connectTimeoutMs: MILLISECONDS,
  maxConnections: POSITIVE,
  maxConnectionsPerNode: POSITIVE,
  whenExhausted: /* @__PURE__ */ oneOf(['throw', 'wait']),
  waitMs: MILLISECONDS,
  maxQueuedCommands: POSITIVE,
  maxQueuedBytes: POSITIVE,
  addressMap: [value => isFunction(value) || (typeof value === 'object' && value !== null), 'a record or a function'],
  requireFullCoverage: FLAG,
  topologyRefreshMs: [value => value === 0 || isPositive(value), 'a number of milliseconds, or 0'],
  connectionsPerNode: POSITIVE,
  keyPrefix: TEXT,
  cache: [isRecord, 'a record, such as { maxEntries: 10_000 }, or {}'],
  dial: FUNCTION,
}

/**
 * Checks options, those of plain JavaScript among them.
 *
 * @throws ConfigError that names the option and what it may be; never its value
 */
export function checkClusterOptions(options: ClusterOptions): ClusterOptions {
  if (!isRecord(options)) throw new ConfigError("Options are missing: pass at least { nodes: ['127.0.0.1:7000'] }.")
  const { nodes, ...others } = options
  if (nodes === undefined) throw new ConfigError("The option nodes is missing: nodes: ['127.0.0.1:7000'], say.")
  checkOptions(others, RULES, { example: '', no: 'There is no option', instead })
  checkTogether(options)
  return options
}

function checkTogether(options: ClusterOptions): void {
  if (options.credentials !== undefined && (options.password ?? options.username) !== undefined) {
    throw new ConfigError('Give either credentials, or username and password; not both.')
  }
  if (options.username !== undefined && options.password === undefined) {
    throw new ConfigError('The option username needs a password beside it.')
  }
  if (options.cache !== undefined && options.protocol === 2) {
    throw new ConfigError(
      'The option cache needs RESP3, in which servers say what changes: leave the option protocol out.',
    )
  }
  const { connectionsPerNode = 1, maxConnectionsPerNode = Number.POSITIVE_INFINITY } = options
  if (connectionsPerNode > maxConnectionsPerNode) {
    throw new ConfigError('connectionsPerNode is greater than maxConnectionsPerNode: the node could never be reached.')
  }
}

/** Options that other clients call differently, or that do not exist here for a reason. */
const KNOWN_ELSEWHERE: Readonly<Record<string, string>> = {
  host: 'Use nodes.',
  port: 'Use nodes.',
  startupNodes: 'Use nodes.',
  rootNodes: 'Use nodes.',
  db: 'A cluster has database 0 alone: leave it out.',
  database: 'A cluster has database 0 alone: leave it out.',
  natMap: 'Use addressMap.',
  nodeAddressMap: 'Use addressMap.',
  scaleReads: 'Use readFrom.',
  useReplicas: 'Use readFrom.',
  redisOptions: 'Its options stand here at the top.',
  defaults: 'Its options stand here at the top.',
  commandTimeout: 'Use timeoutMs.',
  connectTimeout: 'Use connectTimeoutMs.',
  maxRedirections: 'timeoutMs bounds redirects and retries together.',
}

const instead = (name: string): string =>
  Object.hasOwn(KNOWN_ELSEWHERE, name)
    ? (KNOWN_ELSEWHERE[name] as string)
    : `Options are: nodes, ${Object.keys(RULES).join(', ')}.`
