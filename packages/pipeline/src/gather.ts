import type { Command, ResponsePolicy } from '@rc/commands'
import { type Part, PartialFailureError, type RedisClusterError } from '@rc/errors'
import type { Reply } from '@rc/resp'
import type { CallOptions } from './call-options.js'
import { isShortfall, least, type Shortfall, withReply } from './shortfall.js'
import { merge, type Replies } from './merge.js'
import { type Overseer, Way } from './operation.js'
import { type Gatherer, type Listener, type PartOperation, PartWay } from './part.js'
import { promised } from './promised.js'

/** How the replies of many nodes become one: a policy's name, or a function of what each node's reply was read as. */
export type NodeMerge = ResponsePolicy | ((byNode: Readonly<Record<string, unknown>>) => unknown)

/** What sends operations. */
interface Sender extends Overseer {
  start(operation: PartOperation): void
}

/** A command that goes out in parts. */
export interface Scattering {
  readonly command: Command<unknown>
  /** Which of the command's keys each part holds; empty lists where it goes to nodes whole. */
  readonly keys: readonly (readonly number[])[]
  readonly merge: NodeMerge
  readonly options: CallOptions
  readonly engine: Sender
  /** Makes the operation of a part. */
  operation(index: number, way: PartWay): PartOperation
  /** When parts that are sent again now have to have ended. */
  readonly newDeadline: () => number
}

/** Waits for all parts of a scattered command and makes one reply of theirs, or one error that names what failed. */
export class Gather implements Gatherer {
  readonly #scattering: Scattering
  readonly #listener: Listener
  readonly #values: unknown[]
  /** The operation of each part: it knows which node answered. */
  readonly #operations: (PartOperation | undefined)[]
  /** What failed, by part; undefined as long as nothing has. */
  #errors: (RedisClusterError | undefined)[] | undefined
  #left = 0

  constructor(scattering: Scattering, listener: Listener) {
    const size = scattering.keys.length
    this.#scattering = scattering
    this.#listener = listener
    this.#values = new Array<unknown>(size).fill(undefined)
    this.#operations = new Array<PartOperation | undefined>(size).fill(undefined)
  }

  /** Sends all parts. */
  start(deadline: number): void {
    this.#launch(
      this.#values.map((_, index) => index),
      deadline,
    )
  }

  succeeded(index: number, value: unknown): void {
    this.#values[index] = value
    if (--this.#left === 0) this.#end()
  }

  failed(index: number, error: RedisClusterError): void {
    this.#errors ??= this.#values.map(() => undefined)
    this.#errors[index] = error
    if (--this.#left === 0) this.#end()
  }

  #launch(parts: readonly number[], deadline: number): void {
    const { engine, options } = this.#scattering
    const way = new PartWay(new Way(engine, options, deadline), this, this.#readsParts())
    this.#left = parts.length
    // All are made before the first is sent: the last to end may do so while it is sent.
    for (const index of parts) {
      const part = this.#scattering.operation(index, way)
      part.index = index
      this.#operations[index] = part
    }
    for (const index of parts) engine.start(this.#operations[index] as PartOperation)
  }

  #end(): void {
    const { gatherer, index: place } = this.#listener
    const shortfall = this.#errors === undefined ? undefined : this.#takeShortfall(this.#errors)
    // One success is what `one_succeeded` asks for.
    if (this.#errors !== undefined && !(this.#isOneEnough() && this.#errors.includes(undefined))) {
      gatherer.failed(place, this.#commonFailure(this.#errors) ?? this.#partialFailure(this.#errors))
      return
    }
    let value: unknown
    try {
      value = this.#merged()
    } catch (error) {
      gatherer.failed(place, error as RedisClusterError)
      return
    }
    if (shortfall === undefined) gatherer.succeeded(place, value)
    else gatherer.failed(place, withReply(shortfall, value))
  }

  #nodeOf(index: number): string | undefined {
    const operation = this.#operations[index]
    return operation?.connection?.name ?? operation?.options.node?.name
  }

  /** Where all parts were done, and some not as far as was asked for, that holds for the whole; their replies count. */
  #takeShortfall(errors: readonly (RedisClusterError | undefined)[]): Shortfall | undefined {
    const short = errors.filter(error => error !== undefined)
    if (!short.every(isShortfall)) return undefined
    errors.forEach((error, i) => {
      if (error !== undefined) this.#values[i] = (error as Shortfall).reply
    })
    this.#errors = undefined
    return least(short)
  }

  #isOneEnough(): boolean {
    return this.#scattering.merge === 'one_succeeded'
  }

  #merged(): unknown {
    const { command, merge: how } = this.#scattering
    const all = this.#replies()
    if (typeof how === 'function') return how(merge('default', all) as Record<string, unknown>)
    const reply = merge(how, all)
    return command.read === undefined || this.#readsParts() ? reply : command.read(reply)
  }

  #replies(): Replies {
    const { keys } = this.#scattering
    const errors = this.#errors
    // Where some may have failed, one reply is enough: nobody asks whose it is.
    const values = errors === undefined ? this.#values : this.#values.filter((_, part) => errors[part] === undefined)
    return { replies: values as Reply[], keys, nodeOf: part => this.#nodeOf(part) ?? '' }
  }

  /** Whether each part is read by itself: where the whole is made of what the nodes said one by one. */
  #readsParts(): boolean {
    const { keys, merge: how } = this.#scattering
    const byNode = how === 'default' || how === 'special' || typeof how === 'function'
    return byNode && keys.every(part => part.length === 0)
  }

  /** Where nothing was done, or one success was wanted, and all failed for one reason: the parts are not worth telling. */
  #commonFailure(errors: readonly (RedisClusterError | undefined)[]): RedisClusterError | undefined {
    const [first] = errors
    const common = errors.every(
      error => error !== undefined && error.code === first?.code && (error.executed === 'no' || this.#isOneEnough()),
    )
    return common ? first : undefined
  }

  #partialFailure(errors: readonly (RedisClusterError | undefined)[]): RedisClusterError {
    const { command, keys } = this.#scattering
    const parts = this.#values.map((reply, i): Part => {
      const about = { node: this.#nodeOf(i), keys: keys[i] as readonly number[] }
      const error = errors[i]
      return error === undefined ? { ...about, reply } : { ...about, error }
    })
    return new PartialFailureError(parts, { command: command.spec.name, retry: () => this.#retryFailed(errors) })
  }

  /** Sends the parts that failed once more, for a whole of theirs and of what succeeded before. */
  #retryFailed(errors: readonly (RedisClusterError | undefined)[]): Promise<unknown> {
    return promised(listener => {
      const next = new Gather(this.#scattering, listener)
      const failed: number[] = []
      errors.forEach((error, i) => {
        if (error !== undefined) failed.push(i)
        next.#values[i] = this.#values[i]
        next.#operations[i] = this.#operations[i]
      })
      next.#launch(failed, this.#scattering.newDeadline())
    })
  }
}
