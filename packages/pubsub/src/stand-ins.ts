import type { ClusterNode } from '@rc/slots'
import { type Entry, TRAVEL_MS } from './entry.js'

/** Those that begin within so many milliseconds are told of as one gap. */
const TOGETHER_MS = 100

/** What becomes of an entry that is served in its primary's stead. */
export interface StandInEvents {
  /** The primary of the slot, as the map says now; undefined where there is none. */
  ownerOf(slot: number): ClusterNode | undefined
  /** Whether a node answers, so that it can be gone back to. Tries to find out. */
  isWell(node: ClusterNode): boolean
  /** It is to be served by its primary again. */
  goHome(entry: Entry): void
}

/**
 * Sharded channels whose primary does not answer, served by one of its replicas. A replica hears what its primary is
 * told, and where the servers make it the primary, nothing is missed from that moment on: its messages are those of the
 * shard already. What the old primary is told meanwhile need not reach it, so that the time until then is a gap.
 */
export class StandIns {
  readonly #events: StandInEvents
  /** Each with the time since when. */
  readonly #since = new Map<Entry, number>()

  constructor(events: StandInEvents) {
    this.#events = events
  }

  get size(): number {
    return this.#since.size
  }

  add(entry: Entry, now: number): void {
    if (!this.#since.has(entry)) this.#since.set(entry, Math.floor(now / TOGETHER_MS) * TOGETHER_MS)
  }

  /** It is served so no more. Returns since when it was; undefined where it was not. */
  remove(entry: Entry): number | undefined {
    const since = this.#since.get(entry)
    this.#since.delete(entry)
    return since
  }

  /** Whether it may stay where it is, whatever the map says. */
  has(entry: Entry): boolean {
    return this.#since.has(entry)
  }

  /** Sees who has become the primary, and whether a primary can be gone back to. */
  review(): void {
    if (this.#since.size === 0) return
    const well = new Map<string, boolean>()
    // Who goes home may come again: that is looked at the next time.
    const all = [...this.#since]
    for (const [entry, since] of all) {
      const owner = this.#events.ownerOf(entry.topic.slot)
      if (owner === undefined) continue
      if (owner.name === entry.place?.node.name) {
        this.#since.delete(entry)
        entry.missed({ from: since - TRAVEL_MS, reason: 'slot-moved' })
        continue
      }
      const isWell = well.get(owner.name) ?? this.#events.isWell(owner)
      well.set(owner.name, isWell)
      if (isWell) this.#events.goHome(entry)
    }
  }
}
