import type { Connection } from '@rc/pool'
import { SLOT_COUNT, type SlotRange } from '@rc/slots'

/** As many connections as a byte can number; with more of them, two bytes do. */
const FEW = 255

/**
 * The connection that commands of each slot took last. Small numbers in place of references: keys are spread over all
 * slots, and a table that fits into the processor's nearest memory is looked up in a fraction of the time.
 */
export class SlotConnections {
  /** Where in the list a slot's connection stands, counted from 1; 0 for none. */
  #places: Uint8Array | Uint16Array = new Uint8Array(SLOT_COUNT)
  readonly #connections: (Connection | undefined)[] = []

  /** The connection of a slot, unless it takes no more commands. */
  of(slot: number): Connection | undefined {
    const place = this.#places[slot] as number
    if (place === 0) return undefined
    const connection = this.#connections[place - 1] as Connection
    return connection.over ? undefined : connection
  }

  set(slot: number, connection: Connection): void {
    let at = this.#connections.indexOf(connection)
    if (at < 0) {
      this.#letGo()
      at = this.#connections.indexOf(undefined)
      if (at < 0) at = this.#connections.length
      this.#connections[at] = connection
      if (at === FEW && this.#places instanceof Uint8Array) this.#places = Uint16Array.from(this.#places)
    }
    this.#places[slot] = at + 1
  }

  /** Forgets the connections of some slots. */
  forget({ from, to }: SlotRange): void {
    this.#places.fill(0, from, to + 1)
  }

  /** How many connections it keeps alive. */
  get size(): number {
    return this.#connections.filter(connection => connection !== undefined).length
  }

  /** Those that are over have buffers that nobody needs, and their places are free for others. */
  #letGo(): void {
    for (const [at, connection] of this.#connections.entries()) {
      if (connection?.over !== true) continue
      const place = at + 1
      for (let slot = this.#places.indexOf(place); slot >= 0; slot = this.#places.indexOf(place, slot + 1)) {
        this.#places[slot] = 0
      }
      this.#connections[at] = undefined
    }
  }
}
