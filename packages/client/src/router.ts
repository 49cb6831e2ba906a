import type { RedirectTarget } from '@rc/errors'
import type { Lease, ReadBounds, ReadFrom, RefreshReason, Router } from '@rc/pipeline'
import type { Connection, NamedAddress, Pools } from '@rc/pool'
import { type ClusterNode, formatAddress, type NodeAddress, type SlotRange, type Topology } from '@rc/slots'
import type { ReadRouter } from './read-router.js'
import { SlotConnections } from './slot-connections.js'
import type { TopologyMonitor } from './topology-monitor.js'
import type { Witness } from './topology-source.js'

/** What the way is found with. */
export interface RouterSetup {
  readonly monitor: TopologyMonitor
  readonly pools: Pools
  /** Chooses the nodes of reads, where not all go to primaries. */
  readonly reads: ReadRouter | undefined
  readonly mapAddress: (announced: NodeAddress) => NodeAddress
}

/** Finds the way by the map of the cluster. */
export class ClusterRouter implements Router {
  readonly #monitor: TopologyMonitor
  readonly #pools: Pools
  readonly #reads: ReadRouter | undefined
  readonly #mapAddress: (announced: NodeAddress) => NodeAddress
  #turn = 0
  /** Of each slot, since it has the owner that it has. */
  readonly #last = new SlotConnections()

  constructor({ monitor, pools, reads, mapAddress }: RouterSetup) {
    this.#monitor = monitor
    this.#pools = pools
    this.#reads = reads
    this.#mapAddress = mapAddress
  }

  get topology(): Topology {
    return this.#monitor.topology
  }

  ready(): Promise<void> | undefined {
    return this.#monitor.ready()
  }

  direct(slot: number): Connection | undefined {
    return this.#last.of(slot) ?? this.#current(slot)
  }

  /** Some slots have other owners. To be called before anything is sent by the new map. */
  forget(moved: Iterable<SlotRange>): void {
    for (const range of moved) this.#last.forget(range)
  }

  pick(slot: number, readFrom: ReadFrom, bounds: ReadBounds = {}): NamedAddress | undefined {
    const { topology } = this.#monitor
    if (slot < 0) return this.#any(topology)
    if (readFrom === 'primary' || this.#reads === undefined) return topology.ownerOf(slot)
    const shard = topology.shardOf(slot)
    return shard === undefined ? undefined : this.#reads.pick(shard, slot, { readFrom, bounds })
  }

  nodes(which: 'all' | 'primaries' | 'replicas'): readonly ClusterNode[] {
    const { topology } = this.#monitor
    const { nodes } = topology
    // A primary of nothing has no keys of its own: it crashed, or is a replica by now and has those of its successor.
    const shards = topology.shards.filter(shard => topology.rangesOf(shard).length > 0)
    switch (which) {
      case 'all':
        return [...nodes.values()]
      case 'primaries':
        return shards.map(({ primary }) => primary)
      case 'replicas':
        return shards.flatMap(({ replicas }) => replicas)
    }
  }

  slotOf({ name }: NamedAddress): number | undefined {
    const { topology } = this.#monitor
    const shard = topology.shards.find(({ primary }) => primary.name === name)
    return shard === undefined ? undefined : topology.rangesOf(shard)[0]?.from
  }

  connection(node: NamedAddress, slot: number): Connection | Promise<Connection> {
    return this.#pools.of(node, isReplica(node)).shared(slot < 0 ? 0 : slot)
  }

  async lease(node: NamedAddress, patient: boolean): Promise<Lease> {
    const pool = this.#pools.of(node, isReplica(node))
    const connection = await pool.lease(patient)
    return { connection, end: clean => pool.release(connection, clean) }
  }

  resolve(target: RedirectTarget, from: NamedAddress): NamedAddress | undefined {
    if (target.host === '?') return undefined
    // An empty host means the one that the command was sent to. It is mapped as the same host is in the cluster's map.
    const host = target.host === '' ? ((from as Witness).seed ?? from.host) : target.host
    return this.#named(this.#mapAddress({ host, port: target.port }))
  }

  moved(slot: number, to: NamedAddress): void {
    this.#monitor.moved(slot, to)
  }

  refresh(why: RefreshReason): void {
    this.#monitor.refresh(why)
  }

  #current(slot: number): Connection | undefined {
    const owner = this.#monitor.topology.ownerOf(slot)
    const connection = owner === undefined ? undefined : this.#pools.current(owner.name, slot)
    if (connection !== undefined) this.#last.set(slot, connection)
    return connection
  }

  /** Primaries in turn, those with a live connection before others. */
  #any(topology: Topology): NamedAddress | undefined {
    const { shards } = topology
    for (let i = 0; i < shards.length; i++) {
      const node = shards[this.#turn++ % shards.length]?.primary
      if (node !== undefined && this.#pools.isReady(node.name)) return node
    }
    return shards[this.#turn++ % Math.max(1, shards.length)]?.primary
  }

  #named(address: NodeAddress): NamedAddress {
    const name = formatAddress(address)
    return { host: address.host, port: address.port, name }
  }
}

const isReplica = (node: NamedAddress): boolean => (node as Partial<ClusterNode>).role === 'replica'
