import type { Command } from '@rc/commands'
import type { RedisClusterError } from '@rc/errors'
import type { Reply } from '@rc/resp'
import { Operation, type Way } from './operation.js'

/** An operation that a caller awaits. */
export class Call extends Operation {
  readonly promise: Promise<unknown>
  #resolve!: (value: unknown) => void
  #reject!: (error: unknown) => void

  constructor(command: Command<unknown>, slot: number, way: Way) {
    super(command, slot, way)
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
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
