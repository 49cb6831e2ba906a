/** Something that wants to write once the current tick is over. */
export interface Flushable {
  flush(): void
}

/** Where time and ticks come from. Given from outside, so that a test can replay a schedule. */
export interface Clock {
  /** Milliseconds that never go back. */
  now(): number
  /** Runs `run` soon, after what is being handled now. */
  soon(run: () => void): void
  /** Runs `run` after `ms` milliseconds; returns what cancels it. Keeps the process alive only where `hold` is true. */
  after(ms: number, run: () => void, hold: boolean): () => void
  /** A random number from 0 to below 1. */
  random(): number
}

/** The clock of the process. */
export const systemClock: Clock = {
  now: () => performance.now(),
  soon: run => {
    setImmediate(run)
  },
  after: (ms, run, hold) => {
    const timer = setTimeout(run, ms)
    if (!hold) timer.unref()
    return () => clearTimeout(timer)
  },
  random: Math.random,
}

/** A long run of commands in one tick looks at the clock once for so many. */
const CALLS_PER_LOOK = 64

/**
 * The beat of a client: what was asked for in one tick of the event loop is written once, at its end; and the time is
 * read once a tick, not once a command.
 */
export class Ticker {
  readonly clock: Clock
  #due: Flushable[] = []
  #beating = false
  #now = 0
  #calls = 0
  readonly #beat = () => this.#run()

  constructor(clock: Clock) {
    this.clock = clock
  }

  /** The time in milliseconds, as of this tick. */
  now(): number {
    if (!this.#beating) this.#start()
    else if (++this.#calls >= CALLS_PER_LOOK) this.#look()
    return this.#now
  }

  /** Has `flushable` flushed at the end of this tick. */
  flushSoon(flushable: Flushable): void {
    this.#due.push(flushable)
    if (!this.#beating) this.#start()
  }

  #start(): void {
    this.#beating = true
    this.#look()
    this.clock.soon(this.#beat)
  }

  #look(): void {
    this.#calls = 0
    this.#now = this.clock.now()
  }

  #run(): void {
    this.#beating = false
    const due = this.#due
    if (due.length === 0) return
    this.#due = []
    for (const flushable of due) flushable.flush()
  }
}
