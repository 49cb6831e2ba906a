import type { Clock, Connection } from '@rc/pool'
import { Ping } from './ping.js'

/** Between two questions for a sign of life. */
const PING_MS = 500

/** Feels whether a connection is alive, and knows until when all has come that its node sent. */
export class Pulse {
  /** All that the node had sent until then has come. */
  provenAt: number
  /** Looks in a row in which nothing was heard while something should have been. */
  silence = 0
  readonly #clock: Clock
  readonly #astray: () => void
  #ping: Ping | undefined
  #pings = 0
  #heard = 0

  /** @param astray an answer fits no question */
  constructor(clock: Clock, astray: () => void) {
    this.#clock = clock
    this.#astray = astray
    this.provenAt = clock.now()
  }

  /** Something that was sent then has been answered. */
  prove(at: number): void {
    this.provenAt = Math.max(this.provenAt, at)
  }

  /**
   * Looks, and asks from time to time.
   *
   * @param state whether other answers are due, and whether nothing is read now
   */
  look(connection: Connection | undefined, state: { readonly due: boolean; readonly paused: boolean }): void {
    if (connection === undefined || connection.state !== 'ready') {
      this.silence++
      return
    }
    const { lastHeard } = connection
    const awaited = !state.paused && (state.due || this.#ping !== undefined)
    this.silence = awaited && lastHeard === this.#heard ? this.silence + 1 : 0
    this.#heard = lastHeard
    const now = this.#clock.now()
    if (this.#ping !== undefined || state.paused || now - this.provenAt < PING_MS) return
    this.#ping = new Ping(++this.#pings, now, (ping, inStep) => {
      this.prove(ping.at)
      this.#ping = undefined
      if (!inStep) this.#astray()
    })
    connection.send(this.#ping)
  }
}
