import type { Command, Executor } from '@rc/commands'
import { ConnectionLostError, type RedisClusterError, ReplyError } from '@rc/errors'

/** How a step fails: never sent, refused by the server, run without an answer, perhaps run without an answer. */
export const FAILURES = ['unsent', 'refused', 'lost', 'cut'] as const
export type Failure = (typeof FAILURES)[number]

/** Runs steps, of which the n-th (from 0) and with `forever` all after it fail. */
export class FailingExecutor implements Executor {
  /** Names of the commands that were run, with that which failed. */
  readonly names: string[] = []
  error: RedisClusterError | undefined
  readonly #executor: Executor
  readonly #at: number
  readonly #failure: Failure

  constructor(executor: Executor, at: number, failure: Failure) {
    this.#executor = executor
    this.#at = at
    this.#failure = failure
  }

  async run<T>(one: Command<T>): Promise<T> {
    const index = this.names.push(one.spec.name) - 1
    if (index !== this.#at) return this.#executor.run(one)
    // A command that was lost on its way back did run.
    if (this.#failure === 'lost') await this.#executor.run(one).catch(() => undefined)
    this.error = errorOf(this.#failure, one.spec.name)
    throw this.error
  }
}

function errorOf(failure: Failure, name: string): RedisClusterError {
  switch (failure) {
    case 'unsent':
      return new ConnectionLostError('There was no connection.', { command: name, executed: 'no' })
    case 'refused':
      return new ReplyError('OOM command not allowed', { command: name, executed: 'no' })
    case 'lost':
    case 'cut':
      return new ConnectionLostError('The connection broke.', { command: name, executed: 'maybe' })
  }
}
