import { assemble, type Parts } from './assemble.js'
import type { ClusterNode, Shard, ShardDescription, ShardInput } from './cluster-node.js'
import { SLOT_COUNT } from './key.js'
import type { NodeAddress } from './node-address.js'
import { patchSlots } from './patch-slot.js'
import type { SlotRange } from './slot-ranges.js'

/** A {@link Topology} as JSON. `Topology.of(json.shards)` makes the topology again. */
export interface TopologyJson {
  readonly coveredSlots: number
  readonly shards: readonly ShardDescription[]
}

/**
 * Which node has which slot, as one saw the cluster at one moment. Immutable: a change makes a new one, which shares
 * with the old what stayed the same.
 *
 * @example
 * const topology = Topology.of(parseClusterNodes(text, { host: '127.0.0.1', port: 7000 }))
 * topology.ownerOf(keySlot('user:1'))?.name  // '127.0.0.1:7001'
 */
export class Topology {
  /** No nodes, no slots. */
  static readonly empty: Topology = new Topology(assemble([]))

  /** Every shard, those without slots included, in the order in which they were described. */
  readonly shards: readonly Shard[]
  /** Every node by its name, `host:port`. */
  readonly nodes: ReadonlyMap<string, ClusterNode>
  /** How many of the 16384 slots have an owner. */
  readonly coveredSlots: number

  readonly #parts: Parts
  // Fields of their own, as a look-up by slot happens for every command.
  readonly #owners: Uint16Array
  readonly #shardByNumber: readonly (Shard | undefined)[]
  readonly #primaryByNumber: readonly (ClusterNode | undefined)[]
  /** Where this one came of another by moving some slots and nothing else: the other's owners, and the slots. */
  readonly #patch: { readonly of: Uint16Array; readonly slots: readonly number[] } | undefined
  #stretches: readonly number[] | undefined
  #rangesByNumber: readonly (readonly SlotRange[])[] | undefined

  private constructor(parts: Parts, patch?: { readonly of: Uint16Array; readonly slots: readonly number[] }) {
    this.shards = parts.shards
    this.nodes = parts.nodes
    this.coveredSlots = parts.coveredSlots
    this.#parts = parts
    this.#patch = patch
    this.#owners = parts.owners
    this.#shardByNumber = parts.shardByNumber
    this.#primaryByNumber = parts.primaryByNumber
  }

  /**
   * The topology that descriptions make: those of one reply, or of several nodes' replies together. Where two claim one
   * slot, the one of the higher epoch has it; among equal or unknown epochs the earlier one.
   *
   * @throws ConfigError where a host, a port or a range cannot be. The parsers' results never do that.
   * @example
   * Topology.of([{ primary: { host: '10.0.0.1', port: 7000 }, ranges: [{ from: 0, to: 16383 }] }])
   */
  static of(descriptions: readonly ShardInput[]): Topology {
    return descriptions.length === 0 ? Topology.empty : new Topology(assemble(descriptions))
  }

  /** The shard that has the slot; undefined where none has it, or where it is no slot. Two array loads. */
  shardOf(slot: number): Shard | undefined {
    return this.#shardByNumber[this.#owners[slot] ?? 0]
  }

  /** The primary that has the slot; undefined where none has it, or where it is no slot. Two array loads. */
  ownerOf(slot: number): ClusterNode | undefined {
    return this.#primaryByNumber[this.#owners[slot] ?? 0]
  }

  /** The slots of a shard of this topology, joined and in order. Empty for a shard that is not part of it. */
  rangesOf(shard: Shard): readonly SlotRange[] {
    const { name } = shard.primary
    const number = this.#parts.shardNumbers.get(name)
    // A primary of another topology may be a replica in this one.
    if (number === undefined || this.#primaryByNumber[number]?.name !== name) return []
    return this.#ranges()[number] ?? []
  }

  /** The slots that nobody owns, joined and in order. */
  uncovered(): readonly SlotRange[] {
    return this.#ranges()[0] ?? []
  }

  /**
   * The topology after a `MOVED` that names an address for a slot. No other slot changes its shard.
   *
   * - A primary's address: that one slot goes to its shard.
   * - A replica's address: it must have been promoted, as a replica owns no slot. It becomes the primary of its shard.
   * - An unknown address: it becomes a shard of its own, without replicas, id and epoch.
   *
   * Copies 32 KB at most; gives this very topology where nothing changes.
   *
   * @throws ConfigError where the slot or the address cannot be.
   */
  withSlotAt(slot: number, address: NodeAddress): Topology {
    return this.withSlotsAt([[slot, address]])
  }

  /**
   * The topology after several of them, in their order: {@link withSlotAt} for each, with one copy for all.
   *
   * @throws ConfigError where a slot or an address cannot be.
   * @example
   * topology.withSlotsAt([[12182, { host: '10.0.0.2', port: 7000 }], [12183, { host: '10.0.0.2', port: 7000 }]])
   */
  withSlotsAt(moves: Iterable<readonly [slot: number, to: NodeAddress]>): Topology {
    const list = [...moves]
    const parts = patchSlots(this.#parts, list)
    if (parts === this.#parts) return this
    // Where a replica took over, all slots of its shard went with it.
    const promoted = parts.nodes !== this.nodes
    return new Topology(parts, promoted ? undefined : { of: this.#owners, slots: list.map(([slot]) => slot) })
  }

  /**
   * The only slots whose owner can differ from that in another topology, ascending; undefined where that is not known,
   * so that all would have to be compared. Known where this one came of the other by {@link withSlotsAt}.
   */
  slotsPatchedSince(before: Topology): readonly number[] | undefined {
    if (this.#patch?.of !== before.#owners || this.nodes !== before.nodes) return undefined
    return [...new Set(this.#patch.slots)].sort((a, b) => a - b)
  }

  /**
   * Where stretches of slots with one owner, or none, begin: ascending, 0 first, and `SLOT_COUNT` behind the last.
   * Computed when first asked for: most topologies are only looked up by slot.
   *
   * @internal
   */
  stretches(): readonly number[] {
    if (this.#stretches !== undefined) return this.#stretches
    const owners = this.#owners
    const starts: number[] = []
    let last = -1
    for (let slot = 0; slot < SLOT_COUNT; slot++) {
      const owner = owners[slot] as number
      if (owner === last) continue
      starts.push(slot)
      last = owner
    }
    starts.push(SLOT_COUNT)
    this.#stretches = starts
    return starts
  }

  /** Plain data, for `JSON.stringify`. */
  toJSON(): TopologyJson {
    return {
      coveredSlots: this.coveredSlots,
      shards: this.shards.map(shard => ({ ...shard, ranges: this.rangesOf(shard) })),
    }
  }

  #ranges(): readonly (readonly SlotRange[])[] {
    if (this.#rangesByNumber !== undefined) return this.#rangesByNumber
    const ranges: SlotRange[][] = this.#shardByNumber.map(() => [])
    const starts = this.stretches()
    for (let i = 0; i + 1 < starts.length; i++) {
      const from = starts[i] as number
      ranges[this.#owners[from] as number]?.push({ from, to: (starts[i + 1] as number) - 1 })
    }
    this.#rangesByNumber = ranges
    return ranges
  }
}
