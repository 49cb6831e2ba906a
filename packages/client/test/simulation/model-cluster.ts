import type { NodeAddress } from '@rc/slots'
import type { Duplex } from 'node:stream'
import { answer } from './answer.js'
import { type ClusterState, changed, hostOf, type StateChange, withAt } from './cluster-state.js'
import { HOT_REGIONS, KEYS, REGIONS } from './layout.js'
import type { Ledger } from './ledger.js'
import { ModelNode } from './model-node.js'
import type { Random } from './random.js'
import type { Entry } from './store.js'
import type { VirtualLoop } from './virtual-loop.js'
import type { Wire } from './wire.js'

/** What a cluster is made of. */
export interface ClusterSetup {
  readonly loop: VirtualLoop
  readonly random: Random
  readonly ledger: Ledger
  readonly primaries: number
  readonly replicas: number
  /** Milliseconds that news of the cluster, and writes to replicas, take at most. */
  readonly gossipMs: number
  readonly replicationMs: number
  wire(node: ModelNode): Wire
}

const regionOf = new Map(KEYS.map(key => [key.text, HOT_REGIONS[key.hot] as number]))
const hotOf = new Map(KEYS.map(key => [key.text, key.hot]))

/** A cluster of model nodes. It knows the truth; its nodes hear of it one after the other. */
export class ModelCluster {
  readonly nodes: readonly ModelNode[]
  #truth: ClusterState
  /** The node that holds the data of each region, owned or not. */
  readonly #holders: number[]
  readonly #setup: ClusterSetup
  readonly #lastCopy = new Map<ModelNode, number>()

  constructor(setup: ClusterSetup) {
    this.#setup = setup
    const { primaries, replicas, ledger } = setup
    const size = primaries * (1 + replicas)
    const owners = REGIONS.map((_, region) => Math.floor((region * primaries) / REGIONS.length))
    this.#holders = [...owners]
    this.#truth = {
      version: 0,
      owners,
      primaryOf: Array.from({ length: size }, (_, i) => (i < primaries ? -1 : i % primaries)),
      epochs: Array.from({ length: size }, (_, i) => i + 1),
      failed: Array.from({ length: size }, () => false),
    }
    const context = {
      ledger,
      answer,
      changed: (node: ModelNode, key: string, entry: Entry | undefined) => this.#replicate(node, key, entry),
    }
    this.nodes = Array.from({ length: size }, (_, i) => new ModelNode(i, this.#truth, context))
  }

  get truth(): ClusterState {
    return this.#truth
  }

  node(index: number): ModelNode {
    return this.nodes[index] as ModelNode
  }

  /** Which writes made a key what it is, as far as the cluster remembers. */
  historyOf(key: string): readonly number[] {
    const region = regionOf.get(key) as number
    const holder = this.node(this.#holders[region] as number)
    const target = holder.migrating.get(region)
    const there = target === undefined ? [] : (this.node(target).store.get(key)?.history ?? [])
    return [...(holder.store.get(key)?.history ?? []), ...there]
  }

  /** Opens a connection, as the option `dial` of a client does. */
  readonly dial = (address: NodeAddress, signal: AbortSignal): Promise<Duplex> =>
    new Promise((resolve, reject) => {
      const { loop, random, wire } = this.#setup
      const node = this.nodes.find(({ index }) => hostOf(index) === address.host)
      const abort = (): void => reject(new Error('The attempt was given up.'))
      signal.addEventListener('abort', abort, { once: true })
      loop.arrive(random.next() * 2, () => {
        if (signal.aborted || node?.door === 'hangs') return
        signal.removeEventListener('abort', abort)
        if (node === undefined || node.door === 'refuses') {
          reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))
          return
        }
        const opened = wire(node)
        node.accept(opened)
        resolve(opened)
      })
    })

  /** Something changes. Those who make it so know at once, the others some time later. */
  change(change: StateChange, knowing: readonly number[]): void {
    this.#truth = changed(this.#truth, change)
    for (const index of knowing) this.adopt(this.node(index))
    const { loop, random, gossipMs } = this.#setup
    for (const node of this.nodes) {
      if (node.state === this.#truth) continue
      loop.arrive(1 + random.next() * gossipMs, () => {
        if (node.hears) this.adopt(node)
      })
    }
  }

  /** A node learns the truth, whatever it believed. */
  adopt(node: ModelNode): void {
    const before = node.state.primaryOf[node.index]
    node.state = this.#truth
    const primary = this.#truth.primaryOf[node.index] as number
    if (primary !== -1 && (before !== primary || node.behind)) this.#copyAll(this.node(primary), node)
  }

  /** A replica takes over. Returns false where it cannot. */
  failover(index: number, graceful: boolean): boolean {
    const node = this.node(index)
    const former = this.#truth.primaryOf[index] as number
    if (former === -1 || !node.hears || node.state.primaryOf[index] !== former) return false
    const busy = [...this.node(former).migrating.keys(), ...this.node(former).importing.keys()]
    for (const region of busy) this.finishMigration(region)
    if (graceful && this.node(former).hears) this.#copyAll(this.node(former), node)
    this.#holders.forEach((holder, region) => {
      if (holder === former) this.#holders[region] = index
    })
    const { primaryOf, owners, epochs } = this.#truth
    const change = {
      owners: owners.map(owner => (owner === former ? index : owner)),
      primaryOf: primaryOf.map((of, i) => (i === index ? -1 : i === former || of === former ? index : of)),
      epochs: withAt(epochs, index, Math.max(...epochs) + 1),
    }
    this.change(change, graceful && this.node(former).hears ? [index, former] : [index])
    return true
  }

  /** A slot begins to move. Returns false where it cannot. */
  beginMigration(region: number, to: number): boolean {
    const from = this.#truth.owners[region] as number
    const [source, target] = [this.nodes[from], this.node(to)]
    if (source === undefined || from === to || this.#truth.primaryOf[to] !== -1 || source.migrating.has(region)) {
      return false
    }
    if (!source.hears || !target.hears || source.state !== this.#truth || target.state !== this.#truth) return false
    source.migrating.set(region, to)
    target.importing.set(region, from)
    return true
  }

  /** Some keys of a slot that moves go over, each with what is known of it. */
  moveKeys(region: number, count: number): void {
    const source = this.node(this.#holders[region] as number)
    const target = this.nodes[source.migrating.get(region) ?? -1]
    if (target === undefined || !source.hears || !target.hears) return
    const there = [...source.store].filter(([key]) => regionOf.get(key) === region)
    for (const [key, entry] of there.slice(0, count)) this.#moveKey(key, entry, { source, target })
  }

  /** Whether both nodes of a migration can be told of its end. */
  canFinish(region: number): boolean {
    const source = this.node(this.#holders[region] as number)
    return source.hears && (this.nodes[source.migrating.get(region) ?? -1]?.hears ?? false)
  }

  /** A slot has moved, if it was on the move. */
  finishMigration(region: number): void {
    const source = this.node(this.#holders[region] as number)
    const to = source.migrating.get(region)
    if (to === undefined) return
    const target = this.node(to)
    for (const [key, entry] of source.store) {
      if (regionOf.get(key) === region) this.#moveKey(key, entry, { source, target })
    }
    source.migrating.delete(region)
    target.importing.delete(region)
    this.#holders[region] = to
    const { owners, epochs } = this.#truth
    this.change({ owners: withAt(owners, region, to), epochs: withAt(epochs, to, Math.max(...epochs) + 1) }, [
      to,
      source.index,
    ])
  }

  /** A slot is taken back from where it was going. */
  rollBackMigration(region: number): void {
    const source = this.node(this.#holders[region] as number)
    const target = this.nodes[source.migrating.get(region) ?? -1]
    if (target === undefined) return
    source.migrating.delete(region)
    target.importing.delete(region)
    for (const [key, entry] of target.store) {
      if (regionOf.get(key) === region) this.#moveKey(key, entry, { source: target, target: source })
    }
  }

  /** Nobody owns a region for a while, though its data stay. */
  disown(region: number): void {
    this.rollBackMigration(region)
    this.change({ owners: withAt(this.#truth.owners, region, -1) }, [this.#holders[region] as number])
  }

  own(region: number): void {
    const holder = this.#holders[region] as number
    if (this.#truth.owners[region] === -1) this.change({ owners: withAt(this.#truth.owners, region, holder) }, [holder])
  }

  /** All is well again, and everybody knows. */
  heal(): void {
    for (const node of this.nodes) {
      Object.assign(node, { door: 'open', isolated: false, down: false, loading: false, orphaned: false, map: 'true' })
      node.trap = undefined
      node.resume()
      for (const { wire } of node.links) wire.slowMs = 0
    }
    this.change({ failed: this.nodes.map(() => false) }, [])
    for (const node of this.nodes) this.adopt(node)
    for (let region = 0; region < REGIONS.length; region++) {
      this.own(region)
      this.finishMigration(region)
    }
    for (const node of this.nodes) this.adopt(node)
  }

  #moveKey(key: string, entry: Entry, { source, target }: { source: ModelNode; target: ModelNode }): void {
    const there = target.store.get(key)
    source.put(key, undefined)
    target.put(key, {
      value: entry.value ?? there?.value,
      history: [...entry.history, ...(there?.history ?? [])],
    })
  }

  /** A write goes to the replicas, some time later, unless they cannot hear. */
  #replicate(primary: ModelNode, key: string, entry: Entry | undefined): void {
    const { loop, random, replicationMs } = this.#setup
    primary.state.primaryOf.forEach((of, index) => {
      if (of !== primary.index) return
      const replica = this.node(index)
      const copy = (): void => {
        if (replica.state.primaryOf[index] !== primary.index) return
        if (!replica.hears || !primary.hears) replica.behind = true
        else if (entry === undefined) replica.store.delete(key)
        else replica.store.set(key, entry)
      }
      this.#lastCopy.set(replica, loop.arrive(random.next() * replicationMs, copy, this.#lastCopy.get(replica)))
    })
  }

  /** A replica takes over all that its primary has. Writes that it alone had are gone, unless they are elsewhere. */
  #copyAll(primary: ModelNode, replica: ModelNode): void {
    for (const [key, { history }] of replica.store) {
      const known = this.historyOf(key)
      const { ledger } = this.#setup
      for (const id of history) if (!known.includes(id)) ledger.forgot(id, hotOf.get(key) as number)
    }
    replica.store = new Map(primary.store)
    replica.behind = false
    replica.migrating.clear()
    replica.importing.clear()
  }
}
