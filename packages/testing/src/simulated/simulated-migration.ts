import type { RequestArg } from '../encode.js'
import type { SimulatedMove, SimulatedTopology } from './topology.js'

/** A slot of a simulated cluster that is on the move until `finish` or `abort`. */
export class SimulatedMigration {
  readonly slot: number
  readonly #topology: SimulatedTopology
  readonly #move: SimulatedMove

  /** @internal */
  constructor(slot: number, topology: SimulatedTopology, move: SimulatedMove) {
    this.slot = slot
    this.#topology = topology
    this.#move = move
    topology.moves.set(slot, move)
  }

  /** Moves some of the slot's keys: so many of them, or these. All of them by default. Resolves to how many. */
  async moveKeys(which: number | readonly RequestArg[] = Number.POSITIVE_INFINITY): Promise<number> {
    const { from, to } = this.#move
    const keys =
      typeof which === 'number'
        ? from.store.keysInSlot(this.slot).slice(0, which)
        : which.map(key => (key instanceof Uint8Array ? key : Buffer.from(String(key))))
    return from.store.moveTo(to.store, keys)
  }

  /** Moves the keys that are left and gives the slot to its new owner. */
  async finish(): Promise<void> {
    this.#topology.assign([this.slot], this.#move.to)
  }

  /** Brings the keys back that were moved, and leaves the slot where it was. */
  async abort(): Promise<void> {
    const { from, to } = this.#move
    to.store.moveTo(from.store, to.store.keysInSlot(this.slot))
    this.#topology.moves.delete(this.slot)
  }
}
