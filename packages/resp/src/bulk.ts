/** Bytes set aside at once for a string whose length the server has only announced. */
const FIRST_PIECE = 1024 * 1024

/**
 * A string that comes in pieces. Grows as bytes arrive, never by what was announced, so that an announcement costs
 * nothing; and copies each byte a bounded number of times.
 */
export class BulkAssembler {
  readonly length: number
  #buffer: Buffer
  #filled = 0

  /** @param scratch memory to use where the string fits into it; then `bytes()` is good until it is used again */
  constructor(length: number, scratch?: Buffer) {
    this.length = length
    const fits = scratch !== undefined && length <= scratch.length
    this.#buffer = fits ? scratch : Buffer.allocUnsafe(Math.min(length, FIRST_PIECE))
  }

  get missing(): number {
    return this.length - this.#filled
  }

  /** Takes what belongs to the string out of a chunk; returns how many bytes that were. */
  take(chunk: Buffer, from: number, to: number): number {
    const count = Math.min(to - from, this.missing)
    this.#reserve(this.#filled + count)
    chunk.copy(this.#buffer, this.#filled, from, from + count)
    this.#filled += count
    return count
  }

  /** The whole string as bytes, owned by the caller unless they stand in the scratch memory. */
  bytes(): Buffer {
    return this.#buffer.length === this.length ? this.#buffer : this.#buffer.subarray(0, this.length)
  }

  #reserve(size: number): void {
    if (size <= this.#buffer.length) return
    const grown = Buffer.allocUnsafe(Math.min(this.length, Math.max(size, this.#buffer.length * 2)))
    this.#buffer.copy(grown, 0, 0, this.#filled)
    this.#buffer = grown
  }
}
