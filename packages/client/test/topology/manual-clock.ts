import type { Clock } from '@rc/pool'

/** A clock that a test turns. Timers run in the order in which they are due, and what they resolve runs between them. */
export class ManualClock implements Clock {
  #now = 0
  #timers: { readonly at: number; readonly run: () => void; readonly hold: boolean }[] = []
  readonly #random: () => number

  constructor(random: () => number = () => 0) {
    this.#random = random
  }

  /** How many timers are set. */
  get pending(): number {
    return this.#timers.length
  }

  /** Whether any of them would keep the process alive. */
  get holding(): boolean {
    return this.#timers.some(({ hold }) => hold)
  }

  now(): number {
    return this.#now
  }

  soon(run: () => void): void {
    this.after(0, run)
  }

  after(ms: number, run: () => void, hold = false): () => void {
    const timer = { at: this.#now + ms, run, hold }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter(other => other !== timer)
    }
  }

  random(): number {
    return this.#random()
  }

  /** Lets so many milliseconds pass. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms
    await settled()
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)
      if (next === undefined) break
      this.#timers = this.#timers.filter(other => other !== next)
      this.#now = Math.max(this.#now, next.at)
      next.run()
      await settled()
    }
    this.#now = until
  }
}

/** Everything that promises have to do now is done. */
const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve))
