import { ConfigError } from '@rc/errors'
import type { NodeRole } from './cluster-node.js'
import { hashTag } from './hash-tag.js'
import { HotTags, type TagCount } from './hot-tags.js'
import { type Key, SLOT_COUNT } from './key.js'
import { keySlot } from './key-slot.js'
import { type Balance, balanceOf, type PlannedShard, shardsOf } from './plan-shards.js'
import type { Topology } from './topology.js'

/** How keys are distributed. Plain data, fit for `JSON.stringify`. */
export interface KeyPlan {
  /** How many keys there were. A key that came twice counts twice. */
  readonly total: number
  /** Slots that hold keys, in order. */
  readonly slots: readonly SlotCount[]
  /** The fullest slots, the fullest first. */
  readonly hottestSlots: readonly SlotCount[]
  /** Each shard, in the topology's order; empty where neither a topology nor a number of shards was given. */
  readonly shards: readonly ShardCount[]
  /** Each node; a replica holds what its primary holds. Empty without a topology. */
  readonly nodes: readonly NodeCount[]
  /** Keys whose slots nobody owns; 0 without a topology. */
  readonly uncovered: number
  /** The most frequent hash tags, the most frequent first. Keys without a tag do not count. */
  readonly hottestTags: readonly TagCount[]
  /** How evenly the keys lie over the shards; over all slots where there are no shards. */
  readonly balance: Balance
}

/** A slot and how many keys it holds. */
export interface SlotCount {
  readonly slot: number
  readonly keys: number
}

/** A shard and how many keys it holds. */
export interface ShardCount {
  /** The primary's name; `shard-1`, `shard-2`, … where shards were assumed. */
  readonly name: string
  /** Its slots, as `formatSlotRanges` writes them. */
  readonly ranges: string
  /** How many slots it owns. */
  readonly slots: number
  readonly keys: number
  /** Its part of all keys, 0 to 1. */
  readonly share: number
}

/** A node and how many keys it holds. */
export interface NodeCount {
  readonly name: string
  readonly role: NodeRole
  readonly keys: number
}

/** Options of {@link planKeys} and {@link KeyPlanner}. */
export interface PlanOptions {
  /** Without a topology: assume so many shards of equal size. Default: none. */
  readonly shards?: number | undefined
  /** How many of the hottest slots and tags to tell. Default 10. */
  readonly top?: number | undefined
  /**
   * How many different tags to keep count of; twice as many at times. Counts are exact below it, and tell their bound
   * above it. Default 10 000, some 2 MB.
   */
  readonly trackedTags?: number | undefined
}

/**
 * How keys would be distributed over slots, shards and nodes, and which hash tags draw the most of them.
 *
 * @throws ConfigError where an option is no positive whole number.
 * @throws TypeError where a key is none of string, number, bigint and Uint8Array.
 * @example
 * planKeys(['{user:1}:a', '{user:1}:b', 'c'], undefined, { shards: 3 }).shards.map(s => s.keys)  // [0, 1, 2]
 */
export function planKeys(keys: Iterable<Key>, topology?: Topology, options: PlanOptions = {}): KeyPlan {
  const planner = new KeyPlanner(topology, options)
  for (const key of keys) planner.add(key)
  return planner.result()
}

/**
 * {@link planKeys} for keys that come one by one and are too many to hold: takes the same memory however many there are.
 *
 * @throws ConfigError where an option is no positive whole number.
 * @example
 * const planner = new KeyPlanner(topology)
 * for await (const key of rc.scan()) planner.add(key)
 * console.log(planner.result().balance)
 */
export class KeyPlanner {
  readonly #shards: readonly PlannedShard[]
  readonly #hasTopology: boolean
  readonly #top: number
  readonly #tags: HotTags
  // Doubles: 32 bits would end at four thousand million keys.
  readonly #counts = new Float64Array(SLOT_COUNT)
  #total = 0

  constructor(topology?: Topology, options: PlanOptions = {}) {
    this.#shards = shardsOf(topology, options.shards)
    this.#hasTopology = topology !== undefined
    this.#top = positive(options.top ?? 10, 'top')
    this.#tags = new HotTags(positive(options.trackedTags ?? 10_000, 'trackedTags'))
  }

  /**
   * Counts a key. Bytes are not kept.
   *
   * @throws TypeError where the key is none of string, number, bigint and Uint8Array.
   */
  add(key: Key): void {
    const slot = keySlot(key)
    this.#counts[slot] = (this.#counts[slot] as number) + 1
    this.#total++
    if (typeof key === 'string' || key instanceof Uint8Array) {
      const tag = hashTag(key)
      if (tag.length !== key.length) this.#tags.add(typeof tag === 'string' ? tag : decoder.decode(tag), slot)
    }
  }

  /** The plan of all keys so far. More may be added afterwards. */
  result(): KeyPlan {
    const counts = this.#counts
    const slots: SlotCount[] = []
    for (const [slot, keys] of counts.entries()) if (keys > 0) slots.push({ slot, keys })
    const shards = this.#shards.map(shard => this.#shardCount(shard))
    const nodes = this.#shards.flatMap((shard, index) =>
      shard.nodes.map(({ name, role }) => ({ name, role, keys: shards[index]?.keys ?? 0 })),
    )
    const covered = shards.reduce((sum, shard) => sum + shard.keys, 0)
    // A shard without slots can hold no keys: that is no imbalance.
    const owning = shards.filter(shard => shard.slots > 0)
    return {
      total: this.#total,
      slots,
      hottestSlots: [...slots].sort((a, b) => b.keys - a.keys || a.slot - b.slot).slice(0, this.#top),
      shards,
      nodes,
      uncovered: this.#hasTopology ? this.#total - covered : 0,
      hottestTags: this.#tags.top(this.#top),
      balance:
        owning.length > 0
          ? balanceOf(
              'shards',
              owning.map(shard => shard.keys),
            )
          : balanceOf('slots', counts),
    }
  }

  #shardCount(shard: PlannedShard): ShardCount {
    let keys = 0
    let slots = 0
    for (const { from, to } of shard.ranges) {
      slots += to - from + 1
      for (let slot = from; slot <= to; slot++) keys += this.#counts[slot] as number
    }
    return {
      name: shard.name,
      ranges: shard.rangesText,
      slots,
      keys,
      share: this.#total === 0 ? 0 : keys / this.#total,
    }
  }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

function positive(value: number, name: string): number {
  if (!Number.isInteger(value) || value < 1) throw new ConfigError(`${name} must be a whole number of 1 or more.`)
  return value
}
