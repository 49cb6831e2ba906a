import type { Pending } from './pending.js'

const FIRST_CAPACITY = 64

/**
 * What waits on one connection, in the order in which the server will answer: first what was written, then what was
 * not. A ring, so that a command costs no allocation here.
 */
export class InFlight {
  #items: (Pending | undefined)[] = new Array<Pending | undefined>(FIRST_CAPACITY).fill(undefined)
  #mask = FIRST_CAPACITY - 1
  // These only grow; where they stand in the ring is their last bits. 2^53 commands are not reached.
  #head = 0
  #sent = 0
  #tail = 0

  /** All that wait. */
  get size(): number {
    return this.#tail - this.#head
  }

  /** Those that were written and not answered. */
  get written(): number {
    return this.#sent - this.#head
  }

  /** Those that were not written. */
  get unwritten(): number {
    return this.#tail - this.#sent
  }

  push(pending: Pending): void {
    if (this.#tail - this.#head > this.#mask) this.#grow()
    this.#items[this.#tail++ & this.#mask] = pending
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
    return pending
  }

  /**
   * Hands the unwritten to `write`, in order, and counts them as written. Those that have settled meanwhile are taken
   * out instead. Stops when `write` returns false, but never behind one that is joined to the next.
   *
   * @returns how many were taken out
   */
  write(write: (pending: Pending) => boolean, dropped: (pending: Pending) => void): number {
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
        dropped(pending)
      } else {
        if (gap > 0) items[(at - gap) & mask] = pending
        going = write(pending) || pending.joined
      }
      at++
    }
    this.#sent = at - gap
    if (gap > 0) this.#closeGap(at, gap)
    return gap
  }

  /** Takes out those that have settled without being written, while nothing can be written. */
  prune(dropped: (pending: Pending) => void): void {
    const items = this.#items
    const mask = this.#mask
    let to = this.#sent
    for (let at = this.#sent; at < this.#tail; at++) {
      const pending = items[at & mask] as Pending
      if (pending.settled) dropped(pending)
      else items[to++ & mask] = pending
    }
    for (let at = to; at < this.#tail; at++) items[at & mask] = undefined
    this.#tail = to
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

  /** Calls `each` for all that wait, the oldest first. */
  forEach(each: (pending: Pending, sent: boolean) => void): void {
    for (let at = this.#head; at < this.#tail; at++) each(this.#items[at & this.#mask] as Pending, at < this.#sent)
  }

  /** Takes out all, the oldest first, each with whether it was written. */
  drain(): { pending: Pending; sent: boolean }[] {
    const all: { pending: Pending; sent: boolean }[] = []
    this.forEach((pending, sent) => all.push({ pending, sent }))
    this.#items = new Array<Pending | undefined>(FIRST_CAPACITY).fill(undefined)
    this.#mask = FIRST_CAPACITY - 1
    this.#head = this.#sent = this.#tail = 0
    return all
  }

  /** Moves what was not looked at down over the places of those that were taken out. */
  #closeGap(from: number, gap: number): void {
    const items = this.#items
    const mask = this.#mask
    for (let at = from; at < this.#tail; at++) items[(at - gap) & mask] = items[at & mask]
    for (let at = this.#tail - gap; at < this.#tail; at++) items[at & mask] = undefined
    this.#tail -= gap
  }

  #grow(): void {
    const size = this.#tail - this.#head
    const items = new Array<Pending | undefined>((this.#mask + 1) * 2).fill(undefined)
    for (let i = 0; i < size; i++) items[i] = this.#items[(this.#head + i) & this.#mask]
    this.#items = items
    this.#mask = items.length - 1
    this.#sent -= this.#head
    this.#tail = size
    this.#head = 0
  }
}
