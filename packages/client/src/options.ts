import { ConfigError } from '@rc/errors'
import type { CrossSlot, ReadFrom, RetryMode, RetryPolicy } from '@rc/pipeline'
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
  /** Commands that may wait for one node; beyond, QueueFullError at once. Default 250 000. */
  maxQueuedCommands?: number | undefined
  /** Bytes of arguments that may wait for one node; beyond, QueueFullError at once. Default 256 MiB. */
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

type Check = (value: unknown) => boolean

const positive: Check = value => typeof value === 'number' && value > 0
const wholePositive: Check = value => Number.isInteger(value) && (value as number) > 0
const text: Check = value => typeof value === 'string'
const oneOf =
  (...words: unknown[]): Check =>
  value =>
    words.includes(value)
const policy: Check = value => typeof value === 'object' && value !== null && 'decide' in value
const readPolicy: Check = value =>
  typeof value === 'object' && value !== null && 'choose' in value && typeof value.choose === 'function'

/** What each option may be, in words, and how that is checked. `nodes` has a parser of its own. */
const CHECKS: { readonly [K in Exclude<keyof ClusterOptions, 'nodes'>]: readonly [Check, string] } = {
  username: [text, 'a string'],
  password: [text, 'a string'],
  credentials: [value => typeof value === 'function', 'a function'],
  tls: [
    value => typeof value === 'boolean' || (typeof value === 'object' && value !== null),
    'true, false or options of tls.connect',
  ],
  protocol: [oneOf(2, 3), '2 or 3'],
  clientName: [value => text(value) && /^[!-~]+$/.test(value as string), 'a string without spaces or line ends'],
  readFrom: [
    value => oneOf('primary', 'replica', 'any', 'nearest')(value) || readPolicy(value),
    "'primary', 'replica', 'any', 'nearest' or a policy, an object with the method choose",
  ],
  maxStalenessMs: [value => typeof value === 'number' && value >= 100, 'a number of milliseconds, 100 or more'],
  crossSlot: [oneOf('split', 'emulate', 'refuse'), "'split', 'emulate' or 'refuse'"],
  retry: [
    value => oneOf('safe', 'idempotent', 'all', 'none')(value) || policy(value),
    "'safe', 'idempotent', 'all', 'none' or a retry policy",
  ],
  timeoutMs: [positive, 'a positive number of milliseconds'],
  connectTimeoutMs: [positive, 'a positive number of milliseconds'],
  maxConnections: [wholePositive, 'a positive whole number'],
  maxConnectionsPerNode: [wholePositive, 'a positive whole number'],
  whenExhausted: [oneOf('throw', 'wait'), "'throw' or 'wait'"],
  waitMs: [positive, 'a positive number of milliseconds'],
  maxQueuedCommands: [wholePositive, 'a positive whole number'],
  maxQueuedBytes: [wholePositive, 'a positive whole number'],
  addressMap: [
    value => typeof value === 'function' || (typeof value === 'object' && value !== null),
    'a record or a function',
  ],
  requireFullCoverage: [oneOf(true, false), 'true or false'],
  topologyRefreshMs: [value => value === 0 || positive(value), 'a number of milliseconds, or 0'],
  connectionsPerNode: [wholePositive, 'a positive whole number'],
  keyPrefix: [text, 'a string'],
  cache: [
    value => typeof value === 'object' && value !== null && !Array.isArray(value),
    'a record, such as { maxEntries: 10_000 }, or {}',
  ],
  dial: [value => typeof value === 'function', 'a function'],
}

/**
 * Checks options, those of plain JavaScript among them.
 *
 * @throws ConfigError that names the option and what it may be; never its value
 */
export function checkOptions(options: ClusterOptions): ClusterOptions {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new ConfigError("Options are missing: pass at least { nodes: ['127.0.0.1:7000'] }.")
  }
  if (options.nodes === undefined) throw new ConfigError("The option nodes is missing: nodes: ['127.0.0.1:7000'], say.")
  for (const [name, value] of Object.entries(options)) {
    if (name === 'nodes' || value === undefined) continue
    const check = Object.hasOwn(CHECKS, name) ? CHECKS[name as keyof typeof CHECKS] : undefined
    if (check === undefined) throw new ConfigError(`There is no option ${name}. ${suggestion(name)}`)
    checkOption(name as keyof typeof CHECKS, value)
  }
  checkTogether(options)
  return options
}

/**
 * Checks one option.
 *
 * @throws ConfigError that names the option and what it may be
 */
export function checkOption(name: keyof typeof CHECKS, value: unknown): void {
  const [holds, wanted] = CHECKS[name]
  if (!holds(value)) throw new ConfigError(`The option ${name} must be ${wanted}.`)
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

function suggestion(name: string): string {
  const known = Object.hasOwn(KNOWN_ELSEWHERE, name) ? KNOWN_ELSEWHERE[name] : undefined
  return known ?? `Options are: nodes, ${Object.keys(CHECKS).join(', ')}.`
}
