import type { Command } from '@rc/commands'
import { type Part, PartialFailureError, type RedisClusterError } from '@rc/errors'
import type { Reply } from '@rc/resp'
import { merge } from './merge.js'
import type { Gatherer, PartOperation } from './part.js'

/** Whom the end of the whole is told, as which of its own parts. */
export interface Listener {
  readonly gatherer: Gatherer
  readonly index: number
}

/** Waits for all parts of a split command and makes one reply of theirs, or one error that names what failed. */
export class Gather implements Gatherer {
  readonly #command: Command<unknown>
  readonly #listener: Listener
  readonly #keys: readonly (readonly number[])[]
  readonly #values: unknown[]
  readonly #errors: (RedisClusterError | undefined)[]
  #operations: readonly PartOperation[] = []
  #left: number
  #failed = false

  /** @param keys which of the command's keys each part holds */
  constructor(command: Command<unknown>, keys: readonly (readonly number[])[], listener: Listener) {
    this.#command = command
    this.#keys = keys
    this.#listener = listener
    this.#left = keys.length
    this.#values = new Array<unknown>(keys.length).fill(undefined)
    this.#errors = new Array<RedisClusterError | undefined>(keys.length).fill(undefined)
  }

  /** Tells which operations the parts are, for the names of their nodes. */
  watch(operations: readonly PartOperation[]): void {
    this.#operations = operations
  }

  succeeded(index: number, value: unknown): void {
    this.#values[index] = value
    this.#ended()
  }

  failed(index: number, error: RedisClusterError): void {
    this.#errors[index] = error
    this.#failed = true
    this.#ended()
  }

  #ended(): void {
    if (--this.#left > 0) return
    const { gatherer, index } = this.#listener
    // One success is what `one_succeeded` asks for.
    if (this.#failed && !this.#enoughSucceeded()) {
      gatherer.failed(index, this.#commonFailure() ?? this.#partialFailure())
      return
    }
    let value: unknown
    try {
      value = this.#merged()
    } catch (error) {
      gatherer.failed(index, error as RedisClusterError)
      return
    }
    gatherer.succeeded(index, value)
  }

  #enoughSucceeded(): boolean {
    return this.#command.spec.response === 'one_succeeded' && this.#errors.includes(undefined)
  }

  #merged(): unknown {
    const { spec, read } = this.#command
    const succeeded = this.#values.map((_, i) => i).filter(i => this.#errors[i] === undefined)
    const reply = merge(spec.response, {
      replies: succeeded.map(i => this.#values[i] as Reply),
      keys: succeeded.map(i => this.#keys[i] as readonly number[]),
      nodes: succeeded.map(i => this.#nodeOf(i) ?? ''),
    })
    // A record by node holds what each part was read as.
    return read === undefined || readsParts(this.#command, this.#keys) ? reply : read(reply)
  }

  #nodeOf(index: number): string | undefined {
    return this.#operations[index]?.connection?.name ?? this.#operations[index]?.options.node?.name
  }

  /** Where nothing was done, and all for one reason, there are no parts worth telling apart. */
  #commonFailure(): RedisClusterError | undefined {
    const first = this.#errors[0]
    const common = this.#errors.every(
      error => error !== undefined && error.executed === 'no' && error.code === first?.code,
    )
    return common ? first : undefined
  }

  #partialFailure(): RedisClusterError {
    const parts = this.#values.map((reply, i): Part => {
      const error = this.#errors[i]
      const keys = this.#keys[i] as readonly number[]
      return error === undefined ? { node: this.#nodeOf(i), keys, reply } : { node: this.#nodeOf(i), keys, error }
    })
    return new PartialFailureError(parts, { command: this.#command.spec.name })
  }
}

/** Whether each part is read by itself: where the whole is a record of them by node. */
export const readsParts = ({ spec }: Command<unknown>, keys: readonly (readonly number[])[]): boolean =>
  (spec.response === 'default' || spec.response === 'special') && keys.every(part => part.length === 0)
