import { ProtocolError } from '@rc/errors'

// Numbers as the protocol writes them. Strict: whatever is not exactly a number is an error, for a stream that is read
// wrongly once gives every later caller somebody else's reply.

const INTEGER = /^[+-]?[0-9]{1,40}$/
const BIG = /^[+-]?[0-9]{1,100000}$/
const DOUBLE = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/

/** An integer: a number while it is exact, a bigint beyond 2^53. */
export function readInteger(text: string): number | bigint {
  if (!INTEGER.test(text)) throw malformed('an integer')
  const value = Number(text)
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value
  return BigInt(text.startsWith('+') ? text.slice(1) : text)
}

/** A double, with the words for what decimal digits cannot say. */
export function readDouble(text: string): number {
  if (DOUBLE.test(text)) return Number(text)
  switch (text.toLowerCase()) {
    case 'inf':
    case '+inf':
    case 'infinity':
      return Number.POSITIVE_INFINITY
    case '-inf':
    case '-infinity':
      return Number.NEGATIVE_INFINITY
    case 'nan':
    case '-nan':
      return Number.NaN
    default:
      throw malformed('a double')
  }
}

/** A number of any size. */
export function readBigNumber(text: string): bigint {
  if (!BIG.test(text)) throw malformed('a big number')
  return BigInt(text.startsWith('+') ? text.slice(1) : text)
}

/** The error of a frame that is not what its first byte announced. Says nothing of the content, which may be secret. */
export const malformed = (what: string): ProtocolError =>
  new ProtocolError(`The server sent a frame that should be ${what} and is not. The connection was given up.`)
