import type { Clock } from '@rc/pool'
import type { Entry } from './entry.js'
import type { Order } from './order.js'

/** An entry that is confirmed, but too early to be heard. */
export interface Early {
  readonly entry: Entry
  readonly order: Order<Entry>
  /** When that will be over, by the clock. */
  readonly until: number
}

/** Holds back entries until their time has come. What comes for them meanwhile is part of the gap. */
export class Settling {
  readonly #clock: Clock
  #early: Early[] = []
  #cancel: (() => void) | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  add(early: Early): void {
    this.#early.push(early)
    this.#arm()
  }

  cancel(): void {
    this.#cancel?.()
    this.#early = []
  }

  #arm(): void {
    const [first] = this.#early
    if (first === undefined || this.#cancel !== undefined) return
    this.#cancel = this.#clock.after(Math.max(1, first.until - this.#clock.now()), () => this.#release(), true)
  }

  #release(): void {
    this.#cancel = undefined
    const now = this.#clock.now()
    const due = this.#early.filter(({ until }) => until <= now)
    this.#early = this.#early.filter(({ until }) => until > now)
    for (const { entry, order } of due) if (entry.order === order) entry.confirm()
    this.#arm()
  }
}
