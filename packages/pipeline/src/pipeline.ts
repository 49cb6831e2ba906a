import type { Command } from '@rc/commands'
import { ConfigError, type RedisClusterError } from '@rc/errors'
import type { CallOptions } from './call-options.js'
import { CommandQueue, type Outcome } from './command-queue.js'
import type { Commander } from './commander.js'
import type { Gatherer } from './part.js'

/** Commands of one pipeline that are under way at once, where its caller says nothing else. */
const MAX_BATCH = 10_000

/** Queues commands and sends them together, to all their nodes. */
export class Pipeline extends CommandQueue {
  readonly #runner: Commander
  readonly #options: CallOptions

  constructor(runner: Commander, options: CallOptions) {
    super()
    this.#runner = runner
    this.#options = options
  }

  protected async send(commands: readonly Command<unknown>[], maxBatch = MAX_BATCH): Promise<Outcome> {
    if (commands.length <= maxBatch) return this.#sendPiece(commands)
    const results: unknown[] = []
    let firstError = -1
    for (let at = 0; at < commands.length; at += maxBatch) {
      const piece = await this.#sendPiece(commands.slice(at, at + maxBatch))
      if (firstError === -1 && piece.firstError !== -1) firstError = at + piece.firstError
      for (const result of piece.results) results.push(result)
    }
    return { results, firstError }
  }

  protected checkBatch(maxBatch: number): void {
    if ((Number.isInteger(maxBatch) && maxBatch > 0) || maxBatch === Infinity) return
    throw new ConfigError('The option maxBatch must be a positive whole number, or Infinity; nothing was sent.')
  }

  #sendPiece(commands: readonly Command<unknown>[]): Promise<Outcome> {
    return new Promise(resolve => {
      this.#runner.runAll(commands, this.#options, new Piece(commands.length, resolve))
    })
  }
}

/** The results of commands that were sent together, while they come in. */
class Piece implements Gatherer {
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
