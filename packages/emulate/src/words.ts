import type { Arg } from '@rc/resp'

// What stands in a command, whichever of the ways to write it the caller chose.

/** The bytes that go over the wire, without a copy where they are bytes already. */
export function bytesOf(arg: Arg): Buffer {
  if (arg instanceof Uint8Array) return Buffer.from(arg.buffer, arg.byteOffset, arg.byteLength)
  return Buffer.from(String(arg))
}

/** Bytes as text of one character a byte, by which they can be told apart in a Map or a Set. */
export const nameOf = (arg: Arg): string => bytesOf(arg).toString('latin1')

/** Whether two arguments name the same key. */
export const sameKey = (a: Arg, b: Arg): boolean => a === b || nameOf(a) === nameOf(b)

/** The text of an argument; empty where there is none. */
export const textOf = (arg: Arg | undefined): string => (arg === undefined ? '' : bytesOf(arg).toString())

/** A keyword, which may stand in any case. */
export const wordOf = (arg: Arg | undefined): string => textOf(arg).toUpperCase()

/** A whole number; NaN for all else. */
export function wholeNumber(arg: Arg | undefined): number {
  const text = textOf(arg)
  return /^-?\d+$/.test(text) ? Number(text) : Number.NaN
}

/** A score or a weight; NaN for what is no number. Also reads what a server answers, which is text under RESP2. */
export function decimal(arg: Arg | undefined): number {
  if (typeof arg === 'number') return arg
  const text = textOf(arg)
  if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
}

/** A score as an argument: the sign of a negative zero would be lost in its decimal text. */
export const scoreArg = (score: number): Arg => (Object.is(score, -0) ? '-0' : score)
