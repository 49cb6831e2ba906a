import type { QueueLimits } from '@rc/pool'
import type { Operation } from './operation.js'

/**
 * What waits without a connection: for the first map, for a slot to be served again, for a connection of its own. All of
 * a client together may be as much as what may wait for one node.
 */
export class Backlog {
  /** How many wait. */
  size = 0
  #bytes = 0
  readonly #limits: QueueLimits

  constructor(limits: QueueLimits) {
    this.#limits = limits
  }

  /** Counts an operation in; false where too much waits already. */
  takes({ bytes }: Operation): boolean {
    const { maxQueuedCommands, maxQueuedBytes } = this.#limits
    if (this.size > 0 && (this.size >= maxQueuedCommands || this.#bytes + bytes > maxQueuedBytes)) return false
    this.size++
    this.#bytes += bytes
    return true
  }

  /** An operation that was counted in waits no more. */
  leaves({ bytes }: Operation): void {
    this.size--
    this.#bytes -= bytes
  }
}
