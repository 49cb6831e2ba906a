import { utf8Slice } from './utf8.js'

/** How many bytes are made into one string. A value cut from it keeps at most these many bytes of neighbours alive. */
const WINDOW = 1024
/** Longer values get a string of their own. */
const LONGEST = 256

/**
 * Makes strings of byte ranges. A call into the runtime for each small value would cost more than all the rest of its
 * decoding, so a window over several values becomes one string, and the values are cut from that.
 */
export class TextWindow {
  #text = ''
  #from = 0
  #to = 0

  /** To be called when the bytes change: what was seen of the old ones no longer holds. */
  reset(): void {
    this.#text = ''
    this.#from = this.#to = 0
  }

  /** The UTF-8 text of `bytes[from, to)`. */
  cut(bytes: Buffer, from: number, to: number): string {
    if (from >= this.#from && to <= this.#to) return this.#text.slice(from - this.#from, to - this.#from)
    if (to - from > LONGEST) return utf8Slice(bytes, from, to)
    return this.#open(bytes, from, to)
  }

  #open(bytes: Buffer, from: number, to: number): string {
    const end = Math.min(bytes.length, from + WINDOW)
    const text = utf8Slice(bytes, from, end)
    // As many characters as bytes: no sequence of several bytes stands in the window, and positions are the same in
    // both. Otherwise this value is decoded alone.
    if (text.length !== end - from) return utf8Slice(bytes, from, to)
    this.#text = text
    this.#from = from
    this.#to = end
    return text.slice(0, to - from)
  }
}
