/** What was dropped where a mailbox was full. */
export interface Dropped {
  /** When the first and the last of it came, by the clock. */
  readonly from: number
  readonly to: number
  readonly count: number
}

/** Where the front is moved so far into the arrays, they are made short again. */
const COMPACT_AT = 1024

/** Items that wait to be read, the oldest first, each with the time at which it came. */
export class Mailbox<T> {
  #items: (T | undefined)[] = []
  #times: number[] = []
  #front = 0
  #dropped: { from: number; to: number; count: number } | undefined

  get size(): number {
    return this.#items.length - this.#front
  }

  push(item: T, at: number): void {
    this.#items.push(item)
    this.#times.push(at)
  }

  /** Takes out the oldest item; undefined where there is none. */
  shift(): T | undefined {
    if (this.size === 0) return undefined
    const item = this.#items[this.#front]
    this.#items[this.#front++] = undefined
    if (this.#front === this.#items.length) this.#reset()
    else if (this.#front >= COMPACT_AT && this.#front * 2 > this.#items.length) this.#compact()
    return item
  }

  /** Takes out the oldest item and remembers only that it was there. */
  drop(): T | undefined {
    const at = this.#times[this.#front] ?? 0
    const item = this.shift()
    this.#dropped ??= { from: at, to: at, count: 0 }
    this.#dropped.to = at
    this.#dropped.count++
    return item
  }

  /** What was dropped before the oldest item that is left; told once. */
  takeDropped(): Dropped | undefined {
    const dropped = this.#dropped
    this.#dropped = undefined
    return dropped
  }

  clear(): void {
    this.#reset()
    this.#dropped = undefined
  }

  #reset(): void {
    this.#items = []
    this.#times = []
    this.#front = 0
  }

  #compact(): void {
    this.#items = this.#items.slice(this.#front)
    this.#times = this.#times.slice(this.#front)
    this.#front = 0
  }
}
