import { SLOT_COUNT, type SlotRange } from '@rc/slots'

/** A set of slots. Immutable: what looks like a change makes another one. */
export class SlotSet {
  static readonly none: SlotSet = new SlotSet(new Uint8Array(SLOT_COUNT))
  static readonly all: SlotSet = new SlotSet(new Uint8Array(SLOT_COUNT).fill(1))

  /** How many slots are in it. */
  readonly size: number
  readonly #marks: Uint8Array

  private constructor(marks: Uint8Array) {
    this.#marks = marks
    this.size = marks.reduce((sum, mark) => sum + mark, 0)
  }

  /** Those that `holds` says. */
  static where(holds: (slot: number) => boolean): SlotSet {
    return new SlotSet(Uint8Array.from({ length: SLOT_COUNT }, (_, slot) => (holds(slot) ? 1 : 0)))
  }

  static of(slots: Iterable<number>): SlotSet {
    const wanted = new Set(slots)
    return SlotSet.where(slot => wanted.has(slot))
  }

  static ofRanges(ranges: Iterable<SlotRange>): SlotSet {
    const marks = new Uint8Array(SLOT_COUNT)
    for (const { from, to } of ranges) marks.fill(1, from, to + 1)
    return new SlotSet(marks)
  }

  has(slot: number): boolean {
    return this.#marks[slot] === 1
  }

  or(other: SlotSet): SlotSet {
    return other.size === 0 ? this : SlotSet.where(slot => this.has(slot) || other.has(slot))
  }

  and(other: SlotSet): SlotSet {
    return SlotSet.where(slot => this.has(slot) && other.has(slot))
  }

  without(other: SlotSet): SlotSet {
    return other.size === 0 ? this : SlotSet.where(slot => this.has(slot) && !other.has(slot))
  }

  *[Symbol.iterator](): Iterator<number> {
    for (let slot = 0; slot < SLOT_COUNT; slot++) if (this.has(slot)) yield slot
  }

  /** Joined and in order. */
  ranges(): SlotRange[] {
    const ranges: { from: number; to: number }[] = []
    for (const slot of this) {
      const last = ranges.at(-1)
      if (last !== undefined && last.to + 1 === slot) last.to = slot
      else ranges.push({ from: slot, to: slot })
    }
    return ranges
  }
}
