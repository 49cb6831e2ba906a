import { SLOT_COUNT } from '@rc/slots'

/** Says that a slot's count stands in the map. */
const MANY = 255
/** A count goes back among the small ones when it is not larger: not at once, or it might go to and fro. */
const FEW = 127

/**
 * A count for each slot. Every command counts up and down at a slot of chance, so the table has to stay in the
 * processor's nearest memory: a byte a slot, and the few slots that have hundreds stand in a map.
 */
export class SlotCounts {
  readonly #small = new Uint8Array(SLOT_COUNT)
  readonly #large = new Map<number, number>()

  /** The count of a slot. */
  of(slot: number): number {
    const count = this.#small[slot] as number
    return count === MANY ? (this.#large.get(slot) as number) : count
  }

  /** Counts one more. */
  up(slot: number): void {
    const count = this.#small[slot] as number
    if (count < MANY) this.#small[slot] = count + 1
    if (count >= MANY - 1) this.#large.set(slot, (this.#large.get(slot) ?? MANY - 1) + 1)
  }

  /** Counts one less. */
  down(slot: number): void {
    const count = this.#small[slot] as number
    if (count === MANY) this.#downLarge(slot)
    else this.#small[slot] = count - 1
  }

  #downLarge(slot: number): void {
    const count = (this.#large.get(slot) as number) - 1
    if (count > FEW) {
      this.#large.set(slot, count)
      return
    }
    this.#large.delete(slot)
    this.#small[slot] = count
  }
}
