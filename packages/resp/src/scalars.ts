import type { Reply } from './types.js'

const LF = 10
const CR = 13
const HASH = 35
const DOLLAR = 36
const PLUS = 43
const COMMA = 44
const MINUS = 45
const ZERO = 48
const ONE = 49
const COLON = 58
const K = 75
const O = 79
const UNDERSCORE = 95
const F = 102
const T = 116

/** Bytes of the shortest value: nil, which is an underscore and the end of its line. */
const SHORTEST = 3

/** So many digits are read one by one and stay exact. */
const MOST_DIGITS = 15

/**
 * The short way for what most values are that are no text: an integer, `OK`, nil or a truth value, if it stands whole in
 * the chunk. No state is kept, and nothing else is tried: whatever is not exactly that is left to the long way.
 */
export class ScalarReader {
  /** The value that was read last. */
  value: Reply = null

  /**
   * Reads the value that begins at `at` into `value`; returns where it ends, or 0. Never looks beyond the chunk: to do so
   * once makes all reading slower from then on.
   */
  read(chunk: Buffer, at: number): number {
    const left = chunk.length - at
    if (left < SHORTEST) return 0
    switch (chunk[at]) {
      case COLON:
      case COMMA:
        return this.#integer(chunk, at)
      case PLUS:
        return left > 4 && isOk(chunk, at) ? this.#is('OK', at + 5) : 0
      case UNDERSCORE:
        return endsLine(chunk, at + 1) ? this.#is(null, at + 3) : 0
      case DOLLAR:
        return left > 4 && isNil(chunk, at) ? this.#is(null, at + 5) : 0
      case HASH:
        return left > 3 ? this.#truth(chunk, at) : 0
      default:
        return 0
    }
  }

  /** An integer, also as a double. */
  #integer(chunk: Buffer, from: number): number {
    const negative = chunk[from + 1] === MINUS
    const first = from + (negative ? 2 : 1)
    const most = Math.min(first + MOST_DIGITS, chunk.length - 2)
    let at = first
    let value = 0
    for (; at < most; at++) {
      const digit = (chunk[at] as number) - ZERO
      if (digit < 0 || digit > 9) break
      value = value * 10 + digit
    }
    if (at === first || !endsLine(chunk, at)) return 0
    // As a double it is one of its own.
    if (negative && value === 0) return 0
    return this.#is(negative ? -value : value, at + 2)
  }

  #truth(chunk: Buffer, at: number): number {
    const letter = chunk[at + 1]
    return (letter === T || letter === F) && endsLine(chunk, at + 2) ? this.#is(letter === T, at + 4) : 0
  }

  #is(value: Reply, end: number): number {
    this.value = value
    return end
  }
}

const endsLine = (chunk: Buffer, at: number): boolean => chunk[at] === CR && chunk[at + 1] === LF

const isOk = (chunk: Buffer, at: number): boolean =>
  chunk[at + 1] === O && chunk[at + 2] === K && endsLine(chunk, at + 3)

/** RESP2 writes it as a string of the length -1. */
const isNil = (chunk: Buffer, at: number): boolean =>
  chunk[at + 1] === MINUS && chunk[at + 2] === ONE && endsLine(chunk, at + 3)
