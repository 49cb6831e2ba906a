import fc from 'fast-check'
import { OwnName, TwoForms } from './own-name.js'

/** Keys of one kind, which exist from the start, and what is there by chance: nothing, or another kind. */
const keysNamed = (...names: readonly string[]): fc.Arbitrary<OwnName> =>
  fc
    .oneof(
      { weight: 12, arbitrary: fc.constantFrom(...names) },
      { weight: 2, arbitrary: fc.constantFrom('gone1', 'gone2') },
      { weight: 1, arbitrary: fc.constantFrom('text1', 'list1', 'hash1', 'set1', 'zset1', 'stream1') },
    )
    .map(name => new OwnName(name))

export const aText = keysNamed('text1', 'text2', 'text3')
export const anInteger = keysNamed('int1', 'int2')
export const aFloat = keysNamed('float1', 'int1')
export const aList = keysNamed('list1', 'list2', 'list3')
export const aHash = keysNamed('hash1', 'hash2')
export const aSet = keysNamed('set1', 'set2', 'set3')
export const aZset = keysNamed('zset1', 'zset2', 'zset3')
export const aLexZset = keysNamed('lex1')
export const aStream = keysNamed('stream1', 'stream2')
export const aGeo = keysNamed('geo1', 'geo2')
export const aBitmap = keysNamed('bits1', 'bits2')
export const aSketch = keysNamed('pf1', 'pf2')
export const aKey = keysNamed('text1', 'int1', 'list1', 'hash1', 'set1', 'zset1', 'stream1', 'geo1')
export const own = (name: string, kind: 'key' | 'word' = 'key') => fc.constant(new OwnName(name, kind))
export const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values)

/** Text of all sorts: empty, with line ends, outside of ASCII, with a lone surrogate's stand-in, long. */
export const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.string({ maxLength: 12 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
  { weight: 2, arbitrary: fc.integer({ min: -1000, max: 1000 }) },
  { weight: 1, arbitrary: oneOf<unknown>('', '\r\n', '$-1\r\n', '*0\r\n', 'x'.repeat(3000), Buffer.from('bytes')) },
)
/** One of a few, so that what is looked for is there now and then. */
export const member = oneOf('a', 'b', 'c', 'd', 'e', 'é', '10', 'nobody')
export const members = fc.array(member, { minLength: 1, maxLength: 5 })
export const values = fc.array(value, { minLength: 1, maxLength: 5 })
export const index = fc.integer({ min: -6, max: 6 })
export const count = fc.integer({ min: 1, max: 5 })
export const whole = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })
/** Doubles whose shortest text is the same everywhere. */
export const double = fc.oneof(
  fc.integer({ min: -50, max: 50 }),
  fc.integer({ min: -400, max: 400 }).map(quarters => quarters / 4),
  oneOf(0.1, -0.3, 1e15, 3.0e-5),
)
export const score = fc.oneof({ weight: 9, arbitrary: double }, { weight: 1, arbitrary: oneOf('+inf', '-inf') })
export const scoreBound = fc.oneof(double, oneOf('-inf', '+inf', '(1', '(-2.5', '(0'))
export const lexBound = oneOf('-', '+', '[a', '(b', '[c', '(d', '[zz')

export const flag = fc.constant(true)
export const left = fc.constant(undefined)
export const maybe = (arbitrary: fc.Arbitrary<unknown>) => fc.oneof(left, arbitrary)

/** Far from now, so that nothing ends while it is compared, or in the past. */
export const seconds = oneOf(1000, 5000, 90_000)
export const milliseconds = oneOf(1_000_000, 5_000_000)
export const unixSeconds = oneOf(4_102_444_800, 5_000_000_000, 1000)
export const unixMilliseconds = oneOf(4_102_444_800_000, 5_000_000_000_000, 1000)

type Group = Readonly<Record<string, fc.Arbitrary<unknown>>>

/**
 * Options: of each group at most one. The object here, the words there; a flag is a word, a list several.
 *
 * @param groups in the order in which servers take them
 */
export function options(...groups: readonly Group[]): fc.Arbitrary<TwoForms | undefined> {
  const choices = groups.map(group =>
    fc.oneof(
      { weight: 2, arbitrary: fc.constant(undefined) },
      { weight: 3, arbitrary: fc.oneof(...Object.entries(group).map(([name, of]) => of.map(v => [name, v] as const))) },
    ),
  )
  return fc.tuple(...choices).map(chosen => {
    const given = chosen.filter(one => one !== undefined)
    if (given.length === 0) return undefined
    return new TwoForms(
      Object.fromEntries(given),
      given.flatMap(([name, v]) => (v === true ? [name.toUpperCase()] : [name.toUpperCase(), v])),
    )
  })
}

/** Options of which one is always there. */
export const required = (name: string, of: fc.Arbitrary<unknown>): fc.Arbitrary<TwoForms> =>
  of.map(v => new TwoForms({ [name]: v }, v === true ? [name.toUpperCase()] : [name.toUpperCase(), v]))

/** Names with values, in each of the forms that our client takes. */
export const pairs = (name: fc.Arbitrary<unknown>, of: fc.Arbitrary<unknown>): fc.Arbitrary<TwoForms> =>
  fc
    .tuple(
      fc.uniqueArray(fc.tuple(name, of), { minLength: 1, maxLength: 4, selector: ([n]) => String(n) }),
      oneOf('record', 'map', 'pairs'),
    )
    .map(([list, form]) => {
      const named = list.some(([n]) => typeof n !== 'string')
      // A record sorts names that are whole numbers first: the words are taken from it, so that both orders are one.
      const record = Object.fromEntries(list.map(([n, v]) => [String(n), v]))
      if (form === 'record' && !named) return new TwoForms(record, Object.entries(record).flat())
      return new TwoForms(form === 'map' ? new Map(list as [unknown, unknown][]) : list, list.flat())
    })

/** Scores with members. */
export const scoredMembers = fc
  .uniqueArray(fc.record({ score, member }), { minLength: 1, maxLength: 4, selector: one => one.member })
  .map(
    list =>
      new TwoForms(
        list,
        list.flatMap(one => [one.score, one.member]),
      ),
  )

/** A list of keys after its length, as in `ZUNION 2 a b`. */
export const counted = (key: fc.Arbitrary<unknown>): fc.Arbitrary<TwoForms> =>
  fc.array(key, { minLength: 1, maxLength: 3 }).map(keys => new TwoForms(keys, [keys.length, ...keys]))

/** Several, or one without its list. */
export const several = (of: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof(of, fc.array(of, { minLength: 1, maxLength: 3 }))

/** An offset and a count. */
export const limit = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 4 }))
  .map(([offset, n]) => new TwoForms({ offset, count: n }, [offset, n]))

/** A key, what is done to it, and how: the options are our last parameter, and stand in front in words. */
export const optionsFirst = ([key, how, what]: readonly [unknown, TwoForms | undefined, TwoForms]): unknown[] => [
  key,
  new TwoForms(what.ours, [...(how?.words ?? []), ...what.words]),
  new TwoForms(how?.ours, []),
]
