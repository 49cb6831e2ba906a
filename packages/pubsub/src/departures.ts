import type { Clock } from '@rc/pool'
import type { NodeMap } from './host.js'

/**
 * In the midst of a failover the map may lack nodes for a moment, such as replicas of the primary that is gone. Their
 * connections work: so long they are believed to be part of the cluster.
 */
const BELIEVED_MS = 1000

/** Nodes that the map lacks and whose connections work. */
export class Departures {
  readonly #clock: Clock
  /** Each with the time since when, by the clock. */
  readonly #since = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Since when the map lacks a node; from now on, where that was not known. */
  since(name: string): number {
    const known = this.#since.get(name)
    if (known !== undefined) return known
    const now = this.#clock.now()
    this.#since.set(name, now)
    return now
  }

  /** Whether the map has lacked a node for so long that it has left. */
  isOver(name: string): boolean {
    return this.#clock.now() - this.since(name) >= BELIEVED_MS
  }

  /** Forgets those that are back. Returns whether there are others. */
  review({ nodes }: NodeMap): boolean {
    for (const name of this.#since.keys()) if (nodes.has(name)) this.#since.delete(name)
    return this.#since.size > 0
  }

  /** A node is gone for good. */
  forget(name: string): void {
    this.#since.delete(name)
  }
}
