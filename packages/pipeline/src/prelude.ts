import type { Pending } from '@rc/pool'
import type { Request } from '@rc/resp'
import type { Operation } from './operation.js'

/** Opens a node that is taking a slot over to the one command behind it. */
export const ASKING: Request = { spec: { head: '$6\r\nASKING\r\n', words: 1 }, args: [] }
/**
 * Before WAIT on a connection of its own: a server has WAIT look at what it had written when the connection's last
 * command ran, so that it waits for all writes that were answered before.
 */
export const PING: Request = { spec: { head: '$4\r\nPING\r\n', words: 1 }, args: [] }

/**
 * A command that goes right before another, on the same connection, or not at all: what it does is meant for that one
 * alone. Its own fate changes nothing.
 */
export class Prelude implements Pending {
  readonly request: Request
  readonly asBytes = false
  readonly joined = true
  readonly #operation: Operation

  constructor(request: Request, operation: Operation) {
    this.request = request
    this.#operation = operation
  }

  get deadline(): number {
    return this.#operation.deadline
  }

  get settled(): boolean {
    return this.#operation.settled
  }

  settle(): void {}
  fail(): void {}
  expire(): void {}
}
