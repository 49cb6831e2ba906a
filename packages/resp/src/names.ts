import { utf8Slice } from './utf8.js'

/** Powers of two: how many names are remembered at first, and at most. */
const FIRST = 64
const MOST = 4096
/** Longer names are not remembered. */
const LONGEST = 64

/**
 * Makes strings of names that come again and again: the same string each time, which also has its hash already where it
 * is looked up in a map. Of names that share a place the last one is remembered; where that happens often, there come to
 * be more places.
 */
export class Names {
  #texts: string[] = []
  /** The bytes of each, `LONGEST` for one place: to compare them takes a third of the time that text takes. */
  #bytes = new Uint8Array(FIRST * LONGEST)
  #lengths = new Int16Array(FIRST).fill(-1)
  #last = 0
  /** Names that had to make room for others, since there are as many places. */
  #evicted = 0

  /** The UTF-8 text of `bytes[from, to)`. */
  of(bytes: Buffer, from: number, to: number): string {
    if (this.#is(this.#last, bytes, from, to)) return this.#texts[this.#last] as string
    if (to - from > LONGEST) return utf8Slice(bytes, from, to)
    const place = hashOf(bytes, from, to) & (this.#lengths.length - 1)
    this.#last = place
    if (!this.#is(place, bytes, from, to)) this.#keep(place, utf8Slice(bytes, from, to), bytes.subarray(from, to))
    return this.#texts[place] as string
  }

  #is(place: number, bytes: Buffer, from: number, to: number): boolean {
    if (this.#lengths[place] !== to - from) return false
    const known = this.#bytes
    // The last characters are those in which names differ most often.
    let i = place * LONGEST + (to - from)
    for (let at = to - 1; at >= from; at--) if (bytes[at] !== known[--i]) return false
    return true
  }

  #keep(place: number, text: string, bytes: Uint8Array): void {
    if ((this.#lengths[place] as number) >= 0) this.#evicted++
    this.#texts[place] = text
    this.#lengths[place] = bytes.length
    this.#bytes.set(bytes, place * LONGEST)
    if (this.#evicted > this.#lengths.length && this.#lengths.length < MOST) this.#grow()
  }

  /** Begins anew with more places. What comes again is soon known again. */
  #grow(): void {
    const places = this.#lengths.length * 4
    this.#bytes = new Uint8Array(places * LONGEST)
    this.#lengths = new Int16Array(places).fill(-1)
    this.#evicted = 0
  }
}

/** The same as if each byte were added to 31 times the ones before. Two at a time do not wait for each other. */
function hashOf(bytes: Buffer, from: number, to: number): number {
  let odd = 0
  let even = 0
  let at = from
  for (; at < to - 1; at += 2) {
    odd = (Math.imul(odd, 961) + (bytes[at] as number)) | 0
    even = (Math.imul(even, 961) + (bytes[at + 1] as number)) | 0
  }
  let hash = (Math.imul(odd, 31) + even) | 0
  if (at < to) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0
  return hash ^ (hash >>> 9)
}
