import { latin1Slice, utf8Slice } from './utf8.js'

/** A power of two. */
const PLACES = 512
/** Longer names are not remembered. */
const LONGEST = 128

/**
 * Makes strings of names that come again and again: the same string each time, which also has its hash already where it
 * is looked up in a map. Of names that share a place the last one is remembered.
 */
export class Names {
  /** ASCII alone: there, a character is a byte. */
  readonly #known: string[] = new Array<string>(PLACES).fill('')
  #last = ''

  /** The UTF-8 text of `bytes[from, to)`. */
  of(bytes: Buffer, from: number, to: number): string {
    const last = this.#last
    if (last.length === to - from && isText(last, bytes, from)) return last
    if (to - from > LONGEST) return utf8Slice(bytes, from, to)
    let hash = 0
    let all = 0
    for (let at = from; at < to; at++) {
      const byte = bytes[at] as number
      hash = (Math.imul(hash, 31) + byte) | 0
      all |= byte
    }
    if (all > 127) return utf8Slice(bytes, from, to)
    const place = (hash ^ (hash >>> 9)) & (PLACES - 1)
    const known = this.#known[place] as string
    const name = known.length === to - from && isText(known, bytes, from) ? known : latin1Slice(bytes, from, to)
    this.#known[place] = name
    this.#last = name
    return name
  }
}

/** Whether `bytes` has the characters of `text` from `from` on. */
function isText(text: string, bytes: Buffer, from: number): boolean {
  // The last characters are those in which names differ most often.
  for (let i = text.length - 1; i >= 0; i--) if (text.charCodeAt(i) !== bytes[from + i]) return false
  return true
}
