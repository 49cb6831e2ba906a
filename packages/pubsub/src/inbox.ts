import { QueueFullError } from '@rc/errors'
import type { Clock } from '@rc/pool'
import { type Dropped, Mailbox } from './mailbox.js'
import type { StreamOptions } from './options.js'

/** Who waits for the next item. */
export interface Taker<T> {
  /** Gets the item; undefined where none will come any more. */
  resolve(item: T | undefined): void
  reject(error: Error): void
}

/** What an inbox needs of its stream. */
export interface InboxHost {
  readonly clock: Clock
  /** Nothing more should be read from the servers for now. */
  pause(): void
  /** There is room again. */
  resume(): void
  /** More came than there is room for, and the stream is to end. */
  full(error: QueueFullError): void
}

/** Items that wait to be read, or readers that wait for an item; and what happens where there is no more room. */
export class Inbox<T> {
  readonly #host: InboxHost
  readonly #options: StreamOptions
  readonly #mailbox = new Mailbox<T>()
  #takers: Taker<T>[] = []
  /** When the items came that come now; undefined between two runs of them. */
  #now: number | undefined
  readonly #endRun = (): void => {
    this.#now = undefined
  }

  constructor(host: InboxHost, options: StreamOptions) {
    this.#host = host
    this.#options = options
  }

  get size(): number {
    return this.#mailbox.size
  }

  /** Takes an item in, or hands it to who has waited for longest. */
  readonly put = (item: T): void => {
    if (this.#takers.length > 0) {
      this.#takers.shift()?.resolve(item)
      return
    }
    this.#mailbox.push(item, this.#now ?? this.#startRun())
    const { bufferSize, overflow } = this.#options
    const { size } = this.#mailbox
    if (size < bufferSize) return
    switch (overflow) {
      case 'block':
        this.#host.pause()
        return
      case 'drop-oldest':
        if (size > bufferSize) this.#mailbox.drop()
        return
      case 'throw':
        if (size === bufferSize) return
        this.#host.full(
          new QueueFullError(
            `${bufferSize} messages wait to be read (bufferSize), and overflow is 'throw': the subscription was ended.`,
          ),
        )
    }
  }

  /** The oldest item; undefined where there is none. */
  take(): T | undefined {
    const item = this.#mailbox.shift()
    if (this.#options.overflow === 'block') this.#readOn()
    return item
  }

  /** All items, the oldest first. */
  takeAll(): T[] {
    const items = this.#mailbox.takeAll()
    if (this.#options.overflow === 'block') this.#readOn()
    return items
  }

  /** What was dropped before the oldest item that is left; told once. */
  takeDropped(): Dropped | undefined {
    return this.#mailbox.takeDropped()
  }

  /** Hands the next item that comes to `taker`. To be called where there is none. */
  wait(taker: Taker<T>): void {
    this.#takers.push(taker)
  }

  /** Who waited waits no more. */
  forget(taker: Taker<T>): void {
    this.#takers = this.#takers.filter(other => other !== taker)
  }

  clear(): void {
    this.#mailbox.clear()
  }

  /** Tells those who wait that nothing comes any more. Returns whether one of them was told of the error. */
  end(error: Error | undefined): boolean {
    const takers = this.#takers
    this.#takers = []
    const told = error !== undefined && takers.length > 0
    for (const [i, taker] of takers.entries()) {
      if (told && i === 0) taker.reject(error)
      else taker.resolve(undefined)
    }
    return told
  }

  #readOn(): void {
    if (this.#mailbox.size <= this.#options.bufferSize >> 1) this.#host.resume()
  }

  /** What comes at once was published before: the clock is read once for all of it. */
  #startRun(): number {
    queueMicrotask(this.#endRun)
    const now = this.#host.clock.now()
    this.#now = now
    return now
  }
}
