import { SLOT_COUNT, type SlotRange } from '@rc/slots'

const WORDS = SLOT_COUNT / 32

/** A set of slots, a bit for each. Immutable: what looks like a change makes another one. */
export class SlotSet {
  static readonly none: SlotSet = new SlotSet(new Int32Array(WORDS))
  static readonly all: SlotSet = new SlotSet(new Int32Array(WORDS).fill(-1))

  /** How many slots are in it. */
  readonly size: number
  readonly #words: Int32Array

  private constructor(words: Int32Array) {
    this.#words = words
    let size = 0
    for (let i = 0; i < WORDS; i++) size += bitsOf(words[i] as number)
    this.size = size
  }

  /** Those that `holds` says. */
  static where(holds: (slot: number) => boolean): SlotSet {
    const words = new Int32Array(WORDS)
    for (let slot = 0; slot < SLOT_COUNT; slot++) if (holds(slot)) mark(words, slot)
    return new SlotSet(words)
  }

  static of(slots: Iterable<number>): SlotSet {
    const words = new Int32Array(WORDS)
    for (const slot of slots) mark(words, slot)
    return new SlotSet(words)
  }

  static ofRanges(ranges: Iterable<SlotRange>): SlotSet {
    const words = new Int32Array(WORDS)
    for (const { from, to } of ranges) for (let slot = from; slot <= to; slot++) mark(words, slot)
    return new SlotSet(words)
  }

  has(slot: number): boolean {
    return ((this.#words[slot >> 5] as number) & (1 << (slot & 31))) !== 0
  }

  or(other: SlotSet): SlotSet {
    return this.#with(other, (mine, theirs) => mine | theirs)
  }

  and(other: SlotSet): SlotSet {
    return this.#with(other, (mine, theirs) => mine & theirs)
  }

  without(other: SlotSet): SlotSet {
    return this.#with(other, (mine, theirs) => mine & ~theirs)
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

  #with(other: SlotSet, combine: (mine: number, theirs: number) => number): SlotSet {
    const theirs = other.#words
    return new SlotSet(this.#words.map((mine, i) => combine(mine, theirs[i] as number)))
  }
}

function mark(words: Int32Array, slot: number): void {
  words[slot >> 5] = (words[slot >> 5] as number) | (1 << (slot & 31))
}

/** How many bits are set: in pairs, in fours, in bytes, then all four bytes at once. */
function bitsOf(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
