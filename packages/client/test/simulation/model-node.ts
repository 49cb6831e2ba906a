import { addressOf, type ClusterState } from './cluster-state.js'
import type { Ledger } from './ledger.js'
import type { SeenRequest } from './requests.js'
import type { Entry, Store } from './store.js'
import type { Peer, Wire } from './wire.js'

/** Ends a connection at a command that is still to come. */
export interface Trap {
  /** So many commands with keys still pass. */
  left: number
  readonly when: 'before' | 'middle' | 'after'
}

/** What a node is told of its surroundings. */
export interface NodeContext {
  readonly ledger: Ledger
  /** What a node answers to a request. */
  answer(node: ModelNode, link: Link, request: SeenRequest): string
  /** A node changed a key: its replicas are to hear of it. */
  changed(node: ModelNode, key: string, entry: Entry | undefined): void
}

/** A connection, as the server sees it. */
export class Link implements Peer {
  readonly wire: Wire
  readonly #node: ModelNode
  protocol: 2 | 3 = 2
  readonly = false
  asking = false

  constructor(node: ModelNode, wire: Wire) {
    this.#node = node
    this.wire = wire
  }

  received(request: SeenRequest): void {
    this.#node.whenRunning(() => this.#node.serve(this, request))
  }

  ended(): void {
    this.#node.whenRunning(() => this.wire.close())
  }
}

/** A node of the cluster: it answers by what it believes, right or wrong. */
export class ModelNode {
  readonly index: number
  /** What it believes of the cluster. */
  state: ClusterState
  store: Store = new Map()
  /** Regions that it gives away and takes over, with the other node. */
  readonly migrating = new Map<number, number>()
  readonly importing = new Map<number, number>()
  readonly links = new Set<Link>()
  mode: 'running' | 'frozen' | 'dead' = 'running'
  /** What becomes of new connections. */
  door: 'open' | 'refuses' | 'hangs' = 'open'
  /** It hears nothing of the other nodes. */
  isolated = false
  /** It believes that the cluster is down; it loads its data; it has lost its primary. */
  down = false
  loading = false
  orphaned = false
  /** What it answers to questions for the map. */
  map: 'true' | 'empty' | 'garbage' = 'true'
  trap: Trap | undefined
  /** Writes have passed it by while it could not hear. */
  behind = false
  readonly context: NodeContext
  #backlog: (() => void)[] = []

  constructor(index: number, state: ClusterState, context: NodeContext) {
    this.index = index
    this.state = state
    this.context = context
  }

  get isPrimary(): boolean {
    return this.state.primaryOf[this.index] === -1
  }

  /** Whether it takes part in the life of the cluster. */
  get hears(): boolean {
    return this.mode === 'running' && !this.isolated
  }

  get name(): string {
    return addressOf(this.index)
  }

  /** Connects a wire to it. */
  accept(wire: Wire): void {
    const link = new Link(this, wire)
    this.links.add(link)
    wire.peer = link
  }

  /** Runs something now, or when the node is no longer frozen. */
  whenRunning(run: () => void): void {
    if (this.mode === 'running') run()
    else if (this.mode === 'frozen') this.#backlog.push(run)
  }

  /** Goes on after it was frozen, with what came meanwhile. */
  resume(): void {
    this.mode = 'running'
    for (const run of this.#backlog.splice(0)) run()
  }

  /** All its connections end; `silently` where nobody tells the client. */
  die(silently: boolean): void {
    this.mode = 'dead'
    this.#backlog = []
    for (const { wire } of this.links) {
      if (silently) wire.silence()
      else wire.reset()
    }
    this.links.clear()
  }

  put(key: string, entry: Entry | undefined): void {
    if (entry === undefined) this.store.delete(key)
    else this.store.set(key, entry)
    this.context.changed(this, key, entry)
  }

  serve(link: Link, request: SeenRequest): void {
    const trap = this.trap
    const springs = trap !== undefined && request.sending !== undefined && trap.left-- === 0
    if (!springs) {
      const { sending } = request
      const { ledger } = this.context
      link.wire.reply(this.context.answer(this, link, request), sending && (() => ledger.answered(sending)))
      return
    }
    this.trap = undefined
    if (trap.when !== 'before') {
      const reply = this.context.answer(this, link, request)
      if (trap.when === 'middle') link.wire.reply(reply.slice(0, reply.length >> 1))
    }
    link.wire.close()
  }
}
