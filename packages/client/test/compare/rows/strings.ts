import fc from 'fast-check'
import {
  aFloat,
  anInteger,
  aText,
  count,
  double,
  flag,
  index,
  milliseconds,
  oneOf,
  options,
  own,
  pairs,
  seconds,
  several,
  unixMilliseconds,
  unixSeconds,
  value,
  whole,
} from '../arbitraries.js'
import { TwoForms } from '../own-name.js'
import { row, when } from '../row.js'
import { commonPieces, same } from '../shapes.js'

const expiry = { ex: seconds, px: milliseconds, exat: unixSeconds, pxat: unixMilliseconds }
const keysOfText = several(aText)

/** IDX with what may stand beside it, LEN, or neither. */
const lcsOptions = fc.oneof(
  fc.constant(undefined),
  fc.constant(new TwoForms({ len: true }, ['LEN'])),
  fc.constant(new TwoForms({ idx: true }, ['IDX'])),
  fc.constant(new TwoForms({ idx: true, withmatchlen: true }, ['IDX', 'WITHMATCHLEN'])),
  count.map(n => new TwoForms({ idx: true, minmatchlen: n }, ['IDX', 'MINMATCHLEN', n])),
)
const isIdx = (given: unknown): boolean => given instanceof TwoForms && given.words.includes('IDX')

export const STRINGS = [
  row('APPEND', [aText, value]),
  row('DECR', [anInteger]),
  row('DECRBY', [anInteger, whole]),
  row('GET', [fc.oneof(aText, anInteger)]),
  row('GETDEL', [aText]),
  row('GETEX', [aText, options({ ...expiry, persist: flag })]),
  row('GETRANGE', [aText, index, index]),
  row('GETSET', [aText, value]),
  row('INCR', [anInteger]),
  row('INCRBY', [anInteger, whole]),
  row('INCRBYFLOAT', [aFloat, double]),
  row('LCS', [aText, aText, lcsOptions], { shape: when(args => (isIdx(args[2]) ? commonPieces : same)) }),
  row('MGET', [keysOfText]),
  row('MSET', [pairs(aText, value)]),
  row('MSETNX', [pairs(fc.oneof(own('gone1'), own('fresh1'), aText), value)]),
  row('PSETEX', [aText, fc.oneof(milliseconds, oneOf(0, -1)), value]),
  row('SET', [aText, value, options({ nx: flag, xx: flag }, { get: flag }, { ...expiry, keepttl: flag })]),
  row('SETEX', [aText, fc.oneof(seconds, oneOf(0, -1)), value]),
  row('SETNX', [fc.oneof(aText, own('gone1')), value]),
  row('SETRANGE', [aText, fc.integer({ min: -1, max: 12 }), value]),
  row('STRLEN', [aText]),
  row('SUBSTR', [aText, index, index]),
  row('DELIFEQ', [aText, value]),
  row('MSETEX', [countedPairs(pairs(aText, value))]),
]

/** The number of pairs stands before them in words. */
function countedPairs(of: fc.Arbitrary<TwoForms>): fc.Arbitrary<TwoForms> {
  return of.map(({ ours, words }) => new TwoForms(ours, [words.length / 2, ...words]))
}
