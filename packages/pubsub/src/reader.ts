import type { Clock } from '@rc/pool'
import type { Inbox, Taker } from './inbox.js'
import type { Dropped } from './mailbox.js'

/** What a reader needs of its stream. */
export interface ReaderHost<T> {
  readonly clock: Clock
  /** What stands in the place of items that were dropped. */
  inPlaceOf(dropped: Dropped): T
  /** Nobody reads any more. */
  left(): Promise<void>
}

type Done = IteratorReturnResult<undefined>

/** The ways to read an inbox: item by item with a time limit, in a loop, or in a loop over arrays. */
export class Reader<T> {
  readonly #inbox: Inbox<T>
  readonly #host: ReaderHost<T>
  #over = false
  /** What the stream ended with, as long as nobody was told. */
  #error: Error | undefined

  constructor(inbox: Inbox<T>, host: ReaderHost<T>) {
    this.#inbox = inbox
    this.#host = host
  }

  /** The next item, if there is one now. */
  take(): T | undefined {
    const dropped = this.#inbox.takeDropped()
    return dropped === undefined ? this.#inbox.take() : this.#host.inPlaceOf(dropped)
  }

  /** The next item; null where none comes within `timeoutMs` milliseconds, or none will come any more. */
  async within(timeoutMs: number): Promise<T | null> {
    if (!(timeoutMs >= 0)) throw new TypeError('timeoutMs must be a number of milliseconds, 0 or more.')
    const item = this.take()
    if (item !== undefined) return item
    const error = this.#takeError()
    if (error !== undefined) throw error
    if (this.#over || timeoutMs === 0) return null
    return new Promise((resolve, reject) => {
      let cancel: (() => void) | undefined
      const taker: Taker<T> = {
        resolve: taken => {
          cancel?.()
          resolve(taken ?? null)
        },
        reject: reason => {
          cancel?.()
          reject(reason)
        },
      }
      this.#inbox.wait(taker)
      if (timeoutMs === Number.POSITIVE_INFINITY) return
      cancel = this.#host.clock.after(
        timeoutMs,
        () => {
          this.#inbox.forget(taker)
          resolve(null)
        },
        true,
      )
    })
  }

  /** Items until nothing comes any more. */
  items(): AsyncIterator<T, undefined> {
    return { next: () => this.#next(), return: () => this.#leave() }
  }

  /** The same in arrays of all that has come. */
  batches(): AsyncIterableIterator<readonly T[], undefined> {
    const batches: AsyncIterableIterator<readonly T[], undefined> = {
      next: async () => {
        const items = this.#takeAll()
        if (items.length > 0) return { done: false, value: items }
        const first = await this.#next()
        // What came at once with the first one has come by now.
        return first.done === true ? first : { done: false, value: [first.value, ...this.#takeAll()] }
      },
      return: () => this.#leave(),
      [Symbol.asyncIterator]: () => batches,
    }
    return batches
  }

  /** Nothing comes any more but what is there already; then, `error`, where nobody waits who could be told now. */
  end(error: Error | undefined): void {
    this.#over = true
    if (!this.#inbox.end(error)) this.#error = error
  }

  #next(): Promise<IteratorResult<T, undefined>> {
    const item = this.take()
    if (item !== undefined) return Promise.resolve({ done: false, value: item })
    if (this.#over) {
      const error = this.#takeError()
      return error === undefined ? Promise.resolve(DONE) : Promise.reject(error)
    }
    return new Promise((resolve, reject) => {
      this.#inbox.wait({
        resolve: taken => resolve(taken === undefined ? DONE : { done: false, value: taken }),
        reject,
      })
    })
  }

  #takeAll(): T[] {
    const dropped = this.#inbox.takeDropped()
    const items = this.#inbox.takeAll()
    if (dropped !== undefined) items.unshift(this.#host.inPlaceOf(dropped))
    return items
  }

  #takeError(): Error | undefined {
    const error = this.#error
    this.#error = undefined
    return error
  }

  async #leave(): Promise<Done> {
    this.#inbox.clear()
    await this.#host.left()
    return DONE
  }
}

const DONE: Done = { done: true, value: undefined }
