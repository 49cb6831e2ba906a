import type { Command } from '@rc/commands'
import { AbortError, ConfigError, type RedisClusterError } from '@rc/errors'
import { type CallOptions, plan } from '@rc/pipeline'
import type { Core } from '../core.js'
import { derive } from '../view-options.js'
import { type BatchOptions, type BatchProgress, checkBatch } from './batch-options.js'
import { type CommandSource, type Ended, Window } from './window.js'

const IN_FLIGHT = 1000

/** What stands in the place of a command's result. */
export type BatchResult<T, O extends BatchOptions> = O extends { raiseOnError: false } ? T | RedisClusterError : T

/** What commands are read as. */
export type ReplyOf<C> = C extends Command<infer T> ? T : never

/** Commands of a source on their way through the cluster. Runs once: either as a loop over the results, or by `run`. */
export interface Batch<T> extends AsyncIterable<T> {
  /** Runs all commands and keeps no result. Resolves with how many ended, and how many of those failed. */
  run(): Promise<BatchProgress>
}

/**
 * Feeds commands of an iterable through the cluster, a bounded number at a time.
 *
 * @throws ConfigError where an option is not known or cannot be, or the source is no iterable
 */
export function makeBatch<T>(
  core: Core,
  base: CallOptions,
  { source, given = {} }: { source: CommandSource<T>; given?: BatchOptions | undefined },
): Batch<T> {
  const { inFlight = IN_FLIGHT, raiseOnError = true, signal, onProgress } = checkBatch(given)
  const options = derive(base, { signal }, core.parts)
  return new Feed<T>({ core, options, source: checkSource(source), inFlight, raiseOnError, onProgress })
}

interface FeedSetup<T> {
  readonly core: Core
  readonly options: CallOptions
  readonly source: CommandSource<T>
  readonly inFlight: number
  readonly raiseOnError: boolean
  readonly onProgress: BatchOptions['onProgress']
}

class Feed<T> implements Batch<T> {
  readonly #setup: FeedSetup<T>
  #begun = false
  #done = 0
  #failed = 0
  #told = 0

  constructor(setup: FeedSetup<T>) {
    this.#setup = setup
  }

  async run(): Promise<BatchProgress> {
    for await (const _ of this.#ends());
    return { done: this.#done, failed: this.#failed }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    // Where errors stand in their places, the type of the results says so.
    for await (const ended of this.#ends()) yield ended.ok ? ended.value : (ended.error as T)
  }

  async *#ends(): AsyncGenerator<Ended<T>, void> {
    this.#begin()
    const { raiseOnError, options } = this.#setup
    const { signal } = options
    const window = this.#window()
    // A source that never gives another command must not keep the taker.
    const abort = (): void => void window.stop()
    signal?.addEventListener('abort', abort)
    try {
      if (signal?.aborted === true) abort()
      for (let index = 0; ; index++) {
        const ended = await window.take()
        if (ended === undefined) break
        if (!ended.ok && raiseOnError) throw Object.assign(ended.error as Error, { index })
        yield ended
      }
      if (signal?.aborted === true) throw aborted(this.#done, signal.reason)
    } finally {
      signal?.removeEventListener('abort', abort)
      await window.stop()
      this.#tell()
    }
  }

  #begin(): void {
    if (this.#begun) throw new ConfigError('A batch runs once: make another for another run.')
    this.#begun = true
  }

  #window(): Window<T> {
    const { core, options, source, inFlight } = this.#setup
    return new Window<T>({
      source,
      size: inFlight,
      run: command => core.runner.run(command, options),
      standsAlone: command => options.crossSlot === 'emulate' && runsInSteps(core, command),
      ended: ended => this.#ended(ended),
    })
  }

  #ended({ ok }: Ended<T>): void {
    this.#done++
    if (!ok) this.#failed++
    if (this.#done - this.#told >= this.#setup.inFlight) this.#tell()
  }

  #tell(): void {
    const { onProgress, core } = this.#setup
    if (onProgress === undefined || this.#told === this.#done) return
    this.#told = this.#done
    try {
      onProgress({ done: this.#done, failed: this.#failed })
    } catch (error) {
      core.events.emit('error', error instanceof Error ? error : new Error(String(error)))
    }
  }
}

/** What runs in steps has no place among the others of its slot: they wait for each other. */
function runsInSteps(core: Core, command: Command<unknown>): boolean {
  try {
    return plan(core.prefix.command(command), 'emulate', { emulator: core.emulator }).kind === 'emulate'
  } catch {
    // Told when its turn comes.
    return false
  }
}

function checkSource<T>(source: CommandSource<T>): CommandSource<T> {
  if (typeof source === 'object' && source !== null && (Symbol.iterator in source || Symbol.asyncIterator in source)) {
    return source
  }
  throw new ConfigError('A batch takes an iterable or async iterable of commands: a list, or a generator.')
}

const aborted = (done: number, reason: unknown): AbortError =>
  new AbortError(`The batch was aborted after ${done} commands.`, { cause: reason })
