import { parseErrorReply, type ReplyError } from '@rc/errors'
import { lineEnd } from './frame-reader.js'

/**
 * A reply as the server wrote it, one shape a RESP type: nothing is merged, parsed or made pretty, so that a test can
 * hold it against what a client made of it. RESP3 maps are `Map`s, pushes and sets are arrays.
 */
export type RawReply =
  | string
  | number
  | bigint
  | boolean
  | null
  | ReplyError
  | readonly RawReply[]
  | ReadonlyMap<RawReply, RawReply>

/** Reads one whole frame, as `FrameReader` gives it. Strings are read as UTF-8. */
export function parseReply(frame: Buffer): RawReply {
  return new FrameParser(frame).value()
}

/** The words of one request frame: an array of strings, or an inline command. */
export function parseRequest(frame: Buffer): Buffer[] {
  return new FrameParser(frame).request()
}

class FrameParser {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  value(): RawReply {
    const line = this.#line()
    const rest = line.slice(1)
    switch (line.charAt(0)) {
      case '+':
        return rest
      case '-':
        return parseErrorReply(rest)
      case ':':
        return integer(rest)
      case '$':
        return this.#bulk(Number(rest))?.toString() ?? null
      case '!':
        return parseErrorReply(this.#bulk(Number(rest))?.toString() ?? '')
      case '=':
        return this.#bulk(Number(rest))?.toString().slice(4) ?? null
      case '*':
        return rest === '-1' ? null : this.#values(Number(rest))
      case '~':
      case '>':
        return this.#values(Number(rest))
      case '%':
        return this.#map(Number(rest))
      case '|':
        this.#map(Number(rest))
        return this.value()
      case '_':
        return null
      case '#':
        return rest === 't'
      case ',':
        return double(rest)
      case '(':
        return BigInt(rest)
      default:
        throw new TypeError('The bytes are no RESP value.')
    }
  }

  request(): Buffer[] {
    const line = this.#line()
    if (line[0] !== '*')
      return line
        .split(/\s+/)
        .filter(word => word !== '')
        .map(word => Buffer.from(word, 'latin1'))
    const words: Buffer[] = []
    for (let left = Number(line.slice(1)); left > 0; left--) {
      words.push(this.#bulk(Number(this.#line().slice(1))) ?? Buffer.alloc(0))
    }
    return words
  }

  #line(): string {
    const end = lineEnd(this.#bytes, this.#at)
    const line = this.#bytes.toString('utf8', this.#at, end)
    this.#at = this.#bytes.indexOf(10, end) + 1
    return line
  }

  #bulk(length: number): Buffer | undefined {
    if (length < 0) return undefined
    const bytes = this.#bytes.subarray(this.#at, this.#at + length)
    this.#at += length + 2
    return bytes
  }

  #values(count: number): RawReply[] {
    const values: RawReply[] = []
    for (let left = count; left > 0; left--) values.push(this.value())
    return values
  }

  #map(pairs: number): Map<RawReply, RawReply> {
    const map = new Map<RawReply, RawReply>()
    for (let left = pairs; left > 0; left--) {
      const key = this.value()
      map.set(key, this.value())
    }
    return map
  }
}

function integer(text: string): number | bigint {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : BigInt(text)
}

function double(text: string): number {
  if (text === 'inf') return Number.POSITIVE_INFINITY
  return text === '-inf' ? Number.NEGATIVE_INFINITY : Number(text)
}
