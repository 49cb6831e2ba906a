import type { ClusterNode } from './cluster-node.js'
import { evenSlotRanges, formatSlotRanges, type SlotRange } from './slot-ranges.js'
import type { Topology } from './topology.js'

/** How evenly keys lie. */
export interface Balance {
  /** What was compared. */
  readonly over: 'shards' | 'slots'
  readonly min: number
  readonly mean: number
  readonly max: number
  /** `max / mean`: 1 is even, 2 means that the fullest holds twice its part. 1 where there are no keys. */
  readonly skew: number
  /** Standard deviation divided by the mean; 0 is even. */
  readonly deviation: number
}

/** A shard that keys are counted for. */
export interface PlannedShard {
  readonly name: string
  readonly ranges: readonly SlotRange[]
  readonly rangesText: string
  readonly nodes: readonly ClusterNode[]
}

/** The shards of a topology, else as many as are assumed, else none. */
export function shardsOf(topology: Topology | undefined, assumed: number | undefined): PlannedShard[] {
  if (topology !== undefined) {
    return topology.shards.map(shard => {
      const ranges = topology.rangesOf(shard)
      const nodes = [shard.primary, ...shard.replicas]
      return { name: shard.primary.name, ranges, rangesText: formatSlotRanges(ranges), nodes }
    })
  }
  if (assumed === undefined) return []
  return evenSlotRanges(assumed).map((range, index) => {
    const ranges = [range]
    return { name: `shard-${index + 1}`, ranges, rangesText: formatSlotRanges(ranges), nodes: [] }
  })
}

/** How evenly the counts lie. */
export function balanceOf(over: Balance['over'], counts: ArrayLike<number>): Balance {
  let min = Number.POSITIVE_INFINITY
  let max = 0
  let sum = 0
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number
    min = Math.min(min, count)
    max = Math.max(max, count)
    sum += count
  }
  const mean = sum / counts.length
  if (sum === 0) return { over, min: 0, mean: 0, max: 0, skew: 1, deviation: 0 }
  let squares = 0
  for (let i = 0; i < counts.length; i++) squares += ((counts[i] as number) - mean) ** 2
  return { over, min, mean, max, skew: max / mean, deviation: Math.sqrt(squares / counts.length) / mean }
}
