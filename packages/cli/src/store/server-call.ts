import type { Command } from '@rc/commands'
import { type RedisClusterError, TimeoutError } from '@rc/errors'
import type { Pending } from '@rc/pool'
import type { Reply } from '@rc/resp'

/** Whom a call tells how it ended. */
export interface CallEnd<T> {
  resolve(value: T): void
  reject(error: unknown): void
}

/** A command on its way to one server. */
export class ServerCall<T> implements Pending {
  readonly request: Command<T>
  readonly asBytes: boolean
  readonly deadline: number
  readonly joined = false
  settled = false
  readonly #end: CallEnd<T>

  constructor(request: Command<T>, how: { readonly asBytes: boolean; readonly deadline: number }, end: CallEnd<T>) {
    this.request = request
    this.asBytes = how.asBytes
    this.deadline = how.deadline
    this.#end = end
  }

  settle(reply: Reply): void {
    this.settled = true
    if (reply instanceof Error) return this.#end.reject(reply)
    try {
      this.#end.resolve(this.request.read === undefined ? (reply as T) : this.request.read(reply))
    } catch (error) {
      this.#end.reject(error)
    }
  }

  fail(error: Error): void {
    this.settled = true
    this.#end.reject(error)
  }

  expire(sent: boolean): void {
    this.settled = true
    const error: RedisClusterError = new TimeoutError('The server did not answer in time.', {
      command: this.request.spec.name,
      executed: sent ? 'maybe' : 'no',
    })
    this.#end.reject(error)
  }
}
