import { ClosedError } from '@rc/errors'
import type { NodeAddress } from '@rc/slots'
import { type BudgetOptions, ConnectionBudget } from './budget.js'
import type { Connection, ConnectionContext } from './connection.js'
import type { ConnectionOptions } from './connection-options.js'
import { Heartbeat, type HeartbeatOptions } from './heartbeat.js'
import { Identities } from './identities.js'
import type { NamedAddress } from './named-address.js'
import { NodePool } from './node-pool.js'
import type { ReconnectPolicy } from './reconnect-policy.js'

/** Options of all connections of a client. */
export interface PoolsOptions extends BudgetOptions {
  readonly connection: ConnectionOptions
  /** Shared connections to each node. Default 1. */
  readonly connectionsPerNode?: number | undefined
  readonly reconnect?: ReconnectPolicy | undefined
  readonly heartbeat?: Partial<HeartbeatOptions> | undefined
}

/** What the pools tell their client, besides what each connection does. */
export interface PoolsContext extends ConnectionContext {
  /** A node has been silent for longer than it should while commands wait for it. */
  suspect?(address: NodeAddress): void
  /** The id of the node at an address, if it is known. */
  readonly idOf?: (name: string) => string | undefined
}

/**
 * What connections to a node are for: commands to a primary, reads from a replica (in read-only mode), or what does not
 * ask whether it is one or the other, such as messages.
 */
export type NodeUse = 'commands' | 'reads' | 'either'

/** What a node that has another part in the cluster now may take to send its waiting clients away. */
const UNBLOCK_MS = 1000

/** All live connections of a client, by node. Knows nodes, but no slots. */
export class Pools {
  readonly #options: PoolsOptions
  readonly #context: PoolsContext
  readonly #budget: ConnectionBudget
  readonly #heartbeat: Heartbeat
  readonly #pools = new Map<string, NodePool>()
  /** The same for nodes that are read from as replicas: their connections are in read-only mode. */
  readonly #readonlyPools = new Map<string, NodePool>()
  /** The same for what outlives a change of the node's role. */
  readonly #rolelessPools = new Map<string, NodePool>()
  readonly #byUse: Readonly<Record<NodeUse, Map<string, NodePool>>> = {
    commands: this.#pools,
    reads: this.#readonlyPools,
    either: this.#rolelessPools,
  }
  /** Those of nodes that are used no more, while some of their commands are still to be answered. */
  readonly #retired = new Set<NodePool>()
  #closed = false

  constructor(options: PoolsOptions, context: PoolsContext) {
    this.#options = options
    const { idOf } = context
    const isVouchedFor = (name: string): boolean => this.#isAnyReadyBut(name)
    this.#context = idOf === undefined ? context : { ...context, identities: new Identities({ idOf, isVouchedFor }) }
    this.#budget = new ConnectionBudget(options, context.ticker.clock, (node, own) => this.#giveUpIdle(node, own))
    this.#heartbeat = new Heartbeat(context, () => this.connections(), options.heartbeat)
  }

  /** All connections that are not over. */
  *connections(): Iterable<Connection> {
    for (const pool of this.#all()) yield* pool.connections
  }

  /** How many connections there are. */
  get size(): number {
    return this.#budget.total
  }

  /** Whether a shared connection to a node, in one of its parts, answers commands now. */
  isReady(name: string, readonly = false): boolean {
    return (readonly ? this.#readonlyPools : this.#pools).get(name)?.ready ?? false
  }

  /** Whether a node is silent, or could not be connected to lately, in one of its parts: to read from, or for all. */
  isAiling(name: string, readonly: boolean): boolean {
    return (readonly ? this.#readonlyPools : this.#pools).get(name)?.ailing ?? false
  }

  /** Whether commands wait for a node that could not be connected to lately. */
  get anyMissed(): boolean {
    for (const pool of this.#all()) if (pool.missed) return true
    return false
  }

  /** The shared connection to a node that a lane takes now, if there is one. */
  current(name: string, lane: number): Connection | undefined {
    return this.#pools.get(name)?.current(lane)
  }

  /**
   * The pool of a node.
   *
   * @throws ClosedError once all is closed: what failed just then must not open connections again
   */
  of(address: NamedAddress, readonly = false): NodePool {
    if (this.#closed) throw closed()
    const pools = readonly ? this.#readonlyPools : this.#pools
    return pools.get(address.name) ?? this.#make(address, readonly ? 'reads' : 'commands')
  }

  /**
   * The pool of a node for connections that do not care whether it is a primary or a replica, and stay when it changes.
   *
   * @throws ClosedError once all is closed
   */
  roleless(address: NamedAddress): NodePool {
    if (this.#closed) throw closed()
    return this.#rolelessPools.get(address.name) ?? this.#make(address, 'either')
  }

  /**
   * Closes the pools of all nodes but these; what still waits there fails and may be tried elsewhere.
   *
   * @param keep gets also whether the pool has connections
   */
  retain(keep: (name: string, use: NodeUse, inUse: boolean) => boolean, error: Error): void {
    for (const [use, pools] of Object.entries(this.#byUse) as [NodeUse, Map<string, NodePool>][]) {
      for (const [name, pool] of pools) {
        if (keep(name, use, pool.connections.size > 0)) continue
        pools.delete(name)
        this.#retire(pool, error)
      }
    }
  }

  /** Ends all connections to a node at once; the next command opens a new one. */
  drop(name: string, error: Error): void {
    for (const pools of Object.values(this.#byUse)) {
      const pool = pools.get(name)
      pools.delete(name)
      pool?.destroy(error)
    }
  }

  /** Gives back what waits for commands to a node that does not answer; one that does is left alone. */
  recall(name: string, error: Error): void {
    const pool = this.#pools.get(name)
    if (pool === undefined || (pool.answering && !pool.suspected)) return
    this.#pools.delete(name)
    pool.destroy(error)
  }

  /** Takes no more commands; resolves when all that wait are settled and all connections closed. */
  async close(): Promise<void> {
    this.#closed = true
    this.#heartbeat.stop()
    this.#budget.refuseAll(closed())
    await Promise.all([...this.#all()].map(pool => pool.close()))
  }

  /** Closes everything at once; what waits fails with `error`. */
  destroy(error: Error): void {
    this.#closed = true
    this.#heartbeat.stop()
    this.#budget.refuseAll(error)
    for (const pool of this.#all()) pool.destroy(error)
  }

  #isAnyReadyBut(name: string): boolean {
    for (const pool of this.#all()) if (pool.address.name !== name && pool.ready) return true
    return false
  }

  /** Ends the connection that has been idle for longest, among all or, where `own` is true, those to the node. */
  #giveUpIdle(node: string, own: boolean): void {
    let idlest: Connection | undefined
    for (const pool of this.#all()) {
      const isOwn = pool.address.name === node
      if (own && !isOwn) continue
      for (const connection of pool.unused(isOwn)) {
        if (idlest === undefined || connection.lastHeard < idlest.lastHeard) idlest = connection
      }
    }
    // Nothing waits there, and its place is free at once.
    idlest?.destroy()
  }

  /** What was written may still be answered; what was not is better sent elsewhere. */
  #retire(pool: NodePool, error: Error): void {
    if (!pool.answering || pool.suspected) {
      pool.destroy(error)
      return
    }
    this.#retired.add(pool)
    // A node that has become a replica ends the waits of its clients, and says that they took nothing. One that is frozen
    // says nothing, and nobody would suspect it: silence is what those who wait expect.
    const cancel = this.#context.ticker.clock.after(UNBLOCK_MS, () => pool.endPatient(error), false)
    void pool.close().then(() => {
      cancel()
      this.#retired.delete(pool)
    })
  }

  *#all(): Iterable<NodePool> {
    yield* this.#pools.values()
    yield* this.#readonlyPools.values()
    yield* this.#rolelessPools.values()
    yield* this.#retired
  }

  #make(address: NamedAddress, use: NodeUse): NodePool {
    const { connection, connectionsPerNode = 1, reconnect } = this.#options
    const { handshake } = connection
    const tracking = use === 'commands' ? handshake.tracking : undefined
    const pool = new NodePool(address, {
      options: { ...connection, handshake: { ...handshake, readonly: use === 'reads', tracking } },
      context: this.#context,
      budget: this.#budget,
      connectionsPerNode,
      reconnect,
    })
    this.#byUse[use].set(address.name, pool)
    this.#heartbeat.start()
    return pool
  }
}

const closed = (): ClosedError => new ClosedError('The client is closed. Make a new one to send more commands.')
