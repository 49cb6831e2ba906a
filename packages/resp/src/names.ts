/** Powers of four: how many names are remembered at first, and at most. */
const FIRST = 64
const MOST = 4096
/** Longer names are not remembered. */
const LONGEST = 64
/** The same in words of four bytes. */
const WORDS = LONGEST >> 2

/**
 * What belongs to names that come again and again: found by their bytes, so that no string is made of a name that is
 * known. A name has two places; of more that share them the last one is remembered, and where that happens often, there
 * come to be more places.
 */
export class Names<T> {
  readonly #make: (from: number, to: number) => T
  #values = noValues<T>(FIRST)
  /** The bytes of each, `WORDS` for one place: four are compared at a time. */
  #words = new Int32Array(FIRST * WORDS)
  #lengths = new Int16Array(FIRST).fill(-1)
  /** So far a hash is shifted to become a place. */
  #shift = 32 - Math.log2(FIRST)
  /** Names that had to make room for others, since there are as many places. */
  #evicted = 0

  /** @param make what belongs to a name that is not known */
  constructor(make: (from: number, to: number) => T) {
    this.#make = make
  }

  /** What belongs to the name at `bytes[from, to)`. Three more bytes must stand behind it: they are read, too. */
  of(bytes: DataView, from: number, to: number): T {
    const length = to - from
    if (length > LONGEST || length === 0) return this.#make(from, to)
    const last = from + ((length - 1) & ~3)
    const tail = tailOf(bytes, last, to)
    let factor = FACTOR
    let hash = Math.imul(tail, factor)
    for (let at = from; at < last; at += 4) {
      factor = (factor + STEP) | 0
      hash = (hash + Math.imul(bytes.getInt32(at, true), factor)) | 0
    }
    let place = hash >>> this.#shift
    for (let i = 0; i < 2; i++, place ^= 1) {
      if (this.#lengths[place] !== length) continue
      const words = this.#words
      let word = place * WORDS
      let at = from
      for (; at < last && bytes.getInt32(at, true) === words[word]; at += 4) word++
      if (at === last && words[word] === tail) return this.#values[place] as T
    }
    return this.#keep((this.#lengths[place] as number) < 0 ? place : place ^ 1, bytes, { from, to })
  }

  /** Forgets all of them. */
  forget(): void {
    this.#values.fill(undefined)
    this.#lengths.fill(-1)
  }

  #keep(place: number, bytes: DataView, { from, to }: { from: number; to: number }): T {
    const value = this.#make(from, to)
    if ((this.#lengths[place] as number) >= 0) this.#evicted++
    this.#values[place] = value
    this.#lengths[place] = to - from
    let word = place * WORDS
    let at = from
    for (; at + 4 < to; at += 4) this.#words[word++] = bytes.getInt32(at, true)
    this.#words[word] = tailOf(bytes, at, to)
    if (this.#evicted > this.#lengths.length && this.#lengths.length < MOST) this.#grow()
    return value
  }

  /** Begins anew with more places. What comes again is soon known again. */
  #grow(): void {
    const places = this.#lengths.length * 4
    this.#values = noValues(places)
    this.#words = new Int32Array(places * WORDS)
    this.#lengths = new Int16Array(places).fill(-1)
    this.#shift -= 2
    this.#evicted = 0
  }
}

/** At full length: an array that is filled from anywhere becomes a table of hashes. */
const noValues = <T>(places: number): (T | undefined)[] => new Array<T | undefined>(places).fill(undefined)

/** Odd, and far from each other in all their bits: words that have a factor each add up to a hash that is good above. */
const FACTOR = 0x9e3779b1 | 0
const STEP = 0x85ebca6a | 0

/** The last one to four bytes of a name. */
const tailOf = (bytes: DataView, at: number, to: number): number =>
  bytes.getInt32(at, true) & (-1 >>> (((at - to) & 3) << 3))
