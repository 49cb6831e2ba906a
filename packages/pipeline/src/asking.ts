import type { Pending } from '@rc/pool'
import type { Operation } from './operation.js'

const ASKING = { spec: { head: '$6\r\nASKING\r\n', words: 1 }, args: [] }

/**
 * ASKING, which opens a node that is taking a slot over to the one command behind it. The two go out together or not at
 * all: alone it would open the node to whichever command came next.
 */
export class Asking implements Pending {
  readonly request = ASKING
  readonly asBytes = false
  readonly joined = true
  readonly #operation: Operation

  constructor(operation: Operation) {
    this.#operation = operation
  }

  get deadline(): number {
    return this.#operation.deadline
  }

  get settled(): boolean {
    return this.#operation.settled
  }

  // Its own fate changes nothing: a command that was not let in is redirected once more.
  settle(): void {}
  fail(): void {}
  expire(): void {}
}
