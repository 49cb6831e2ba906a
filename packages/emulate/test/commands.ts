import * as specs from '@rc/commands'
import { type Command, type CommandSpec, command } from '@rc/commands'
import type { Arg } from '@rc/resp'
import fc from 'fast-check'
import { key, member } from './data.js'

const keys = fc.array(key, { minLength: 1, maxLength: 4 })
const end = fc.constantFrom('LEFT', 'RIGHT', 'left', 'Right', 'UP')
const value = fc.constantFrom<Arg>('v', '', 7, 7n, Buffer.from([0xff]))
const weight = fc.constantFrom<Arg>(1, '2', 0, -1, 0.5, '1e2', Infinity, '-inf', 'heavy')
const aggregate = fc.constantFrom('SUM', 'MIN', 'max', 'AVG')
const seconds = fc.constantFrom<Arg>(0.01, '0.02', '0.01', -1, 'soon')

/** Nothing, or what `one` makes; mostly nothing. */
const maybe = (one: fc.Arbitrary<readonly Arg[]>): fc.Arbitrary<readonly Arg[]> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant<readonly Arg[]>([]) }, one)

const words = (...parts: fc.Arbitrary<Arg | readonly Arg[]>[]): fc.Arbitrary<Arg[]> =>
  fc.tuple(...parts).map(some => some.flat() as Arg[])

/** A number of keys, mostly the right one, and keys. */
const counted = fc
  .tuple(keys, fc.constantFrom(0, 0, 0, 0, 0, 1, -1))
  .map(([list, more]): readonly Arg[] => [list.length + more, ...list])
const limit = maybe(fc.constantFrom<readonly Arg[]>(['LIMIT', 1], ['limit', 0], ['LIMIT', 2], ['LIMIT', -1], ['LIMIT']))
/** Options that may hold as many weights as there are keys, or one less. */
const combined = (extra: fc.Arbitrary<readonly Arg[]>, before: fc.Arbitrary<readonly Arg[]>): fc.Arbitrary<Arg[]> =>
  keys.chain(list =>
    words(
      before,
      fc.constant([String(list.length), ...list]),
      maybe(
        fc.array(weight, { minLength: list.length, maxLength: list.length }).map(weights => ['WEIGHTS', ...weights]),
      ),
      maybe(aggregate.map(how => ['AGGREGATE', how])),
      extra,
    ),
  )
const nothing = fc.constant<readonly Arg[]>([])
const destination = key.map(name => [name])
const withScores = maybe(fc.constantFrom(['WITHSCORES'], ['withscores'], ['WITHSCORE']))

const range = fc.constantFrom<readonly Arg[]>(
  [0, -1],
  ['1', '2'],
  [0, -1, 'REV'],
  ['-inf', '(3', 'BYSCORE'],
  ['+inf', 0, 'BYSCORE', 'REV', 'LIMIT', 0, 2],
  ['[x', '+', 'BYLEX'],
  [5, 1],
  ['x', 'y'],
)
const near = fc.constantFrom<readonly Arg[]>(
  ['FROMLONLAT', 15, 37, 'BYRADIUS', 200, 'km', 'ASC'],
  ['FROMMEMBER', 'x', 'BYBOX', 400, 400, 'km', 'ASC', 'STOREDIST'],
  ['FROMMEMBER', 'none', 'BYRADIUS', 1, 'm'],
  ['FROMLONLAT', 15, 37, 'BYRADIUS', 1, 'ft'],
)
const pairs = fc.array(fc.tuple(key, value), { minLength: 1, maxLength: 4 }).map(list => list.flat())

const msetex = fc
  .array(fc.tuple(key, value), { minLength: 1, maxLength: 4 })
  .chain(list =>
    words(
      fc.constantFrom(list.length, String(list.length)),
      fc.constant(list.flat()),
      maybe(fc.constantFrom(['NX'], ['xx'], ['NX', 'XX'])),
      maybe(fc.constantFrom<readonly Arg[]>(['PXAT', 4e12], ['exat', '4000000000'], ['KEEPTTL'], ['EX', 0], ['EX'])),
    ),
  )

const ARGUMENTS: readonly (readonly [CommandSpec, fc.Arbitrary<readonly Arg[]>])[] = [
  [specs.RENAME, words(key, key)],
  [specs.RENAMENX, words(key, key)],
  [specs.COPY, words(key, key, maybe(fc.constantFrom(['REPLACE'], ['replace'], ['MOVE'])))],
  [specs.RPOPLPUSH, words(key, key)],
  [specs.BRPOPLPUSH, words(key, key, seconds)],
  [specs.LMOVE, words(key, key, end, end)],
  [specs.BLMOVE, words(key, key, end, end, seconds)],
  [specs.SMOVE, words(key, key, member)],
  ...[specs.SDIFF, specs.SINTER, specs.SUNION, specs.PFCOUNT].map(spec => [spec, words(keys)] as const),
  ...[specs.SDIFFSTORE, specs.SINTERSTORE, specs.SUNIONSTORE, specs.PFMERGE].map(
    spec => [spec, words(key, keys)] as const,
  ),
  [specs.SINTERCARD, words(counted, limit)],
  [specs.ZINTERCARD, words(counted, limit)],
  [specs.ZUNION, combined(withScores, nothing)],
  [specs.ZINTER, combined(withScores, nothing)],
  [specs.ZDIFF, words(counted, withScores)],
  [specs.ZUNIONSTORE, combined(nothing, destination)],
  [specs.ZINTERSTORE, combined(nothing, destination)],
  [specs.ZDIFFSTORE, words(key, counted)],
  [specs.ZRANGESTORE, words(key, key, range)],
  [specs.GEOSEARCHSTORE, words(key, key, near)],
  [specs.GEORADIUS, words(key, fc.constant([15, 37, 200, 'km']), fc.constantFrom('STORE', 'storedist'), key)],
  [specs.GEORADIUSBYMEMBER, words(key, fc.constant(['x', 2000, 'km', 'STORE']), key)],
  [
    specs.SORT,
    words(key, maybe(fc.constantFrom(['ALPHA'], ['LIMIT', 0, 2, 'ALPHA', 'DESC'])), fc.constant('STORE'), key),
  ],
  [specs.BITOP, words(fc.constantFrom('AND', 'or', 'XOR', 'NOT', 'NAND'), key, keys)],
  [specs.MSETNX, pairs],
  [specs.MSETNX, words(key, key, key)],
  [specs.MSETEX, msetex],
]

/** Names of all commands that can be emulated. */
export const NAMES = [...new Set(ARGUMENTS.map(([{ name }]) => name))]

/** Commands of a name, right ones and some that the server refuses. */
export const commandNamed = (name: string): fc.Arbitrary<Command<unknown>> =>
  fc.oneof(
    ...ARGUMENTS.filter(([spec]) => spec.name === name).map(([spec, made]) => made.map(args => command(spec, args))),
  )
