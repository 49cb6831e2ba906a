const LF = 10
const CR = 13

/** Finds where RESP values end in a stream, however the stream is cut, without reading what is in them. */
class FrameScanner {
  /** Values that the current frame still needs. */
  #missing = 1
  /** Bytes of a string, with the end of its line, that are still to come. */
  #skip = 0
  #line = ''

  /** How many bytes from `at` on belong to the current frame, and whether it ends with them. */
  scan(chunk: Buffer, at: number): { end: number; complete: boolean } {
    let position = at
    while (position < chunk.length) {
      if (this.#skip > 0) {
        const step = Math.min(this.#skip, chunk.length - position)
        this.#skip -= step
        position += step
        if (this.#skip > 0) break
        if (this.#valueDone()) return { end: position, complete: true }
        continue
      }
      const newline = chunk.indexOf(LF, position)
      if (newline === -1) {
        this.#line += chunk.toString('latin1', position)
        return { end: chunk.length, complete: false }
      }
      this.#line += chunk.toString('latin1', position, newline)
      position = newline + 1
      const line = this.#line
      this.#line = ''
      if (this.#takeLine(line)) return { end: position, complete: true }
    }
    return { end: position, complete: false }
  }

  #takeLine(line: string): boolean {
    const length = Number.parseInt(line.slice(1), 10)
    switch (line.charAt(0)) {
      case '$':
      case '=':
      case '!':
        if (!(length >= 0)) return this.#valueDone()
        this.#skip = length + 2
        return false
      case '*':
      case '~':
      case '>':
        return this.#aggregate(length)
      case '%':
        return this.#aggregate(length * 2)
      case '|':
        // Attributes stand before a value and are none.
        this.#missing += length * 2
        return false
      default:
        return this.#valueDone()
    }
  }

  #aggregate(elements: number): boolean {
    if (elements > 0) this.#missing += elements
    return this.#valueDone()
  }

  #valueDone(): boolean {
    this.#missing--
    if (this.#missing > 0) return false
    this.#missing = 1
    return true
  }
}

/**
 * Cuts a RESP stream into whole frames and hands each on as the bytes that it came in. Works for both directions: an
 * inline command is a frame of one line.
 *
 * @example
 * const reader = new FrameReader()
 * socket.on('data', chunk => { for (const frame of reader.read(chunk)) handle(frame) })
 */
export class FrameReader {
  readonly #scanner = new FrameScanner()
  #parts: Buffer[] = []

  /** Every frame that is complete with this chunk. */
  read(chunk: Buffer): Buffer[] {
    const frames: Buffer[] = []
    let at = 0
    while (at < chunk.length) {
      const { end, complete } = this.#scanner.scan(chunk, at)
      this.#parts.push(chunk.subarray(at, end))
      at = end
      if (!complete) break
      frames.push(this.#parts.length === 1 ? (this.#parts[0] as Buffer) : Buffer.concat(this.#parts))
      this.#parts = []
    }
    return frames
  }

  /** Bytes of a frame that has begun and not ended. */
  get partial(): Buffer {
    return Buffer.concat(this.#parts)
  }
}

/** Where the line that begins at `at` ends, its CRLF not counted. */
export function lineEnd(bytes: Buffer, at: number): number {
  const newline = bytes.indexOf(LF, at)
  const end = newline === -1 ? bytes.length : newline
  return end > at && bytes[end - 1] === CR ? end - 1 : end
}
