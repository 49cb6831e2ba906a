import type { NamedAddress } from '@rc/pool'
import type { Topology } from '@rc/slots'

/** So long a redirect may be ahead of what the servers tell each other; then they are right. */
const LASTS_MS = 5000

interface Patch {
  readonly to: NamedAddress
  readonly at: number
  /** Config epoch of the shard that the slot was in, as the map had it: what the redirect is newer than. */
  readonly beyond: number | undefined
}

/**
 * Slots that servers said have moved, over a map that does not know it yet. A redirect comes from a node that gave the
 * slot away, and other nodes may hear of it later than this client: their views take it back only where they are newer.
 */
export class Patches {
  readonly #patches = new Map<number, Patch>()

  /** How many slots have been moved and not been confirmed or refuted. */
  get size(): number {
    return this.#patches.size
  }

  /** @param map as the servers told it, without patches */
  add(slot: number, to: NamedAddress, { map, now }: { map: Topology; now: number }): void {
    this.#patches.set(slot, { to, at: now, beyond: map.shardOf(slot)?.epoch })
  }

  /**
   * A map that was read after `askedAt`, with those patches over it that it neither confirms nor refutes. The others are
   * forgotten.
   */
  over(map: Topology, { askedAt, now }: { askedAt: number; now: number }): Topology {
    const standing: [number, NamedAddress][] = []
    for (const [slot, patch] of this.#patches) {
      if (stands(slot, patch, { map, askedAt, now })) standing.push([slot, patch.to])
      else this.#patches.delete(slot)
    }
    return map.withSlotsAt(standing)
  }

  clear(): void {
    this.#patches.clear()
  }
}

function stands(slot: number, patch: Patch, read: { map: Topology; askedAt: number; now: number }): boolean {
  const owner = read.map.ownerOf(slot)
  if (owner?.name === patch.to.name || read.now - patch.at > LASTS_MS) return false
  const epoch = read.map.shardOf(slot)?.epoch
  // Without epochs, what was asked later is newer.
  if (epoch === undefined || patch.beyond === undefined) return patch.at >= read.askedAt
  return epoch <= patch.beyond
}
