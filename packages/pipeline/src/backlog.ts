import type { QueueLimits } from '@rc/pool'
import type { Request } from '@rc/resp'
import type { Operation } from './operation.js'

/** How much may wait, and how it is measured. */
export interface BacklogLimits extends QueueLimits {
  /** The memory in bytes that a request takes up while it waits. */
  readonly sizeOf: (request: Request) => number
}

/**
 * What waits without a connection: for the first map, for a slot to be served again, for a connection of its own. All of
 * a client together may be as much as what may wait for one node.
 */
export class Backlog {
  /** How many wait. */
  size = 0
  #bytes = 0
  readonly #limits: BacklogLimits

  constructor(limits: BacklogLimits) {
    this.#limits = limits
  }

  /** Counts an operation in; false where too much waits already. */
  takes(operation: Operation): boolean {
    const { maxQueuedCommands, maxQueuedBytes, sizeOf } = this.#limits
    const bytes = this.#bytes + operation.size(sizeOf)
    if (this.size > 0 && (this.size >= maxQueuedCommands || bytes > maxQueuedBytes)) return false
    this.size++
    this.#bytes = bytes
    return true
  }

  /** An operation that was counted in waits no more. */
  leaves(operation: Operation): void {
    this.size--
    this.#bytes -= operation.size(this.#limits.sizeOf)
  }
}
