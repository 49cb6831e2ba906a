import { ConfigError } from '@rc/errors'
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
import { type Clock, Deadlines, type NamedAddress, Pools, queueLimits, sizeOf, systemClock, Ticker } from '@rc/pool'
import { diffTopology, type NodeAddress, type Topology } from '@rc/slots'
import { addressMapper } from './address-map.js'
import type { Cache } from './cache/cache-stats.js'
import type { PlannedCache, planCache } from './cache/late-cache.js'
import type { ClusterEvents } from './cluster-events.js'
import { Companions } from './companion.js'
import { type KeyPrefix, NO_PREFIX } from './key-prefix.js'
import { adaptPools } from './map-change.js'
import { NodePresence } from './node-presence.js'
import { type ClusterOptions, checkClusterOptions } from './options.js'
import { checkReads, lacking, need, type Parts } from './parts.js'
import { poolsOptions, tlsOptions } from './pools-options.js'
import type { ReadRouter } from './read-router.js'
import { ClusterRouter } from './router.js'
import { askSeed, lookUpOf } from './seed-addresses.js'
import { parseSeeds } from './seeds.js'
import { TopologyMonitor } from './topology-monitor.js'
import { TopologySource } from './topology-source.js'
import { boundOf, named, resolveRetry } from './view-options.js'

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
  const presence = new NodePresence(events)
  const pools: Pools = new Pools(poolsOptions(options, seeds, planned?.tracking), {
    ticker,
    deadlines,
    ready: connection => {
      presence.ready(connection)
      companions.ready(connection)
    },
    push: (connection, message) => companions.push(connection, message),
    closed: (connection, error) => {
      companions.closed(connection, error)
      if (!presence.closed(connection, error) || error === undefined) return
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
      adaptPools(pools, { diff, after, before })
      events.emit('topology', diff)
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
  const engine: Engine = new Engine({
    router,
    ticker,
    deadlines,
    limits: { ...queueLimits(options), sizeOf },
    redirected,
    guarantees,
  })
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

/** Those that answer without being dialled: a connection of subscriptions, say, is no help. */
function* liveNodes(pools: Pools, { nodes }: Topology): Iterable<NamedAddress> {
  for (const node of nodes.values()) {
    const readonly = node.role === 'replica'
    if (pools.isReady(node.name, readonly) && !pools.isAiling(node.name, readonly)) yield node
  }
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
