import type { Emitter } from '@rc/pipeline'
import type { Connection } from '@rc/pool'
import type { ClusterEvents } from './cluster-events.js'

/** Counts the connections to each node that work, and tells of the first and of the end of the last. */
export class NodePresence {
  readonly #events: Emitter<ClusterEvents>
  readonly #connections = new Map<string, number>()

  constructor(events: Emitter<ClusterEvents>) {
    this.#events = events
  }

  /** A connection works. */
  ready({ name }: Connection): void {
    const count = (this.#connections.get(name) ?? 0) + 1
    this.#connections.set(name, count)
    if (count === 1) this.#events.emit('node:up', { node: name })
  }

  /** A connection is over. Returns whether it was the last one to its node that worked. */
  closed({ name, protocol }: Connection, error: Error | undefined): boolean {
    // One that never got ready was never counted.
    if (protocol === undefined) return false
    const count = (this.#connections.get(name) ?? 1) - 1
    if (count > 0) {
      this.#connections.set(name, count)
      return false
    }
    this.#connections.delete(name)
    this.#events.emit('node:down', { node: name, error })
    return true
  }
}
