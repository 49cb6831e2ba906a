import { ConfigError, ConnectionLostError } from '@rc/errors'
import {
  type CallOptions,
  type Commander,
  Emitter,
  type Emulator,
  Engine,
  type RedirectEvent,
  retryPolicy,
  Runner,
} from '@rc/pipeline'
import {
  type Clock,
  type Connection,
  type Credentials,
  Deadlines,
  type NamedAddress,
  type NodeUse,
  Pools,
  queueLimits,
  systemClock,
  Ticker,
} from '@rc/pool'
import { diffTopology, type NodeAddress, type Topology, type TopologyDiff } from '@rc/slots'
import { addressMapper } from './address-map.js'
import type { Cache } from './cache/cache-stats.js'
import type { PlannedCache, planCache } from './cache/late-cache.js'
import { Companions } from './companion.js'
import { type KeyPrefix, NO_PREFIX } from './key-prefix.js'
import { type ClusterOptions, checkClusterOptions } from './options.js'
import { checkReads, lacking, need, type Parts } from './parts.js'
import type { ReadRouter } from './read-router.js'
import { ClusterRouter } from './router.js'
import { askSeed, lookUpOf, nodeDial } from './seed-addresses.js'
import { parseSeeds, type Seeds } from './seeds.js'
import { TopologyMonitor } from './topology-monitor.js'
import { TopologySource } from './topology-source.js'
import { version } from './version.js'
import { boundOf, named, resolveRetry } from './view-options.js'

/** Events of a client, each with what its listeners get. */
export interface ClusterEvents {
  /** The cluster was found; commands are being served. */
  ready: undefined
  /** Something failed in the background, or in a listener. Commands tell their own errors. */
  error: Error
  /** The map of the cluster changed. */
  topology: TopologyDiff
  /** A connection to a node works, the first to it. */
  'node:up': { readonly node: string }
  /** The last connection to a node broke. */
  'node:down': { readonly node: string; readonly error: Error | undefined }
  /** A command was sent on to another node. */
  redirect: RedirectEvent
  /** The client is closed. */
  close: undefined
}

/** What a client is made of, put together once and shared by all its views. */
export interface Core {
  /** Runs the commands of users. From the first session on, what notes the writes of sessions stands in front. */
  runner: Commander
  /** The same without the key prefix. */
  readonly unprefixed: Commander
  readonly prefix: KeyPrefix
  readonly engine: Engine
  readonly router: ClusterRouter
  /** Chooses the nodes of reads, where replicas may serve them. */
  readonly reads: ReadRouter | undefined
  readonly monitor: TopologyMonitor
  readonly pools: Pools
  readonly deadlines: Deadlines
  readonly events: Emitter<ClusterEvents>
  /** What lives beside the commands, and hears of connections and of the map. */
  readonly companions: Companions
  /** Time, ticks and chance. */
  readonly ticker: Ticker
  /** What can be had in steps where keys live apart, if anything. */
  readonly emulator: Emulator | undefined
  /** Replies that are kept, where the client has the option `cache`. */
  readonly cache: Cache | undefined
  /** What the client was made with. */
  readonly parts: Parts
  /** How commands are run where nothing else is said. */
  readonly defaults: CallOptions
}

/** What a client may have or not, so that who does not use it need not ship it. */
export interface Extras extends Parts {
  /** For `crossSlot: 'emulate'`. */
  readonly emulator?: Emulator | undefined
  /** For the option `cache`. */
  readonly planCache?: typeof planCache | undefined
  /** Where time, ticks and chance come from. Default: the process. */
  readonly clock?: Clock | undefined
}

/** Milliseconds that a node has to say how far its replication is: less than silence that makes it suspected. */
const POSITION_MS = 500

/**
 * Puts a client together.
 *
 * @throws ConfigError where an option cannot work
 */
export function compose(given: ClusterOptions, extras: Extras = {}): Core {
  const { emulator, planCache, clock = systemClock, ...parts } = extras
  const options = checkClusterOptions(given)
  checkReads(options, parts)
  const planned = plannedCache(options, planCache)
  if (options.crossSlot === 'emulate' && emulator === undefined) {
    throw new ConfigError("crossSlot: 'emulate' is no part of the bare client; RedisCluster of @rc/client has it.")
  }
  const seeds = parseSeeds(options.nodes)
  const ticker = new Ticker(clock)
  const deadlines = new Deadlines(ticker)
  const events: Emitter<ClusterEvents> = new Emitter(error => reportListener(events, error))
  const mapAddress = addressMapper(options.addressMap)
  const defaults = callOptions(options)
  const companions = new Companions()
  const up = new Map<string, number>()
  const pools: Pools = new Pools(poolsOptions(options, seeds, planned?.tracking), {
    ticker,
    deadlines,
    ready: connection => {
      countUp(up, connection, events)
      companions.ready(connection)
    },
    push: (connection, message) => companions.push(connection, message),
    closed: (connection, error) => {
      companions.closed(connection, error)
      if (!countDown(up, connection, { events, error }) || error === undefined) return
      // Whoever waited for it asks too; but the map may be wrong before the next command finds out.
      if (monitor.topology.nodes.has(connection.name)) monitor.refresh('connection-lost')
    },
    suspect: () => monitor.refresh('suspicion'),
    idOf: name => monitor.topology.nodes.get(name)?.id,
  })
  const answerMs = options.connectTimeoutMs ?? 2000
  const lookUp = lookUpOf(options)
  const monitor: TopologyMonitor = new TopologyMonitor({
    clock: ticker.clock,
    seeds: seeds.addresses.map(address => named(address)),
    requireFullCoverage: options.requireFullCoverage ?? false,
    periodMs: options.topologyRefreshMs ?? 30_000,
    answerMs,
    ask: (node, thorough, signal) => source.ask(node, { thorough, signal }),
    askSeed: (seed, thorough, signal) =>
      askSeed(seed, { lookUp, clock: ticker.clock, answerMs, ask: node => source.ask(node, { thorough, signal }) }),
    live: () => [...liveNodes(pools, monitor.topology)],
    anyMissed: () => pools.anyMissed,
    changed: (after, before) => {
      const diff = diffTopology(before, after)
      if (!diff.changed) return false
      const moved = diff.slotsMoved.map(({ range }) => range)
      router.forget(moved)
      engine.mapChanged(moved)
      mapChanged(diff, { after, before, pools, events })
      // What waited at a node that is gone now waits to be tried again: not for long.
      engine.mapChanged(moved)
      companions.mapChanged(after, before)
      return true
    },
    failed: error => events.emit('error', error),
  })
  const reads = parts.replicaReads?.({
    pools,
    clock: ticker.clock,
    ask: (node, question) => runner.run(question, { ...asking, timeoutMs: POSITION_MS, node }),
  })
  if (reads !== undefined) companions.add(reads)
  const router: ClusterRouter = new ClusterRouter({ monitor, pools, reads, mapAddress })
  const redirected = (event: RedirectEvent): void => events.emit('redirect', event)
  const { guarantees, transactions = noTransactions } = parts
  const engine: Engine = new Engine({ router, ticker, deadlines, limits: queueLimits(options), redirected, guarantees })
  const runner: Runner = new Runner({ engine, router, ticker, transactions, emulator })
  const asking = {
    ...defaults,
    retry: retryPolicy('none'),
    timeoutMs: answerMs,
    asBytes: false,
  }
  const tls = tlsOptions(options, seeds) !== undefined
  const source = new TopologySource({ runner, clock: ticker.clock, options: asking, mapAddress, tls })
  const { keyPrefix = '' } = options
  const prefix = keyPrefix === '' ? NO_PREFIX : need(parts, 'keyPrefixes', 'The option keyPrefix')(keyPrefix)
  const cached = planned?.open({
    runner,
    ticker,
    companions,
    direct: slot => router.direct(slot),
    report: error => events.emit('error', error),
    onRedirect: listener => events.on('redirect', ({ slot }) => listener(slot)),
  })
  const outer = cached ?? runner
  return {
    runner: prefix.before(outer),
    unprefixed: runner,
    prefix,
    engine,
    router,
    reads,
    monitor,
    pools,
    deadlines,
    events,
    companions,
    ticker,
    emulator,
    cache: cached,
    parts,
    defaults,
  }
}

function plannedCache(options: ClusterOptions, plan: Extras['planCache']): PlannedCache | undefined {
  if (options.cache === undefined) return undefined
  if (plan === undefined) {
    throw new ConfigError('The option cache is no part of the bare client; RedisCluster of @rc/client has it.')
  }
  return plan(options.cache, options.keyPrefix ?? '')
}

const noTransactions = (): never => {
  throw lacking('transactions', 'multi()')
}

const callOptions = (options: ClusterOptions): CallOptions => ({
  timeoutMs: options.timeoutMs ?? 5000,
  retry: resolveRetry(options.retry ?? 'safe'),
  readFrom: options.readFrom ?? 'primary',
  crossSlot: options.crossSlot ?? 'split',
  asBytes: false,
  node: undefined,
  slot: undefined,
  own: undefined,
  guarantee: undefined,
  signal: undefined,
  cache: undefined,
  maxStalenessMs: boundOf(options.maxStalenessMs),
  session: undefined,
})

function poolsOptions(
  options: ClusterOptions,
  seeds: Seeds,
  tracking: readonly string[] | undefined,
): ConstructorParameters<typeof Pools>[0] {
  const { maxConnections, maxConnectionsPerNode, whenExhausted, waitMs, connectionsPerNode } = options
  return {
    maxConnections,
    maxConnectionsPerNode,
    whenExhausted,
    waitMs,
    connectionsPerNode,
    connection: {
      dial: options.dial ?? nodeDial(tlsOptions(options, seeds)),
      handshake: {
        protocol: options.protocol ?? 3,
        credentials: options.credentials ?? fixedCredentials(options, seeds),
        clientName: options.clientName,
        library: { name: 'rc', version },
        readonly: false,
        tracking,
      },
      connectTimeoutMs: options.connectTimeoutMs ?? 2000,
      ...queueLimits(options),
    },
  }
}

function tlsOptions({ tls }: ClusterOptions, seeds: Seeds): Exclude<ClusterOptions['tls'], boolean> {
  if (tls === false && seeds.tls) {
    throw new ConfigError('A node says rediss:, but the option tls is false. TLS holds for every node or for none.')
  }
  if (typeof tls === 'object') return tls
  return tls === true || seeds.tls ? {} : undefined
}

function fixedCredentials(options: ClusterOptions, seeds: Seeds): (() => Credentials) | undefined {
  const username = options.username ?? seeds.username
  const password = options.password ?? seeds.password
  return password === undefined ? undefined : () => ({ username, password })
}

/** Those that answer without being dialled: a connection of subscriptions, say, is no help. */
function* liveNodes(pools: Pools, { nodes }: Topology): Iterable<NamedAddress> {
  for (const node of nodes.values()) {
    const readonly = node.role === 'replica'
    if (pools.isReady(node.name, readonly) && !pools.isAiling(node.name, readonly)) yield node
  }
}

interface MapChange {
  readonly after: Topology
  readonly before: Topology
  readonly pools: Pools
  readonly events: Emitter<ClusterEvents>
}

function mapChanged(diff: TopologyDiff, { after, before, pools, events }: MapChange): void {
  const { nodesRemoved, roleChanged, idChanged } = diff
  if (nodesRemoved.length + roleChanged.length + idChanged.length > 0 || before.coveredSlots === 0) {
    const gone = new ConnectionLostError('The node has left the cluster, or has another part in it now.')
    // Another node at the same address knows nothing of what the connections to the former one were told.
    const replaced = new Set(idChanged.map(({ node }) => node.name))
    // A primary that is a replica now serves over another connection; what waits for it is better sent elsewhere.
    const demoted = new Set(roleChanged.flatMap(({ node, to }) => (to === 'replica' ? [node.name] : [])))
    pools.retain((name, use, inUse) => {
      if (replaced.has(name)) return false
      // Subscriptions see for themselves whether a node that the map lacks has left, or was overlooked for a moment.
      if (use === 'either' && inUse) return true
      return isWanted(after, name, use) && (use !== 'commands' || !demoted.has(name))
    }, gone)
  }
  // Some may still take it for the primary that it was.
  for (const name of formerOwners(diff, after)) pools.recall(name, lostSlots(name))
  events.emit('topology', diff)
}

/** Nodes that had slots and have none. */
function formerOwners({ slotsMoved }: TopologyDiff, after: Topology): Set<string> {
  const names = new Set(slotsMoved.flatMap(({ from }) => (from === undefined ? [] : [from.name])))
  for (const shard of after.shards) if (after.rangesOf(shard).length > 0) names.delete(shard.primary.name)
  return names
}

const lostSlots = (node: string): ConnectionLostError =>
  new ConnectionLostError(`${node} does not answer, and others have its slots now.`, { node })

function isWanted(topology: Topology, name: string, use: NodeUse): boolean {
  const node = topology.nodes.get(name)
  return node !== undefined && (use !== 'reads' || node.role === 'replica')
}

function countUp(up: Map<string, number>, { name }: Connection, events: Emitter<ClusterEvents>): void {
  const count = (up.get(name) ?? 0) + 1
  up.set(name, count)
  if (count === 1) events.emit('node:up', { node: name })
}

/** Returns whether it was the last connection to its node that worked. */
function countDown(
  up: Map<string, number>,
  { name, protocol }: Connection,
  { events, error }: { events: Emitter<ClusterEvents>; error: Error | undefined },
): boolean {
  // One that never got ready was never counted.
  if (protocol === undefined) return false
  const count = (up.get(name) ?? 1) - 1
  if (count > 0) {
    up.set(name, count)
    return false
  }
  up.delete(name)
  events.emit('node:down', { node: name, error })
  return true
}

/** What a listener throws is an event too; what the listener of that throws is a warning, so that it ends somewhere. */
function reportListener(events: Emitter<ClusterEvents>, error: unknown): void {
  if (reporting) {
    process.emitWarning(error instanceof Error ? error : String(error))
    return
  }
  reporting = true
  events.emit('error', error instanceof Error ? error : new Error(String(error)))
  reporting = false
}

let reporting = false

/** Where a node is that the user named in one form or another. */
export type NodeName = string | NodeAddress
