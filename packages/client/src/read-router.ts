import type { ReadBounds, ReadFrom } from '@rc/pipeline'
import type { Clock, Connection, Pools } from '@rc/pool'
import type { ClusterNode, Shard, Topology } from '@rc/slots'
import type { Companion } from './companion.js'
import { Freshness, type Position } from './read-freshness.js'
import { Latencies } from './read-latencies.js'
import { chosenBy, isWell, nodesForRead } from './read-policy.js'

/** What reads are routed with. */
export interface ReadRouterSetup {
  readonly pools: Pools
  readonly clock: Clock
  /** Asks a node for its position in the stream of writes. */
  readonly ask: (node: ClusterNode) => Promise<Position | undefined>
}

/** How often within the bound that a read may lag it is found out how fresh replicas are, and how often at most. */
const LOOKS_PER_BOUND = 8
const SHORTEST_PERIOD_MS = 50

/** Chooses the node of a shard that a read goes to, where not all go to the primary. */
export class ReadRouter implements Companion {
  readonly freshness: Freshness
  readonly #pools: Pools
  readonly #clock: Clock
  readonly #latencies: Latencies
  /** By the name of the primary: where each shard is in its turns. */
  readonly #turns = new Map<string, number>()

  constructor({ pools, clock, ask }: ReadRouterSetup) {
    this.#pools = pools
    this.#clock = clock
    this.freshness = new Freshness({ clock, ask })
    this.#latencies = new Latencies({ clock, connection: node => this.#connectionTo(node) })
  }

  /**
   * The node for a read. Replicas that cannot serve it now are passed over, and the primary too where it is silent and
   * another can; where nobody can, it is the primary.
   *
   * @throws ConfigError where a policy of the user's fails
   */
  pick(shard: Shard, slot: number, { readFrom, bounds }: { readFrom: ReadFrom; bounds: ReadBounds }): ClusterNode {
    if (shard.replicas.length === 0) return shard.primary
    const able = this.#able(shard, slot, bounds)
    if (typeof readFrom === 'object') return chosenBy(readFrom, able, slot)
    if (able.replicas.length === 0) return able.primary
    const nodes = nodesForRead(able, readFrom)
    const willing = nodes.length > 1 && this.#pools.isAiling(able.primary.name, false) ? able.replicas : nodes
    const choice = readFrom === 'nearest' ? this.#latencies.nearest(willing) : willing
    return choice[this.#turn(able.primary.name) % choice.length] ?? able.primary
  }

  closed({ name }: Connection): void {
    this.freshness.forget(name)
  }

  mapChanged(after: Topology): void {
    this.freshness.forgetAll()
    this.#latencies.retain(after)
    for (const name of this.#turns.keys()) if (!after.nodes.has(name)) this.#turns.delete(name)
  }

  #turn(primary: string): number {
    const turn = this.#turns.get(primary) ?? 0
    this.#turns.set(primary, turn + 1)
    return turn
  }

  /** The shard with those replicas alone that can serve a read of the slot. */
  #able(shard: Shard, slot: number, bounds: ReadBounds): Shard {
    const { maxStalenessMs, session } = bounds
    if (maxStalenessMs !== undefined) {
      this.freshness.look(shard, Math.max(SHORTEST_PERIOD_MS, maxStalenessMs / LOOKS_PER_BOUND))
    }
    const oldest = maxStalenessMs === undefined ? -Infinity : this.#clock.now() - maxStalenessMs
    let replicas: ClusterNode[] | undefined
    for (let i = 0; i < shard.replicas.length; i++) {
      const replica = shard.replicas[i] as ClusterNode
      const isAble =
        this.#answers(replica) &&
        this.freshness.of(replica.name) >= oldest &&
        (session === undefined || session.has(replica, shard, slot))
      // Where all are, as nearly always, nothing is made.
      if (!isAble) replicas ??= shard.replicas.slice(0, i)
      else replicas?.push(replica)
    }
    return replicas === undefined ? shard : { ...shard, replicas }
  }

  #answers(replica: ClusterNode): boolean {
    if (!isWell(replica)) return false
    if (!this.#pools.isAiling(replica.name, true)) return true
    this.#dial(replica)
    return false
  }

  /** The connection for latencies; a new one is begun where there is none, as nobody else would. */
  #connectionTo(node: ClusterNode): Connection | undefined {
    const pool = this.#pools.of(node, node.role === 'replica')
    const connection = pool.current(0)
    if (connection === undefined) this.#dial(node)
    return connection?.state === 'ready' && !connection.suspected ? connection : undefined
  }

  /** No read goes there now, so nobody else would find out that it can be reached again. */
  #dial(node: ClusterNode): void {
    try {
      const connection = this.#pools.of(node, node.role === 'replica').shared(0)
      if (connection instanceof Promise) connection.catch(ignore)
    } catch {
      // The client is closed, or has as many connections as it may.
    }
  }
}

const ignore = (): void => undefined
