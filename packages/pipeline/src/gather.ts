import type { Command, ResponsePolicy } from '@rc/commands'
import { type Part, PartialFailureError, type RedisClusterError } from '@rc/errors'
import type { Reply } from '@rc/resp'
import type { CallOptions } from './call-options.js'
import { isShortfall, least, type Shortfall, withReply } from './shortfall.js'
import { merge } from './merge.js'
import type { Overseer } from './operation.js'
import type { Gatherer, Listener, PartOperation, PartWay } from './part.js'
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
  readonly #nodes: (string | undefined)[]
  readonly #errors: (RedisClusterError | undefined)[]
  #operations: (PartOperation | undefined)[] = []
  #left = 0

  constructor(scattering: Scattering, listener: Listener) {
    const size = scattering.keys.length
    this.#scattering = scattering
    this.#listener = listener
    this.#values = new Array<unknown>(size).fill(undefined)
    this.#nodes = new Array<string | undefined>(size).fill(undefined)
    this.#errors = new Array<RedisClusterError | undefined>(size).fill(undefined)
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
    this.#ended(index)
  }

  failed(index: number, error: RedisClusterError): void {
    this.#errors[index] = error
    this.#ended(index)
  }

  #launch(parts: readonly number[], deadline: number): void {
    const { engine, options } = this.#scattering
    const way = { overseer: engine, options, gatherer: this, reads: this.#readsParts(), deadline }
    this.#left = parts.length
    const operations = parts.map(index => {
      const part = this.#scattering.operation(index, way)
      part.index = index
      this.#operations[index] = part
      return part
    })
    for (const part of operations) engine.start(part)
  }

  #ended(index: number): void {
    const operation = this.#operations[index]
    this.#operations[index] = undefined
    this.#nodes[index] = operation?.connection?.name ?? operation?.options.node?.name
    if (--this.#left > 0) return
    const { gatherer, index: place } = this.#listener
    const shortfall = this.#takeShortfall()
    // One success is what `one_succeeded` asks for.
    if (this.#hasFailed() && !this.#enoughSucceeded()) {
      gatherer.failed(place, this.#commonFailure() ?? this.#partialFailure())
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

  /** Where all parts were done, and some not as far as was asked for, that holds for the whole; their replies count. */
  #takeShortfall(): Shortfall | undefined {
    const short = this.#errors.filter(error => error !== undefined)
    if (short.length === 0 || !short.every(isShortfall)) return undefined
    this.#errors.forEach((error, i) => {
      if (error !== undefined) this.#values[i] = (error as Shortfall).reply
    })
    this.#errors.fill(undefined)
    return least(short)
  }

  #hasFailed(): boolean {
    return this.#errors.some(error => error !== undefined)
  }

  #enoughSucceeded(): boolean {
    return this.#isOneEnough() && this.#errors.includes(undefined)
  }

  #isOneEnough(): boolean {
    return this.#scattering.merge === 'one_succeeded'
  }

  #merged(): unknown {
    const { command, keys, merge: how } = this.#scattering
    const succeeded = this.#values.map((_, i) => i).filter(i => this.#errors[i] === undefined)
    const all = {
      replies: succeeded.map(i => this.#values[i] as Reply),
      keys: succeeded.map(i => keys[i] as readonly number[]),
      nodes: succeeded.map(i => this.#nodes[i] ?? ''),
    }
    if (typeof how === 'function') return how(merge('default', all) as Record<string, unknown>)
    const reply = merge(how, all)
    return command.read === undefined || this.#readsParts() ? reply : command.read(reply)
  }

  /** Whether each part is read by itself: where the whole is made of what the nodes said one by one. */
  #readsParts(): boolean {
    const { keys, merge: how } = this.#scattering
    const byNode = how === 'default' || how === 'special' || typeof how === 'function'
    return byNode && keys.every(part => part.length === 0)
  }

  /** Where nothing was done, or one success was wanted, and all failed for one reason: the parts are not worth telling. */
  #commonFailure(): RedisClusterError | undefined {
    const first = this.#errors[0]
    const common = this.#errors.every(
      error => error !== undefined && error.code === first?.code && (error.executed === 'no' || this.#isOneEnough()),
    )
    return common ? first : undefined
  }

  #partialFailure(): RedisClusterError {
    const { command, keys } = this.#scattering
    const parts = this.#values.map((reply, i): Part => {
      const about = { node: this.#nodes[i], keys: keys[i] as readonly number[] }
      const error = this.#errors[i]
      return error === undefined ? { ...about, reply } : { ...about, error }
    })
    return new PartialFailureError(parts, { command: command.spec.name, retry: () => this.#retryFailed() })
  }

  /** Sends the parts that failed once more, for a whole of theirs and of what succeeded before. */
  #retryFailed(): Promise<unknown> {
    return promised(listener => {
      const next = new Gather(this.#scattering, listener)
      const failed: number[] = []
      this.#errors.forEach((error, i) => {
        if (error !== undefined) failed.push(i)
        next.#values[i] = this.#values[i]
        next.#nodes[i] = this.#nodes[i]
      })
      next.#launch(failed, this.#scattering.newDeadline())
    })
  }
}
