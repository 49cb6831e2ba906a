import type { Ticker } from './ticker.js'

/** Something that holds what has a deadline. */
export interface Sweepable {
  /** Settles what is overdue; returns whether anything is left that has to be watched. */
  sweep(now: number): boolean
}

/** How late a deadline may be noticed. One look at all that wait costs less than a timer for each. */
const PERIOD_MS = 25

/** Watches all deadlines of a client with one timer, which runs only while something waits. */
export class Deadlines {
  readonly #ticker: Ticker
  readonly #watched = new Set<Sweepable>()
  #cancel: (() => void) | undefined
  readonly #sweep = () => this.#run()
  // What came in while the process was busy is read before anything is called overdue: timers run before sockets are
  // read, so the look itself waits for the next beat.
  readonly #fire = () => this.#ticker.clock.soon(this.#sweep)

  constructor(ticker: Ticker) {
    this.#ticker = ticker
  }

  /** Has `sweepable` looked at until it says that nothing is left. */
  watch(sweepable: Sweepable): void {
    this.#watched.add(sweepable)
    if (this.#cancel === undefined) this.#arm()
  }

  /** Stops watching. */
  close(): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.#watched.clear()
  }

  #arm(): void {
    this.#cancel = this.#ticker.clock.after(PERIOD_MS, this.#fire, true)
  }

  #run(): void {
    this.#cancel = undefined
    const now = this.#ticker.clock.now()
    for (const sweepable of this.#watched) if (!sweepable.sweep(now)) this.#watched.delete(sweepable)
    if (this.#watched.size > 0 && this.#cancel === undefined) this.#arm()
  }
}
