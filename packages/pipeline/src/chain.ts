import type { Builder, Builders, Command } from '@rc/commands'
import type { RedisClusterError } from '@rc/errors'
import type { CallOptions } from './call-options.js'
import type { Commander } from './commander.js'
import type { Gatherer } from './part.js'

/** How a pipeline ends. */
export interface ExecuteOptions {
  /**
   * True (default): the first error, in the order of the commands, is thrown once all commands have ended; it carries
   * `index` and `results`. False: errors stand among the results, in their places.
   */
  raiseOnError?: boolean
}

/** What a pipeline's error carries besides. */
export interface PipelineErrorDetails {
  /** Which command failed, counted from 0. */
  index: number
  /** All results, errors in their places. */
  results: readonly unknown[]
}

/** The results of a pipeline: as the chain says, or, where it was not written as a chain, of unknown type. */
export type Results<R extends readonly unknown[], O extends ExecuteOptions> = O extends { raiseOnError: false }
  ? R extends readonly []
    ? unknown[]
    : { -readonly [I in keyof R]: R[I] | RedisClusterError }
  : R extends readonly []
    ? unknown[]
    : { -readonly [I in keyof R]: R[I] }

/** What a pipeline has besides the commands. */
export interface PipelineVerbs<R extends readonly unknown[]> extends AsyncDisposable {
  /** How many commands are queued. */
  readonly length: number
  /** Queues a command that is a value. */
  add<T>(command: Command<T>): PipelineVerbs<[...R, T]>
  /**
   * Sends all queued commands at once, to all their nodes, and empties the queue. Resolves when all have ended.
   *
   * A redirect or a retry concerns the one command; results stand in the order of the commands. Commands of one slot run
   * in that order; there is no order, and no atomicity, between slots.
   */
  execute<const O extends ExecuteOptions = Record<never, never>>(options?: O): Promise<Results<R, O>>
  /** Forgets the queued commands; the pipeline can be used again. */
  reset(): void
}

/** A pipeline with the methods of a set of builders; each returns the pipeline, and remembers its reply's type. */
export type Chain<B, R extends readonly unknown[] = []> = PipelineVerbs<R> & {
  [K in keyof B]: B[K] extends (...args: infer A) => Command<infer T> ? (...args: A) => Chain<B, [...R, T]> : never
}

/** Queues commands and sends them together. */
export class Pipeline {
  readonly #runner: Commander
  readonly #options: CallOptions
  #queue: Command<unknown>[] = []

  constructor(runner: Commander, options: CallOptions) {
    this.#runner = runner
    this.#options = options
  }

  get length(): number {
    return this.#queue.length
  }

  add(command: Command<unknown>): this {
    this.#queue.push(command)
    return this
  }

  async execute(options: ExecuteOptions = {}): Promise<unknown[]> {
    const commands = this.#queue
    this.#queue = []
    const { results, firstError } = await this.#run(commands)
    if (firstError === -1 || options.raiseOnError === false) return results
    throw Object.assign(results[firstError] as Error, { index: firstError, results } satisfies PipelineErrorDetails)
  }

  reset(): void {
    this.#queue = []
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.reset()
    return Promise.resolve()
  }

  #run(commands: readonly Command<unknown>[]): Promise<{ results: unknown[]; firstError: number }> {
    if (commands.length === 0) return Promise.resolve({ results: [], firstError: -1 })
    return new Promise(resolve => {
      this.#runner.runAll(commands, this.#options, new Batch(commands.length, resolve))
    })
  }
}

/** The results of a pipeline while they come in. */
class Batch implements Gatherer {
  readonly #results: unknown[]
  readonly #done: (end: { results: unknown[]; firstError: number }) => void
  #left: number
  #firstError = -1

  constructor(size: number, done: (end: { results: unknown[]; firstError: number }) => void) {
    this.#results = new Array<unknown>(size).fill(undefined)
    this.#left = size
    this.#done = done
  }

  succeeded(index: number, value: unknown): void {
    this.#results[index] = value
    if (--this.#left === 0) this.#done({ results: this.#results, firstError: this.#firstError })
  }

  failed(index: number, error: RedisClusterError): void {
    if (this.#firstError === -1 || index < this.#firstError) this.#firstError = index
    this.succeeded(index, error)
  }
}

/** Puts a method for each builder on a pipeline's prototype: it makes the command and queues it. */
export function attachChain(prototype: { add(command: Command<unknown>): unknown }, builders: Builders): void {
  for (const [name, build] of Object.entries<Builder>(builders)) {
    Object.defineProperty(prototype, name, {
      configurable: true,
      writable: true,
      value(this: { add(command: Command<unknown>): unknown }, ...args: never[]) {
        return this.add(build(...args) as Command<unknown>)
      },
    })
  }
}
