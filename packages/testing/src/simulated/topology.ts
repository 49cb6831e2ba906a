import { SLOTS } from '../form-cluster.js'
import type { SimulatedNode, SimulatedShard } from './simulated-node.js'

/** A slot between two shards. */
export interface SimulatedMove {
  readonly from: SimulatedShard
  readonly to: SimulatedShard
}

/** Who owns what. There is one truth, and all nodes know it at once; a script can make them say otherwise. */
export class SimulatedTopology {
  readonly nodes: SimulatedNode[] = []
  readonly moves = new Map<number, SimulatedMove>()
  readonly #owners: (SimulatedShard | undefined)[] = Array.from({ length: SLOTS }, () => undefined)
  #epoch = 1

  /** Grows with every change, as the cluster's epoch does. */
  get epoch(): number {
    return this.#epoch
  }

  get shards(): SimulatedShard[] {
    return [...new Set(this.nodes.map(node => node.shard))]
  }

  /** Whether every slot has an owner. */
  get isComplete(): boolean {
    return this.#owners.every(owner => owner !== undefined)
  }

  owner(slot: number): SimulatedShard | undefined {
    return this.#owners[slot]
  }

  /** Gives slots to a shard, or to nobody, with the keys that their owner has. */
  assign(slots: readonly number[], shard: SimulatedShard | undefined): void {
    this.#epoch++
    for (const slot of slots) {
      const before = this.#owners[slot]
      this.#owners[slot] = shard
      this.moves.delete(slot)
      if (shard !== undefined && before !== undefined && before !== shard) {
        before.store.moveTo(shard.store, before.store.keysInSlot(slot))
      }
    }
  }

  /** Makes a replica the primary of its shard. */
  promote(node: SimulatedNode): void {
    const { shard } = node
    if (shard.primary === node) return
    this.#epoch++
    shard.replicas.delete(node)
    shard.replicas.add(shard.primary)
    shard.primary = node
  }

  /** A shard's slots as ranges, both ends included. */
  ranges(shard: SimulatedShard): [from: number, to: number][] {
    const ranges: [number, number][] = []
    for (let slot = 0; slot < SLOTS; slot++) {
      if (this.#owners[slot] !== shard) continue
      const last = ranges[ranges.length - 1]
      if (last !== undefined && last[1] === slot - 1) last[1] = slot
      else ranges.push([slot, slot])
    }
    return ranges
  }
}
