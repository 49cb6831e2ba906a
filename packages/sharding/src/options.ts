import { ConfigError } from '@rc/errors'
import {
  checkOptions,
  type CrossSlot,
  FLAG,
  FUNCTION,
  isPositive,
  isRecord,
  MILLISECONDS,
  NOT_NEGATIVE,
  oneOf,
  POSITIVE,
  type RetryMode,
  type RetryPolicy,
  retryPolicy,
  type Rule,
  type Rules,
  TEXT,
} from '@rc/pipeline'
import type { Dial } from '@rc/pool'
import type { ConnectionOptions as TlsOptions } from 'node:tls'
import { PLACEMENTS, type PlacementChoice } from './placement.js'
import type { TagMode } from './tags.js'

/** Where reads go: writes go to primaries, always. */
export type ReadFrom = 'primary' | 'replica' | 'any'

/** Who the client is to a server, and which of its databases it uses. */
export interface AccessOptions {
  /** ACL user. */
  username?: string | undefined
  password?: string | undefined
  /** TLS, verified; `true`, or options of `tls.connect`. Default false, true for `rediss:` URLs. */
  tls?: boolean | TlsOptions | undefined
  /** Number of the database. Default 0. */
  database?: number | undefined
}

/** A server. What is not said of it is what the options of the client say. */
export interface ServerOptions extends AccessOptions {
  host: string
  /** Default 6379. */
  port?: number | string | undefined
}

/** Options of a sharded client. All but `nodes` may be left out. */
export interface ShardedOptions extends AccessOptions {
  /**
   * The servers by alias: `{ host, port }`, `'host:port'` or `'redis://user:password@host:port/0'`. Their order decides
   * upon where keys live: the order in which they are written, or, where they are called node_1 to node_N, their
   * numbers. Aliases that are whole numbers come first, in their order, whatever was written: JavaScript has it so.
   */
  nodes: Readonly<Record<string, ServerOptions | string>>
  /** Replicas by the alias of their primary. Default: every primary is asked for its replicas. */
  masterOf?: Readonly<Record<string, string | readonly string[]>> | undefined
  /** Reads go to primaries too, and nobody is asked for replicas: `readFrom: 'primary'` in other words. Default false. */
  mastersOnly?: boolean | undefined
  /** Where reads go: `'replica'` (default; the primary where there is none), `'any'`, `'primary'`. */
  readFrom?: ReadFrom | undefined
  /** What `{…}` in a key does: `'strip'` (default) or `'keep'`. */
  tags?: TagMode | undefined
  /** How keys find their nodes: `'crc32'` (default), `'rendezvous'`, or a placement of your own. */
  placement?: PlacementChoice | undefined
  /**
   * Commands with keys on several nodes: `'emulate'` (default) splits MGET and its like and runs RENAME, SDIFFSTORE and
   * theirs step by step, not atomic; `'split'` only the former; `'refuse'` none: CrossSlotError.
   */
  crossSlot?: CrossSlot | undefined
  /** What may be sent again after an attempt failed. Default `'safe'`: what did not run, and reads. */
  retry?: RetryMode | RetryPolicy | undefined
  /** Milliseconds for a whole command, retries included. Default 5000. */
  timeoutMs?: number | undefined
  /** Milliseconds for opening one connection, TLS and handshake included. Default 2000. */
  connectTimeoutMs?: number | undefined
  /** Milliseconds between looks for replicas; 0 for one look at every new connection alone. Default 30 000. */
  replicaRefreshMs?: number | undefined
  /** 3 (default): RESP3, and RESP2 where a server knows nothing newer. */
  protocol?: 3 | 2 | undefined
  /** Name of the connections in CLIENT LIST. */
  clientName?: string | undefined
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
  /** Opens the sockets: proxies, tunnels, tests. */
  dial?: Dial | undefined
}

/** What each option of access may be, in words. */
export const ACCESS_CHECKS: Rules<AccessOptions> = {
  username: TEXT,
  password: TEXT,
  tls: /* @__PURE__ */ oneOf([true, false], [isRecord, 'options of tls.connect']),
  database: [value => NOT_NEGATIVE[0](value), 'the number of a database, 0 or more'],
}

/** Those that a view may change, too. */
export const VIEW_CHECKS: Rules<Pick<ShardedOptions, 'readFrom' | 'crossSlot' | 'retry' | 'timeoutMs'>> = {
  readFrom: /* @__PURE__ */ oneOf(['primary', 'replica', 'any']),
  crossSlot: /* @__PURE__ */ oneOf(['split', 'emulate', 'refuse']),
  retry: /* @__PURE__ */ oneOf(
    ['safe', 'idempotent', 'all', 'none'],
    [value => isRecord(value) && 'decide' in (value as object), 'a retry policy'],
  ),
  timeoutMs: MILLISECONDS,
}

const CHECKS: Rules<ShardedOptions> = {
  nodes: [isRecord, "a record of servers by alias: { node_1: { host: '127.0.0.1', port: 6379 } }"],
  ...ACCESS_CHECKS,
  ...VIEW_CHECKS,
  masterOf: [isRecord, "a record of replicas by primary: { node_1: 'node_3' }"],
  mastersOnly: FLAG,
  tags: /* @__PURE__ */ oneOf(['strip', 'keep']),
  placement: /* @__PURE__ */ oneOf(/* @__PURE__ */ Object.keys(PLACEMENTS), FUNCTION),
  connectTimeoutMs: MILLISECONDS,
  replicaRefreshMs: [value => value === 0 || isPositive(value), 'a number of milliseconds, or 0'],
  protocol: /* @__PURE__ */ oneOf([2, 3]),
  clientName: [value => typeof value === 'string' && /^[!-~]+$/.test(value), 'a string without spaces or line ends'],
  maxQueuedCommands: POSITIVE,
  maxQueuedBytes: POSITIVE,
  dial: FUNCTION,
}

/**
 * Checks options, those of plain JavaScript among them.
 *
 * @throws ConfigError that names the option and what it may be; never its value
 */
export function checkShardedOptions(options: ShardedOptions): ShardedOptions {
  if (!isRecord(options)) throw new ConfigError(`Options are missing: pass at least { nodes: ${NODES_EXAMPLE} }.`)
  if (options.nodes === undefined) throw new ConfigError(`The option nodes is missing: nodes: ${NODES_EXAMPLE}, say.`)
  checkAll(options, CHECKS, 'There is no option')
  if (options.mastersOnly !== undefined && options.readFrom !== undefined) {
    throw new ConfigError("Give either mastersOnly or readFrom; mastersOnly: true is readFrom: 'primary'.")
  }
  return options
}

const NODES_EXAMPLE = "{ node_1: { host: '127.0.0.1', port: 6379 } }"

/**
 * Checks each of some options.
 *
 * @throws ConfigError that names the option and what it may be
 */
export const checkAll = (given: object, rules: Readonly<Record<string, Rule>>, no: string): void =>
  checkOptions(given, rules, {
    example: '{ timeoutMs: 100 }',
    no,
    instead: name => (Object.hasOwn(KNOWN_ELSEWHERE, name) ? KNOWN_ELSEWHERE[name] : undefined),
  })

/** Options that other clients call differently. */
const KNOWN_ELSEWHERE: Readonly<Record<string, string>> = {
  cluster: 'What stood in it stands here at the top.',
  mastersonly: 'Use mastersOnly.',
  master_of: 'Use masterOf.',
  db: 'Use database.',
  host: 'Use nodes.',
  port: 'Use nodes.',
}

/** The policy that an option means. */
export const resolveRetry = (retry: RetryMode | RetryPolicy): RetryPolicy =>
  typeof retry === 'string' ? retryPolicy(retry) : retry
