import type { Clock } from '@rc/pool'
import { type Lost, TRAVEL_MS } from './entry.js'
import type { Dropped } from './mailbox.js'
import type { Gap } from './messages.js'

/** Makes few gaps of many: what was lost together and comes back together is one. */
export class GapCollector {
  readonly #clock: Clock
  readonly #tell: (gap: Gap) => void
  #open: { readonly lost: Lost; readonly channels: string[] }[] = []

  constructor(clock: Clock, tell: (gap: Gap) => void) {
    this.#clock = clock
    this.#tell = tell
  }

  /** Whether gaps are to be told. */
  get pending(): boolean {
    return this.#open.length > 0
  }

  add(channel: string, lost: Lost): void {
    if (this.#open.length === 0) queueMicrotask(() => this.flush())
    const same = this.#open.find(({ lost: { from, reason } }) => from === lost.from && reason === lost.reason)
    if (same === undefined) this.#open.push({ lost, channels: [channel] })
    else same.channels.push(channel)
  }

  /** Tells of all. */
  flush(): void {
    const gaps = this.#open
    this.#open = []
    for (const { lost, channels } of gaps) {
      this.#tell({ from: this.#wall(lost.from), to: Date.now(), reason: lost.reason, channels })
    }
  }

  /** The gap that a full buffer makes. */
  overflow({ from, to, count }: Dropped, channels: readonly string[]): Gap {
    return { from: this.#wall(from - TRAVEL_MS), to: this.#wall(to), reason: 'overflow', channels, dropped: count }
  }

  cancel(): void {
    this.#open = []
  }

  /** The time of the wall clock at a time of the client's clock. */
  #wall(time: number): number {
    return Math.floor(Date.now() - (this.#clock.now() - time))
  }
}
