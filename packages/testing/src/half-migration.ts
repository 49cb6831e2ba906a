import type { RequestArg } from './encode.js'
import { assignSlot, closeSlot, type Move, migrateKeys, moveKeys, openSlot } from './migration.js'

/** A slot that is on the move and stays so until `finish` or `abort`. */
export class HalfMigration {
  /** The slot. */
  readonly slot: number
  readonly #move: Move

  /** @internal */
  constructor(slot: number, move: Move) {
    this.slot = slot
    this.#move = move
  }

  /** @internal */
  async begin(): Promise<void> {
    await openSlot(this.slot, this.#move)
  }

  /** Moves some of the slot's keys: so many of them, or these. All of them by default. Resolves to how many. */
  async moveKeys(which: number | readonly RequestArg[] = Number.POSITIVE_INFINITY): Promise<number> {
    if (typeof which === 'number') return moveKeys(this.slot, this.#move, which)
    await migrateKeys(which, this.#move)
    return which.length
  }

  /** Moves the keys that are left and gives the slot to its new owner. */
  async finish(): Promise<void> {
    await moveKeys(this.slot, this.#move)
    await assignSlot(this.slot, this.#move)
  }

  /**
   * Leaves the slot where it was and brings back the keys that were moved. Redis knows no way back without a gap: for a
   * moment those keys seem to be missing at their owner.
   */
  async abort(): Promise<void> {
    const { from, to } = this.#move
    // An owner that still says MIGRATING would refuse to take a key back.
    await closeSlot(this.slot, from)
    await moveKeys(this.slot, { ...this.#move, from: to, to: from })
    await closeSlot(this.slot, to)
  }
}
