import type { Connection } from '@rc/pool'
import { SLOT_COUNT, type SlotRange } from '@rc/slots'

/** So many connections come and go before the table is begun anew. */
const MOST = 4096

/**
 * The connection that commands of each slot took last. Small numbers in place of references: keys are spread over all
 * slots, and a table that fits into the processor's nearest memory is looked up in a fraction of the time.
 */
export class SlotConnections {
  /** Where in the list a slot's connection stands, counted from 1; 0 for none. */
  readonly #places = new Uint16Array(SLOT_COUNT)
  #connections: Connection[] = []

  /** The connection of a slot, unless it takes no more commands. */
  of(slot: number): Connection | undefined {
    const place = this.#places[slot] as number
    if (place === 0) return undefined
    const connection = this.#connections[place - 1] as Connection
    return connection.over ? undefined : connection
  }

  set(slot: number, connection: Connection): void {
    let at = this.#connections.lastIndexOf(connection)
    if (at < 0) {
      if (this.#connections.length === MOST) this.#clear()
      at = this.#connections.push(connection) - 1
    }
    this.#places[slot] = at + 1
  }

  /** Forgets the connections of some slots. */
  forget({ from, to }: SlotRange): void {
    this.#places.fill(0, from, to + 1)
  }

  #clear(): void {
    this.#places.fill(0)
    this.#connections = []
  }
}
