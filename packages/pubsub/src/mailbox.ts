/** What was dropped where a mailbox was full. */
export interface Dropped {
  /** When the first and the last of it came, by the clock. */
  readonly from: number
  readonly to: number
  readonly count: number
}

/** Where the front is moved so far into the array, it is made short again. */
const COMPACT_AT = 1024

/** Items that came at one time, and how many of them are left. */
interface Run {
  readonly at: number
  left: number
}

/**
 * Items that wait to be read, the oldest first, and when they came. Emptied, it begins with a new array: to put new items
 * into an old one costs the collector more than the array does.
 */
export class Mailbox<T> {
  #items: (T | undefined)[] = []
  #front = 0
  /** The oldest first. Times are kept for runs of items and not for each, as many come at once. */
  #runs: Run[] = []
  #last: Run | undefined
  #dropped: { from: number; to: number; count: number } | undefined

  get size(): number {
    return this.#items.length - this.#front
  }

  push(item: T, at: number): void {
    this.#items.push(item)
    if (this.#last?.at === at) this.#last.left++
    else this.#runs.push((this.#last = { at, left: 1 }))
  }

  /** Takes out the oldest item; undefined where there is none. */
  shift(): T | undefined {
    const items = this.#items
    if (this.#front === items.length) return undefined
    const item = items[this.#front]
    items[this.#front++] = undefined
    const run = this.#runs[0] as Run
    if (--run.left === 0) this.#runs.shift()
    if (this.#front === items.length) this.#reset()
    else if (this.#front >= COMPACT_AT && this.#front * 2 > items.length) this.#compact()
    return item
  }

  /** Takes out all items, the oldest first. */
  takeAll(): T[] {
    const items = this.#front === 0 ? this.#items : this.#items.slice(this.#front)
    this.#reset()
    return items as T[]
  }

  /** Takes out the oldest item and remembers only that it was there. */
  drop(): T | undefined {
    const at = this.#runs[0]?.at ?? 0
    const item = this.shift()
    this.#dropped ??= { from: at, to: at, count: 0 }
    this.#dropped.to = at
    this.#dropped.count++
    return item
  }

  /** What was dropped before the oldest item that is left; told once. */
  takeDropped(): Dropped | undefined {
    const dropped = this.#dropped
    if (dropped !== undefined) this.#dropped = undefined
    return dropped
  }

  clear(): void {
    this.#reset()
    this.#dropped = undefined
  }

  #reset(): void {
    this.#items = []
    this.#runs = []
    this.#last = undefined
    this.#front = 0
  }

  #compact(): void {
    this.#items = this.#items.slice(this.#front)
    this.#front = 0
  }
}
