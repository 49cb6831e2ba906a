import { BareView } from '../../src/bare-view.js'
import { ClusterClient } from '../../src/cluster-client.js'
import { replicaReads } from '../../src/replica-reads.js'
import { addressOf } from './cluster-state.js'
import { readName } from './layout.js'
import { Ledger } from './ledger.js'
import { ModelCluster } from './model-cluster.js'
import type { ModelNode } from './model-node.js'
import { Random } from './random.js'
import type { SeenRequest } from './requests.js'
import type { Settings } from './schedule.js'
import type { Trace } from './trace.js'
import { User } from './user.js'
import { VirtualLoop } from './virtual-loop.js'
import { Wire } from './wire.js'

/** Everything that a schedule plays with: a cluster, the real client, who uses it, and what is known of them. */
export class World {
  readonly ledger = new Ledger()
  readonly trace: Trace
  readonly random: Random
  readonly loop: VirtualLoop
  readonly cluster: ModelCluster
  readonly client: ClusterClient
  readonly user: User
  readonly settings: Settings
  readonly wires: Wire[] = []
  /** What is to come of `connect`, `close` and their like. */
  readonly awaited: { readonly what: string; done: boolean }[] = []
  /** Questions for the map that the client wrote. */
  mapsAsked = 0

  constructor(settings: Settings, trace: Trace) {
    const random = new Random(Math.imul(settings.seed + 1, 0x85ebca6b))
    this.settings = settings
    this.trace = trace
    this.random = random.fork()
    this.loop = new VirtualLoop(random.fork(), error => this.ledger.violated(`an exception got loose: ${told(error)}`))
    const { loop, ledger } = this
    this.cluster = new ModelCluster({
      ...settings,
      loop,
      ledger,
      random: random.fork(),
      wire: node => this.#connect(node, random.fork()),
    })
    this.client = this.#makeClient()
    this.client.on('error', error => this.trace.note(loop.now(), `error event: ${error.message}`))
    this.client.on('redirect', ({ slot, to }) => ledger.redirects.push({ at: loop.now(), slot, to }))
    this.user = new User({ client: this.client, loop, ledger, trace, settings })
  }

  get core(): ReturnType<(typeof BareView)['inside']>['core'] {
    return BareView.inside(this.client).core
  }

  /** Connections that the client has not closed. */
  get openWires(): readonly Wire[] {
    return this.wires.filter(({ destroyed }) => !destroyed)
  }

  /** Remembers that a promise has to settle. */
  awaits(what: string, promise: Promise<unknown>): { done: boolean } {
    const awaited = { what, done: false }
    this.awaited.push(awaited)
    const settled = (): void => {
      awaited.done = true
      this.trace.note(this.loop.now(), `${what} settled`)
    }
    promise.then(settled, settled)
    return awaited
  }

  #makeClient(): ClusterClient {
    const { primaries, replicas, maxConnections, maxQueuedCommands, ...rest } = this.settings
    const { protocol, timeoutMs, connectTimeoutMs, retry, readFrom } = rest
    const { connectionsPerNode, topologyRefreshMs, requireFullCoverage } = rest
    return new ClusterClient(
      {
        nodes: Array.from({ length: primaries * (1 + replicas) }, (_, node) => addressOf(node)),
        dial: this.cluster.dial,
        whenExhausted: 'wait',
        waitMs: 500,
        protocol,
        timeoutMs,
        connectTimeoutMs,
        retry,
        readFrom,
        connectionsPerNode,
        topologyRefreshMs,
        requireFullCoverage,
        maxConnections,
        maxQueuedCommands,
      },
      { clock: this.loop, replicaReads },
    )
  }

  #connect(node: ModelNode, random: Random): Wire {
    const wire = new Wire({
      id: this.wires.length,
      loop: this.loop,
      random,
      quality: this.settings,
      written: request => this.#written(request, wire),
      gone: () => this.ledger.gone(wire.id),
    })
    this.wires.push(wire)
    this.trace.note(this.loop.now(), `wire ${wire.id} to ${node.name}`)
    const { maxConnections = Infinity } = this.settings
    if (this.openWires.length > maxConnections)
      this.ledger.violated(`there are more than ${maxConnections} connections`)
    return wire
  }

  #written(request: SeenRequest, wire: Wire): void {
    const { words } = request
    this.trace.note(this.loop.now(), `wire ${wire.id} < ${words.slice(0, 4).join(' ')}`)
    if (words[0] === 'CLUSTER') this.mapsAsked++
    // The keys of one request are all of one slot.
    const name = words[1] === undefined ? undefined : readName(words[1])
    if (name !== undefined) request.sending = this.ledger.written(name.id, name.key.hot, wire.id)
  }
}

const told = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
