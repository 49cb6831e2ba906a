import type { Command, Executor } from '@rc/commands'

/** Runs steps and remembers the largest command and the largest reply, in bytes and in elements. */
export class MeasuringExecutor implements Executor {
  steps = 0
  largestCommand = 0
  largestReply = 0
  mostArguments = 0
  mostElements = 0
  readonly #executor: Executor

  constructor(executor: Executor) {
    this.#executor = executor
  }

  async run<T>(one: Command<T>): Promise<T> {
    this.steps++
    this.largestCommand = Math.max(this.largestCommand, bytesIn(one.args))
    this.mostArguments = Math.max(this.mostArguments, one.args.length)
    const reply = await this.#executor.run(one)
    this.largestReply = Math.max(this.largestReply, bytesIn(reply))
    this.mostElements = Math.max(this.mostElements, elementsIn(reply))
    return reply
  }
}

function bytesIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + bytesIn(one), 0)
  if (value instanceof Uint8Array || typeof value === 'string') return value.length
  return 8
}

const elementsIn = (value: unknown): number =>
  Array.isArray(value) ? value.reduce<number>((sum, one) => sum + elementsIn(one), 0) : 1
