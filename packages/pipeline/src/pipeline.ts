import type { Command } from '@rc/commands'
import type { RedisClusterError } from '@rc/errors'
import type { CallOptions } from './call-options.js'
import { CommandQueue, type Outcome } from './command-queue.js'
import type { Commander } from './commander.js'
import type { Gatherer } from './part.js'

/** Queues commands and sends them together, to all their nodes. */
export class Pipeline extends CommandQueue {
  readonly #runner: Commander
  readonly #options: CallOptions

  constructor(runner: Commander, options: CallOptions) {
    super()
    this.#runner = runner
    this.#options = options
  }

  protected send(commands: readonly Command<unknown>[]): Promise<Outcome> {
    return new Promise(resolve => {
      this.#runner.runAll(commands, this.#options, new Batch(commands.length, resolve))
    })
  }
}

/** The results of a pipeline while they come in. */
class Batch implements Gatherer {
  readonly #results: unknown[]
  readonly #done: (outcome: Outcome) => void
  #left: number
  #firstError = -1

  constructor(size: number, done: (outcome: Outcome) => void) {
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
