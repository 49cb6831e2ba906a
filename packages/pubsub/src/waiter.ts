import { AbortError, TimeoutError } from '@rc/errors'
import type { Clock } from '@rc/pool'
import type { Patience } from './host.js'
import { type Kind, WORDS } from './topic.js'

/** Waits for several confirmations, but not for ever. */
export class Waiter {
  readonly promise: Promise<void>
  readonly #kind: Kind
  readonly #clock: Clock
  readonly #patience: Patience
  #left = 0
  #resolve!: () => void
  #reject!: (error: Error) => void

  constructor(kind: Kind, clock: Clock, patience: Patience) {
    this.#kind = kind
    this.#clock = clock
    this.#patience = patience
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    // Whether anybody waits is not known here; who does hears of it.
    this.promise.catch(() => {})
  }

  /** One more is expected. */
  expect(): this {
    this.#left++
    return this
  }

  /** One of them has come. */
  met(): void {
    if (--this.#left === 0) this.#resolve()
  }

  fail(error: Error): void {
    this.#reject(error)
  }

  /**
   * Waits for all that are expected.
   *
   * @param trouble what has gone wrong so far, for the error
   */
  async done(trouble: () => Error | undefined): Promise<void> {
    if (this.#left === 0) return
    const expired = (): Error => {
      const cause = trouble()
      const why = cause === undefined ? '' : ` What went wrong last: ${cause.message}`
      return new TimeoutError(
        `${this.#left} of the topics were not confirmed in time (timeoutMs); none of this call is subscribed to.${why}`,
        { command: WORDS[this.#kind].command, cause },
      )
    }
    await bounded(this.promise, this.#clock, { ...this.#patience, expired })
  }
}

/** What a promise becomes, unless time is up or the signal fires before. */
export async function bounded<T>(
  promise: Promise<T>,
  clock: Clock,
  { timeoutMs, signal, expired = notFound }: Patience & { readonly expired?: () => Error },
): Promise<T> {
  let release = () => {}
  const end = new Promise<never>((_, reject) => {
    const abort = () => reject(new AbortError('The call was given up by its signal.', { cause: signal?.reason }))
    if (signal?.aborted === true) abort()
    signal?.addEventListener('abort', abort, { once: true })
    const cancel = Number.isFinite(timeoutMs) ? clock.after(timeoutMs, () => reject(expired()), true) : undefined
    release = () => {
      cancel?.()
      signal?.removeEventListener('abort', abort)
    }
  })
  try {
    return await Promise.race([promise, end])
  } finally {
    release()
  }
}

const notFound = (): Error => new TimeoutError('The cluster did not answer within the time of the call (timeoutMs).')
