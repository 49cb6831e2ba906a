import { isAscii } from 'node:buffer'
import { latin1Slice, utf8Slice } from './utf8.js'

const CR = 13
const LF = 10
const DOLLAR = 36
const ZERO = 48

/** How many bytes are made into one string. A value cut from it keeps at most these many bytes of neighbours alive. */
const WINDOW = 1024
/** Longer values get a string of their own. */
const LONGEST = 256
/** From here on it pays to look whether a value is ASCII, which is made into a string in half the time. */
const WORTH_A_LOOK = 1024

/**
 * Makes strings of byte ranges. A call into the runtime for each small value would cost more than all the rest of its
 * decoding, so a window over several values becomes one string, and the values are cut from that. This needs as many
 * characters as bytes: where other text than ASCII stands, values are decoded one by one.
 */
export class TextWindow {
  #text = ''
  #from = 0
  #to = 0
  /** Whether the whole chunk is ASCII, which is found out once for all its values; undefined before. */
  #ascii: boolean | undefined
  /** Up to here no window can be opened. */
  #mixedTo = 0
  readonly #longest: number
  /** Where the string ends that `find` found last. */
  found = 0

  /** @param longest bytes of a string that `find` finds */
  constructor(longest: number) {
    this.#longest = longest
  }

  /** To be called when the bytes change: what was seen of the old ones no longer holds. */
  reset(): void {
    this.#text = ''
    this.#from = this.#to = this.#mixedTo = 0
    this.#ascii = undefined
  }

  /**
   * Where the text of a bulk string begins that stands whole at `at`, and leaves in `found` where it ends; 0 for all
   * else.
   */
  find(bytes: Buffer, at: number): number {
    const end = bytes.length
    // To read beyond the end, be it once, makes all reading slower.
    if (at >= end || bytes[at] !== DOLLAR) return 0
    let lineEnd = at + 1
    let length = 0
    for (; lineEnd < end; lineEnd++) {
      const digit = (bytes[lineEnd] as number) - ZERO
      if (digit < 0 || digit > 9) break
      length = length * 10 + digit
    }
    const from = lineEnd + 2
    const to = from + length
    if (to + 2 > end || length > this.#longest || lineEnd === at + 1) return 0
    if (bytes[lineEnd] !== CR || bytes[from - 1] !== LF || bytes[to] !== CR || bytes[to + 1] !== LF) return 0
    this.found = to
    return from
  }

  /** The UTF-8 text of `bytes[from, to)`. */
  cut(bytes: Buffer, from: number, to: number): string {
    if (from >= this.#from && to <= this.#to) return this.#text.slice(from - this.#from, to - this.#from)
    this.#ascii ??= isAscii(bytes)
    if (to - from > LONGEST) return this.#ascii ? latin1Slice(bytes, from, to) : longText(bytes, from, to)
    if (from < this.#mixedTo) return utf8Slice(bytes, from, to)
    return this.#open(bytes, from, to)
  }

  #open(bytes: Buffer, from: number, to: number): string {
    const end = Math.min(bytes.length, from + WINDOW)
    if (this.#ascii !== true && !isAscii(bytes.subarray(from, end))) {
      this.#mixedTo = end
      return utf8Slice(bytes, from, to)
    }
    this.#text = latin1Slice(bytes, from, end)
    this.#from = from
    this.#to = end
    return this.#text.slice(0, to - from)
  }
}

/** The UTF-8 text of a long range, which most often is ASCII. */
export function longText(bytes: Buffer, from: number, to: number): string {
  const ascii = to - from >= WORTH_A_LOOK && isAscii(bytes.subarray(from, to))
  return ascii ? latin1Slice(bytes, from, to) : utf8Slice(bytes, from, to)
}
