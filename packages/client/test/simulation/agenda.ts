/** Something that is due at a time. */
export interface Due {
  readonly at: number
  /** Which of those that are due at one time comes first. */
  readonly order: number
  /** Undefined once it was called off. */
  run: (() => void) | undefined
}

/** What is due, the earliest first: a heap. */
export class Agenda {
  readonly #heap: Due[] = []
  #orders = 0

  /** The time of the earliest, `Infinity` where there is none. */
  get next(): number {
    this.#dropCalledOff()
    return this.#heap[0]?.at ?? Infinity
  }

  add(at: number, run: () => void): Due {
    const due: Due = { at, order: this.#orders++, run }
    const heap = this.#heap
    let place = heap.push(due) - 1
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (!before(due, heap[parent] as Due)) break
      heap[place] = heap[parent] as Due
      place = parent
    }
    heap[place] = due
    return due
  }

  /** Takes out the earliest, if it is due. */
  take(now: number): (() => void) | undefined {
    if (this.next > now) return undefined
    const { run } = this.#shift()
    return run
  }

  /** How many are due some time. */
  get size(): number {
    return this.#heap.reduce((count, { run }) => (run === undefined ? count : count + 1), 0)
  }

  #dropCalledOff(): void {
    while (this.#heap.length > 0 && this.#heap[0]?.run === undefined) this.#shift()
  }

  #shift(): Due {
    const heap = this.#heap
    const first = heap[0] as Due
    const last = heap.pop() as Due
    if (heap.length === 0) return first
    let place = 0
    for (;;) {
      let child = 2 * place + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(heap[child + 1] as Due, heap[child] as Due)) child++
      if (!before(heap[child] as Due, last)) break
      heap[place] = heap[child] as Due
      place = child
    }
    heap[place] = last
    return first
  }
}

const before = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)
