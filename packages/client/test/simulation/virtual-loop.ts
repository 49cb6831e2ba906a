import type { Clock } from '@rc/pool'
import { Agenda } from './agenda.js'
import type { Random } from './random.js'

/** How many events are handed to the real event loop at a time: each of its rounds costs more than most events. */
const BATCH = 32

/**
 * An event loop whose time is a number. Its rounds go as those of Node do: timers that are due, then what came in from
 * outside, then what was put off until `soon`; promises run dry after each of them. Where nothing is due, time leaps.
 */
export class VirtualLoop implements Clock {
  /** Timers of the client that keep a process alive, and that do not. */
  readonly #timers = new Agenda()
  /** What comes in: bytes, ends of connections, what users do. */
  readonly #arrivals = new Agenda()
  readonly #random: Random
  readonly #failed: (error: unknown) => void
  #soon: (() => void)[] = []
  #round: (() => void)[] = []
  #phase: 'timers' | 'arrivals' | 'soon' = 'timers'
  #now = 1000
  #stalledMs = 0
  #stalledUntil = 0
  /** How many events there were. */
  events = 0

  /** @param failed told of what an event throws: in a process it would be an uncaught exception */
  constructor(random: Random, failed: (error: unknown) => void) {
    this.#random = random
    this.#failed = failed
  }

  /** Timers that are set. */
  get timers(): number {
    return this.#timers.size
  }

  /** Milliseconds in all for which the process did nothing. */
  get stalledMs(): number {
    return this.#stalledMs
  }

  /** Whether the process has stalled in this very moment, so that the client may not have looked at the clock since. */
  get justStalled(): boolean {
    return this.#stalledUntil === this.#now
  }

  now(): number {
    return this.#now
  }

  soon(run: () => void): void {
    this.#soon.push(run)
  }

  after(ms: number, run: () => void): () => void {
    // As Node does it: whole milliseconds, at least one.
    const due = this.#timers.add(this.#now + Math.max(1, Math.trunc(ms)), run)
    return () => {
      due.run = undefined
    }
  }

  random(): number {
    return this.#random.next()
  }

  /** Has something come in from outside in `ms` milliseconds, not before `earliest`; returns when. */
  arrive(ms: number, run: () => void, earliest = 0): number {
    const at = Math.max(this.#now + ms, earliest)
    this.#arrivals.add(at, run)
    return at
  }

  /** The process does nothing for so long, while the world goes on. */
  stall(ms: number): void {
    this.#now += ms
    this.#stalledMs += ms
    this.#stalledUntil = this.#now
  }

  /** Runs until the time `until`, until nothing is due, or until `done` says so. */
  run(until: number, done: () => boolean = () => false): Promise<void> {
    return new Promise(resolve => {
      let over = false
      const one = (): void => {
        if (over) return
        const event = done() ? undefined : this.#next(until)
        if (event === undefined) {
          over = true
          resolve()
          return
        }
        this.events++
        try {
          event()
        } catch (error) {
          this.#failed(error)
        }
      }
      const some = (): void => {
        if (over) return
        for (let i = 0; i < BATCH; i++) setImmediate(one)
        setImmediate(some)
      }
      some()
    })
  }

  #next(until: number): (() => void) | undefined {
    for (;;) {
      const event = this.#ofPhase()
      if (event !== undefined) return event
      if (this.#phase !== 'timers' || this.#soon.length > 0) continue
      const next = Math.min(this.#timers.next, this.#arrivals.next)
      if (next === Infinity) return undefined
      if (next > until) {
        this.#now = Math.max(this.#now, until)
        return undefined
      }
      this.#now = Math.max(this.#now, next)
    }
  }

  /** The next event of this phase; where there is none, the next phase begins. */
  #ofPhase(): (() => void) | undefined {
    switch (this.#phase) {
      case 'timers': {
        const event = this.#timers.take(this.#now)
        if (event === undefined) this.#phase = 'arrivals'
        return event
      }
      case 'arrivals': {
        const event = this.#arrivals.take(this.#now)
        if (event !== undefined) return event
        this.#phase = 'soon'
        this.#round = this.#soon.reverse()
        this.#soon = []
        return undefined
      }
      case 'soon': {
        const event = this.#round.pop()
        if (event === undefined) this.#phase = 'timers'
        return event
      }
    }
  }
}
