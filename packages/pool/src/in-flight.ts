import type { Pending } from './pending.js'

const FIRST_CAPACITY = 64
/** So far positions grow. Beyond 2^31 each would be an object of its own. */
const FARTHEST = 2 ** 30
/** A size is counted as this at most, so that four bytes hold it. */
const LARGEST = 2 ** 31 - 1

/**
 * What waits on one connection, in the order in which the server will answer: first what was written, then what was
 * not. A ring, so that a command costs no allocation here.
 */
export class InFlight {
  #items: (Pending | undefined)[] = new Array<Pending | undefined>(FIRST_CAPACITY).fill(undefined)
  #mask = FIRST_CAPACITY - 1
  // These grow, and are set back together long before they stop being small integers; where they stand in the ring is
  // their last bits.
  #head = 0
  #sent = 0
  #tail = 0
  /** Bytes of each, so that its arguments are not looked at once more when its answer has come. */
  #sizes = new Int32Array(FIRST_CAPACITY)
  #bytes = 0
  readonly #farthest: number

  /** @param farthest positions are set back when they have come so far */
  constructor(farthest = FARTHEST) {
    this.#farthest = farthest
  }

  /** All that wait. */
  get size(): number {
    return this.#tail - this.#head
  }

  /** Bytes that all of them take up together. */
  get bytes(): number {
    return this.#bytes
  }

  /** Those that were written and not answered. */
  get written(): number {
    return this.#sent - this.#head
  }

  /** Those that were not written. */
  get unwritten(): number {
    return this.#tail - this.#sent
  }

  /** @param bytes what it takes up */
  push(pending: Pending, bytes: number): void {
    if (this.#tail - this.#head > this.#mask) this.#grow()
    if (this.#head >= this.#farthest) this.#setBack()
    const at = this.#tail++ & this.#mask
    const size = bytes < LARGEST ? bytes : LARGEST
    this.#items[at] = pending
    this.#sizes[at] = size
    this.#bytes += size
  }

  /** The one whose answer comes next, or undefined where no answer is due. */
  first(): Pending | undefined {
    return this.#head === this.#sent ? undefined : this.#items[this.#head & this.#mask]
  }

  /** Takes out the one whose answer has come, or undefined where no answer is due. */
  shift(): Pending | undefined {
    if (this.#head === this.#sent) return undefined
    const at = this.#head++ & this.#mask
    const pending = this.#items[at]
    this.#items[at] = undefined
    this.#bytes -= this.#sizes[at] as number
    return pending
  }

  /**
   * Hands the unwritten to `write`, in order, and counts them as written. Those that have settled meanwhile are taken
   * out instead. Stops when `write` returns false, but never behind one that is joined to the next.
   *
   * @returns how many were taken out
   */
  write(write: (pending: Pending) => boolean): number {
    const items = this.#items
    const mask = this.#mask
    let gap = 0
    let at = this.#sent
    const tail = this.#tail
    let going = true
    while (at < tail && going) {
      const pending = items[at & mask] as Pending
      if (pending.settled) {
        gap++
        this.#bytes -= this.#sizes[at & mask] as number
      } else {
        if (gap > 0) this.#move(at, at - gap)
        going = write(pending) || pending.joined
      }
      at++
    }
    this.#sent = at - gap
    if (gap > 0) this.#closeGap(at, gap)
    return gap
  }

  /** Takes out those that have settled without being written, while nothing can be written. */
  prune(): void {
    let to = this.#sent
    for (let at = this.#sent; at < this.#tail; at++) {
      if (this.#items[at & this.#mask]?.settled === true) this.#bytes -= this.#sizes[at & this.#mask] as number
      else this.#move(at, to++)
    }
    this.#cut(to)
  }

  /** Whether one waits here and was written; undefined where it does not wait here. */
  has(pending: Pending): { sent: boolean } | undefined {
    for (let at = this.#head; at < this.#tail; at++) {
      if (this.#items[at & this.#mask] === pending) return { sent: at < this.#sent }
    }
    return undefined
  }

  /** Whether anybody still waits for one of the oldest `count`. */
  awaited(count: number): boolean {
    for (let at = this.#head; at < this.#head + count; at++) {
      if (this.#items[at & this.#mask]?.settled === false) return true
    }
    return false
  }

  /** Whether another node would do for each of the oldest `count` that somebody still waits for. */
  movable(count: number): boolean {
    for (let at = this.#head; at < this.#head + count; at++) {
      const pending = this.#items[at & this.#mask]
      if (pending?.settled === false && pending.movable !== true) return false
    }
    return true
  }

  /** Calls `each` for all that wait, the oldest first. It may push: those too are visited. */
  forEach(each: (pending: Pending, sent: boolean) => void): void {
    // Counted from the head: a push may move all of them to other positions.
    for (let i = 0; i < this.size; i++) {
      const at = this.#head + i
      each(this.#items[at & this.#mask] as Pending, at < this.#sent)
    }
  }

  /** Takes out all, the oldest first, each with whether it was written. */
  drain(): { pending: Pending; sent: boolean }[] {
    const all: { pending: Pending; sent: boolean }[] = []
    this.forEach((pending, sent) => all.push({ pending, sent }))
    this.#items = new Array<Pending | undefined>(FIRST_CAPACITY).fill(undefined)
    this.#sizes = new Int32Array(FIRST_CAPACITY)
    this.#mask = FIRST_CAPACITY - 1
    this.#head = this.#sent = this.#tail = this.#bytes = 0
    return all
  }

  /** Moves what was not looked at down over the places of those that were taken out. */
  #closeGap(from: number, gap: number): void {
    for (let at = from; at < this.#tail; at++) this.#move(at, at - gap)
    this.#cut(this.#tail - gap)
  }

  #move(from: number, to: number): void {
    const mask = this.#mask
    this.#items[to & mask] = this.#items[from & mask]
    this.#sizes[to & mask] = this.#sizes[from & mask] as number
  }

  #cut(tail: number): void {
    for (let at = tail; at < this.#tail; at++) this.#items[at & this.#mask] = undefined
    this.#tail = tail
  }

  /** By whole rounds, so that all stay where they are. */
  #setBack(): void {
    const rounds = this.#head - (this.#head & this.#mask)
    this.#head -= rounds
    this.#sent -= rounds
    this.#tail -= rounds
  }

  #grow(): void {
    const size = this.size
    const mask = (this.#mask + 1) * 2 - 1
    const items = new Array<Pending | undefined>(mask + 1).fill(undefined)
    const sizes = new Int32Array(mask + 1)
    for (let i = 0; i < size; i++) {
      const from = (this.#head + i) & this.#mask
      items[i] = this.#items[from]
      sizes[i] = this.#sizes[from] as number
    }
    this.#items = items
    this.#sizes = sizes
    this.#mask = mask
    this.#sent -= this.#head
    this.#tail = size
    this.#head = 0
  }
}
