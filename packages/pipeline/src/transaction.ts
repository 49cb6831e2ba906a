import type { Command } from '@rc/commands'
import { ConfigError } from '@rc/errors'
import type { CallOptions } from './call-options.js'
import { CommandQueue, type Outcome } from './command-queue.js'
import type { Commander } from './commander.js'

/** Queues commands of one slot and runs them together, between MULTI and EXEC. */
export class Transaction extends CommandQueue {
  readonly #runner: Commander
  readonly #options: CallOptions

  constructor(runner: Commander, options: CallOptions) {
    super()
    this.#runner = runner
    this.#options = options
  }

  protected async send(commands: readonly Command<unknown>[]): Promise<Outcome> {
    const results = await this.#runner.transact(commands, this.#options)
    return { results, firstError: results.findIndex(result => result instanceof Error) }
  }

  protected checkBatch(): never {
    throw new ConfigError(
      'A transaction is sent whole: it takes no maxBatch. Use a pipeline for what may go in pieces; nothing was sent.',
    )
  }
}
