import type { Arg, Request } from './types.js'
import { latin1Write, utf8Write } from './utf8.js'

/** Bytes of a segment. One segment takes the commands of many ticks before the next is needed. */
const SEGMENT = 64 * 1024
/** Shorter strings are written here, four characters at a time, which costs less than a call into the runtime. */
const SHORT = 48
/** Up to here it costs less to make room for the worst case than to count the bytes first. */
const MEDIUM = 1024
/** Longer byte arrays are not copied: they go to the socket as they are. */
const COPY_LIMIT = 4096
/** Longer strings become bytes of their own, so that a segment need not make room for them. */
const OWN_CHUNK = 32 * 1024
/**
 * What a length or a count can take up, with its type byte and the end of its line (13 bytes), and the three that a head,
 * which is written four bytes at a time, may reach beyond its end.
 */
const HEADER = 16

const ZERO = 48
const DOLLAR = 36
const STAR = 42
/** The end of a line as a little-endian number. */
const CRLF = 0x0a0d

/**
 * Commands, encoded one behind the other, until they are taken to be written.
 *
 * Bytes that were taken are never written over unless `recycle` says that they left the process, so they can be handed
 * to a socket that keeps them.
 */
export class WriteBuffer {
  #segment = Buffer.allocUnsafeSlow(SEGMENT)
  #view = viewOf(this.#segment)
  /** Where the bytes begin that have not been taken. */
  #from = 0
  #at = 0
  /** What comes before the bytes of the segment: filled segments, and values too large to copy. */
  #chunks: Uint8Array[] = []
  #chunkBytes = 0
  /** The head that was written last, and what is written for it. */
  #head = ''
  #packed: Int32Array = NOTHING

  /** Bytes waiting to be taken. */
  get length(): number {
    return this.#chunkBytes + this.#at - this.#from
  }

  /** Encodes a command behind those already here. */
  append(request: Request): void {
    const { spec, args } = request
    const { head } = spec
    this.#reserve(HEADER + head.length)
    this.#header(STAR, spec.words + args.length)
    if (head !== this.#head) this.#packed = packed((this.#head = head))
    const words = this.#packed
    const view = this.#view
    const at = this.#at
    for (let i = 0; i < words.length; i++) view.setInt32(at + i * 4, words[i] as number, true)
    this.#at = at + head.length
    for (let i = 0; i < args.length; i++) {
      const arg = args[i] as Arg
      if (typeof arg === 'string') this.#string(arg)
      else if (arg instanceof Uint8Array) this.#bytes(arg)
      else this.#string(numberText(arg))
    }
  }

  /** All bytes that wait, as a list of chunks in order. They are the caller's until `recycle`. */
  take(): readonly Uint8Array[] {
    this.#spill()
    const chunks = this.#chunks
    this.#chunks = []
    this.#chunkBytes = 0
    return chunks
  }

  /** Says that everything taken so far has left the process: its memory is used again, unless more waits behind it. */
  recycle(): void {
    if (this.#from === this.#at) this.#from = this.#at = 0
  }

  /** Moves what the segment holds into the list of chunks. */
  #spill(): void {
    if (this.#at === this.#from) return
    this.#push(this.#segment.subarray(this.#from, this.#at))
    this.#from = this.#at
  }

  #push(chunk: Uint8Array): void {
    this.#chunks.push(chunk)
    this.#chunkBytes += chunk.length
  }

  #reserve(size: number): void {
    if (this.#at + size <= SEGMENT) return
    this.#spill()
    this.#segment = Buffer.allocUnsafeSlow(SEGMENT)
    this.#view = viewOf(this.#segment)
    this.#from = this.#at = 0
  }

  #string(text: string): void {
    const length = text.length
    if (length > MEDIUM) {
      this.#longText(text)
      return
    }
    // Three bytes a character is the most that a text can become.
    this.#reserve(length * 3 + HEADER)
    const start = this.#at
    this.#header(DOLLAR, length)
    // Nearly all text is ASCII: one byte a character, so the length is known before the text is looked at. Where that
    // turns out wrong, header and text are written once more.
    const written = length <= SHORT ? this.#shortText(text) : utf8Write(this.#segment, text, this.#at)
    if (written === length) {
      this.#at += written
      this.#end()
      return
    }
    this.#at = start
    this.#header(DOLLAR, Buffer.byteLength(text))
    this.#at += utf8Write(this.#segment, text, this.#at)
    this.#end()
  }

  /** To count the bytes first tells whether the text is ASCII, which is copied four times as fast as it is encoded. */
  #longText(text: string): void {
    const size = Buffer.byteLength(text)
    const write = size === text.length ? latin1Write : utf8Write
    if (size > OWN_CHUNK) {
      const bytes = Buffer.allocUnsafeSlow(size)
      write(bytes, text, 0)
      this.#ownChunk(bytes)
      return
    }
    this.#reserve(size + HEADER)
    this.#header(DOLLAR, size)
    this.#at += write(this.#segment, text, this.#at)
    this.#end()
  }

  /** Writes ASCII text behind the position; returns its length, or -1 where it is not ASCII. */
  #shortText(text: string): number {
    const view = this.#view
    const length = text.length
    let at = this.#at
    let seen = 0
    let i = 0
    for (; i + 3 < length; i += 4, at += 4) {
      const a = text.charCodeAt(i)
      const b = text.charCodeAt(i + 1)
      const c = text.charCodeAt(i + 2)
      const d = text.charCodeAt(i + 3)
      seen |= a | b | c | d
      view.setInt32(at, a | (b << 8) | (c << 16) | (d << 24), true)
    }
    for (; i < length; i++, at++) {
      const code = text.charCodeAt(i)
      seen |= code
      view.setUint8(at, code)
    }
    return seen < 128 ? length : -1
  }

  #bytes(bytes: Uint8Array): void {
    if (bytes.length > COPY_LIMIT) {
      this.#ownChunk(bytes)
      return
    }
    this.#reserve(bytes.length + HEADER)
    this.#header(DOLLAR, bytes.length)
    this.#segment.set(bytes, this.#at)
    this.#at += bytes.length
    this.#end()
  }

  #ownChunk(bytes: Uint8Array): void {
    this.#reserve(HEADER)
    this.#header(DOLLAR, bytes.length)
    this.#spill()
    this.#push(bytes)
    // There is still room for two bytes: no length takes up a whole HEADER.
    this.#end()
  }

  /** A type byte, a number and the end of the line. */
  #header(type: number, value: number): void {
    const view = this.#view
    let at = this.#at
    if (value < 10) {
      view.setInt32(at, type | ((ZERO + value) << 8) | (CRLF << 16), true)
      this.#at = at + 4
      return
    }
    view.setUint8(at++, type)
    if (value < 100) {
      const tens = (value / 10) | 0
      view.setInt32(at, (ZERO + tens) | ((ZERO + value - tens * 10) << 8) | (CRLF << 16), true)
      this.#at = at + 4
      return
    }
    const digits = String(value)
    for (let i = 0; i < digits.length; i++) view.setUint8(at++, digits.charCodeAt(i))
    this.#at = at
    this.#end()
  }

  #end(): void {
    this.#view.setInt16(this.#at, CRLF, true)
    this.#at += 2
  }
}

const viewOf = ({ buffer, byteOffset, length }: Buffer): DataView => new DataView(buffer, byteOffset, length)

const NOTHING = new Int32Array()

/** Heads that are kept at most: there are a few hundred commands, but a user may send words that are none. */
const MOST_HEADS = 2000
const heads = new Map<string, Int32Array>()

/** ASCII text, four bytes a number, the last one filled up with zeros. Made once for each text. */
function packed(text: string): Int32Array {
  const known = heads.get(text)
  if (known !== undefined) return known
  if (heads.size === MOST_HEADS) heads.clear()
  const bytes = new DataView(new ArrayBuffer(Math.ceil(text.length / 4) * 4))
  for (let i = 0; i < text.length; i++) bytes.setUint8(i, text.charCodeAt(i))
  const words = Int32Array.from({ length: bytes.byteLength / 4 }, (_, i) => bytes.getInt32(i * 4, true))
  heads.set(text, words)
  return words
}

/** How the protocol writes a number: JavaScript's own decimal text, but for infinity. */
function numberText(value: number | bigint): string {
  if (value === Number.POSITIVE_INFINITY) return 'inf'
  if (value === Number.NEGATIVE_INFINITY) return '-inf'
  return String(value)
}

/**
 * One command as bytes, for tools and tests; a connection encodes into a `WriteBuffer`.
 *
 * @example
 * encode(['SET', 'k', 1]).toString() // '*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1\r\n1\r\n'
 */
export function encode(words: readonly Arg[]): Buffer {
  const buffer = new WriteBuffer()
  buffer.append({ spec: { head: '', words: 0 }, args: words })
  return Buffer.concat(buffer.take())
}
