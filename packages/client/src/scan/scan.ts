import { ConfigError } from '@rc/errors'

/** A scan, lazy: nothing is sent before the first item is asked for, and nothing after a loop over it has ended. */
export interface PagedScan<T> extends AsyncIterable<T> {
  /** The same items, as many at a time as the servers give: at least one, at times more than `count`. */
  batches(): AsyncIterable<T[]>
}

/** A scan that another one can go on from. */
export interface KeyScan<T = string> extends PagedScan<T> {
  /**
   * Where the scan is, as a short text for the option `cursor`. What was given before is not given again, but for the
   * rest of a page: between two keys it may be the page from its beginning.
   */
  readonly cursor: string
}

/** Items that came together, and where a scan is after them. */
export interface Page<T, P> {
  readonly items: readonly T[]
  readonly after: P
}

/** What the caller gets for the bytes of keys. */
export type ToItems = (keys: readonly Buffer[]) => readonly string[]

/** Gives pages from a position on, and at its end the last position; gives up when `stop` fires. */
export type Walk<T, P> = (from: P, stop: AbortSignal) => AsyncGenerator<Page<T, P>, P>

/** Makes items of pages. One page is read ahead while the one before is being used. */
export class Scan<T, P> implements KeyScan<T> {
  readonly #walk: Walk<T, P>
  readonly #cursorOf: (position: P) => string
  #position: P
  #inUse = false

  constructor(from: P, { walk, cursorOf }: { walk: Walk<T, P>; cursorOf: (position: P) => string }) {
    this.#position = from
    this.#walk = walk
    this.#cursorOf = cursorOf
  }

  get cursor(): string {
    return this.#cursorOf(this.#position)
  }

  async *batches(): AsyncGenerator<T[], void> {
    for await (const { items, after } of this.#pages()) {
      this.#position = after
      if (items.length > 0) yield [...items]
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    for await (const { items, after } of this.#pages()) {
      let left = items.length
      if (left === 0) this.#position = after
      for (const item of items) {
        // Before the last one is handed out: whoever asks where the scan is has it.
        if (--left === 0) this.#position = after
        yield item
      }
    }
  }

  async *#pages(): AsyncGenerator<Page<T, P>, void> {
    if (this.#inUse) {
      throw new ConfigError('This scan is being read by another loop. Make a scan for each: they do not share a place.')
    }
    this.#inUse = true
    const stop = new AbortController()
    const walk = this.#walk(this.#position, stop.signal)
    let next = walk.next()
    try {
      for (;;) {
        const step = await next
        if (step.done === true) {
          this.#position = step.value
          return
        }
        next = walk.next()
        // It is told when its turn comes.
        next.catch(ignore)
        yield step.value
      }
    } finally {
      stop.abort()
      await next.catch(ignore)
      await walk.return(this.#position)
      this.#inUse = false
    }
  }
}

const ignore = (): void => undefined
