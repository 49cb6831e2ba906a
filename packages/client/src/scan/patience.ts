import { AbortError, SlotNotCoveredError } from '@rc/errors'
import type { CallOptions } from '@rc/pipeline'
import type { Core } from '../core.js'
import { unsettled } from './scan-errors.js'

/** Attempts in a row that may fail. Each has the time of a page, so that a failover fits in. */
const MOST_FAILURES = 8
/** Passes in a row that may end without a slot done. */
const MOST_VAIN_PASSES = 24
/** Waiting grows from the first to the second. */
const FIRST_WAIT_MS = 25
const LONGEST_WAIT_MS = 1000

/** Counts what went wrong in a row, waits in between, and says when it is enough. */
export class Patience {
  readonly #core: Core
  readonly #options: CallOptions
  readonly #command: string
  #failures = 0
  #vain = 0
  #uncoveredSince: number | undefined

  constructor(core: Core, options: CallOptions, command: string) {
    this.#core = core
    this.#options = options
    this.#command = command
  }

  /** A page came. */
  progressed(): void {
    this.#failures = 0
    this.#uncoveredSince = undefined
  }

  /** An attempt failed that may be made again. @throws the error, where it is enough */
  async failed(error: unknown): Promise<void> {
    if (++this.#failures > MOST_FAILURES) throw error
    this.#core.router.refresh('asked-for')
    await this.#pause(this.#failures)
  }

  /** A pass ended and brought something. */
  fruitful(): void {
    this.#vain = 0
  }

  /** A pass ended, and no slot was done with it. @throws RedisClusterError where that happened too often in a row */
  async vain(slot: number): Promise<void> {
    if (++this.#vain > MOST_VAIN_PASSES) throw unsettled(slot, this.#vain)
    this.#core.router.refresh('asked-for')
    await this.#pause(this.#vain)
  }

  /** Nobody owns a slot. @throws SlotNotCoveredError where that lasts for as long as a page may take */
  async uncovered(slot: number): Promise<void> {
    const now = this.#core.engine.now()
    this.#uncoveredSince ??= now
    if (now - this.#uncoveredSince >= this.#options.timeoutMs)
      throw new SlotNotCoveredError(slot, { command: this.#command })
    this.#core.router.refresh('uncovered-slot')
    await this.#pause(2)
  }

  async #pause(nth: number): Promise<void> {
    const ms = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (nth - 1))
    const { signal } = this.#options
    if (signal?.aborted !== true) {
      await new Promise<void>(resolve => {
        const wake = (): void => {
          signal?.removeEventListener('abort', wake)
          resolve()
        }
        signal?.addEventListener('abort', wake)
        this.#core.engine.after(ms, wake)
      })
    }
    if (signal?.aborted === true) {
      throw new AbortError(`${this.#command} was aborted.`, { command: this.#command, cause: signal.reason })
    }
  }
}
