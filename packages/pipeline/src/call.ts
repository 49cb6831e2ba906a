import type { Command } from '@rc/commands'
import type { RedisClusterError } from '@rc/errors'
import type { Reply } from '@rc/resp'
import { Operation, type Way } from './operation.js'

type Resolve = (value: unknown) => void
type Reject = (error: unknown) => void

// A promise hands its functions out only while it is made. One function for all of them, and two places to leave them
// in, save a closure for each command.
let resolveOfNew: Resolve
let rejectOfNew: Reject
const capture = (resolve: Resolve, reject: Reject): void => {
  resolveOfNew = resolve
  rejectOfNew = reject
}

/** An operation that a caller awaits. */
export class Call extends Operation {
  readonly promise: Promise<unknown>
  readonly #resolve: Resolve
  readonly #reject: Reject

  constructor(command: Command<unknown>, slot: number, way: Way) {
    super(command, slot, way)
    this.promise = new Promise(capture)
    this.#resolve = resolveOfNew
    this.#reject = rejectOfNew
  }

  valueOf(reply: Reply): unknown {
    const { read } = this.request
    return read === undefined ? reply : read(reply)
  }

  succeed(reply: Reply): void {
    try {
      this.#resolve(this.valueOf(reply))
    } catch (error) {
      this.#reject(error)
    }
  }

  reject(error: RedisClusterError): void {
    this.#reject(error)
  }
}
