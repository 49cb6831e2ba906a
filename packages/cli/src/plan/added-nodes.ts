import { formatSlotRanges, type KeyPlan, parseSlotRanges, SLOT_COUNT, type SlotRange } from '@rc/slots'

/** What one shard would give to new ones. */
export interface Leaving {
  readonly from: string
  readonly ranges: string
  readonly slots: number
  readonly keys: number
}

/** What would move if primaries were added and every shard ended up with as many slots as the others. */
export interface Addition {
  readonly added: number
  readonly slots: number
  readonly keys: number
  /** The part of all keys that would move, 0 to 1. */
  readonly share: number
  readonly leaving: readonly Leaving[]
}

/** What each shard would give up: its last slots, as many as it has above the new mean. */
export function withNodesAdded({ shards, slots, total }: KeyPlan, added: number): Addition {
  const owning = shards.filter(shard => shard.slots > 0)
  const mean = SLOT_COUNT / (owning.length + added)
  const counts = new Map(slots.map(({ slot, keys }) => [slot, keys]))
  const leaving = owning
    .map(({ name, ranges, slots: owned }): Leaving => {
      const given = lastOf(parseSlotRanges(ranges), Math.max(0, owned - Math.ceil(mean)))
      let keys = 0
      let count = 0
      for (const { from, to } of given) {
        count += to - from + 1
        for (let slot = from; slot <= to; slot++) keys += counts.get(slot) ?? 0
      }
      return { from: name, ranges: formatSlotRanges(given), slots: count, keys }
    })
    .filter(one => one.slots > 0)
  const keys = leaving.reduce((sum, one) => sum + one.keys, 0)
  return {
    added,
    slots: leaving.reduce((sum, one) => sum + one.slots, 0),
    keys,
    share: total === 0 ? 0 : keys / total,
    leaving,
  }
}

function lastOf(ranges: readonly SlotRange[], count: number): SlotRange[] {
  const taken: SlotRange[] = []
  let left = count
  for (const { from, to } of [...ranges].reverse()) {
    if (left === 0) break
    const some = Math.min(left, to - from + 1)
    taken.unshift({ from: to - some + 1, to })
    left -= some
  }
  return taken
}
