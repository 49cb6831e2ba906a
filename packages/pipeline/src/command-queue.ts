import type { Builder, Builders, Command } from '@rc/commands'
import type { ExecuteOptions, PipelineErrorDetails } from './chain.js'
import { putMethods } from './put-methods.js'

/** What became of queued commands. */
export interface Outcome {
  /** A value or an error for each. */
  readonly results: unknown[]
  /** Which is the first error; -1 for none. */
  readonly firstError: number
}

/** Commands that are queued to be sent together. */
export abstract class CommandQueue {
  #commands: Command<unknown>[] = []

  get length(): number {
    return this.#commands.length
  }

  add(command: Command<unknown>): this {
    this.#commands.push(command)
    return this
  }

  async execute({ raiseOnError = true, maxBatch }: ExecuteOptions = {}): Promise<unknown[]> {
    if (maxBatch !== undefined) this.checkBatch(maxBatch)
    const commands = this.#commands
    this.#commands = []
    if (commands.length === 0) return []
    const { results, firstError: index } = await this.send(commands, maxBatch)
    if (index === -1 || !raiseOnError) return results
    throw withDetails(results[index] as Error, { index, results })
  }

  reset(): void {
    this.#commands = []
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.reset()
    return Promise.resolve()
  }

  /** Sends commands together. */
  protected abstract send(commands: readonly Command<unknown>[], maxBatch: number | undefined): Promise<Outcome>

  /** @throws ConfigError where so many commands cannot be a piece */
  protected abstract checkBatch(maxBatch: number): void
}

/** The results are read by their name alone: what others answered is nothing for the log of an error. */
function withDetails(error: Error, { index, results }: PipelineErrorDetails): Error {
  return Object.defineProperty(Object.assign(error, { index }), 'results', { value: results, configurable: true })
}

/** Puts a method for each builder on a queue's prototype: it makes the command and queues it. */
export function attachChain(prototype: { add(command: Command<unknown>): unknown }, builders: Builders): void {
  putMethods(
    prototype,
    Object.entries<Builder>(builders).map(([name, build]) => [name, queueing(build)] as const),
  )
}

const queueing = (build: Builder): unknown =>
  function (this: { add(command: Command<unknown>): unknown }, ...args: never[]): unknown {
    return this.add(build(...args) as Command<unknown>)
  }
