import fc from 'fast-check'
import { ALIKE } from '../alike.js'
import {
  aLexZset,
  aZset,
  count,
  counted,
  double,
  flag,
  index,
  lexBound,
  limit,
  maybe,
  member,
  oneOf,
  options,
  optionsFirst,
  own,
  required,
  scoreBound,
  scoredMembers,
  several,
  whole,
} from '../arbitraries.js'
import { TwoForms } from '../own-name.js'
import { row, type RowOptions, when } from '../row.js'
import {
  number,
  numbers,
  oneScored,
  poppedMember,
  poppedMembers,
  rankAndScore,
  same,
  scored,
  scoredPage,
} from '../shapes.js'

const asked = (word: string) => (args: readonly unknown[]) =>
  args.some(arg => arg instanceof TwoForms && arg.words.includes(word))
const isScored = asked('WITHSCORES')
/** With scores a list of pairs, without them the members. */
const withScores: RowOptions = { shape: when(args => (isScored(args) ? scored : same)) }
const scores = { withscores: flag }
const into = fc.oneof(own('zstored1'), aZset)
const soon = oneOf(0.01)
const howMany = options({ count })
const which = oneOf('MIN', 'MAX')

/** Keys with what is counted of them: a weight for each. */
const weighed = (more: 'WITHSCORES' | undefined) =>
  fc
    .tuple(
      fc.array(fc.tuple(aZset, oneOf(1, 2, -1, 0.5)), { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      maybe(oneOf('SUM', 'MIN', 'MAX')),
      fc.boolean(),
    )
    .map(([weighted, useWeights, aggregate, withscores]) => {
      const keys = weighted.map(([key]) => key)
      const weights = weighted.map(([, weight]) => weight)
      const scoresToo = withscores && more !== undefined
      return {
        keys: new TwoForms(keys, [keys.length, ...keys]),
        options: new TwoForms(
          {
            ...(useWeights && { weights }),
            ...(aggregate !== undefined && { aggregate }),
            ...(scoresToo && { withscores: true }),
          },
          [
            ...(useWeights ? ['WEIGHTS', ...weights] : []),
            ...(aggregate === undefined ? [] : ['AGGREGATE', aggregate]),
            ...(scoresToo ? ['WITHSCORES'] : []),
          ],
        ),
      }
    })

/** Bounds of ZRANGE with the options that they need. */
const rangeOf = (bounds: fc.Arbitrary<unknown>, by: 'BYSCORE' | 'BYLEX' | undefined, withscores: boolean) =>
  fc.tuple(bounds, bounds, fc.boolean(), maybe(limit), fc.boolean()).map(([start, stop, rev, part, wanted]) => {
    const limited = by === undefined ? undefined : (part as TwoForms | undefined)
    const scoresToo = wanted && withscores
    return [
      start,
      stop,
      new TwoForms(
        {
          ...(by !== undefined && { [by.toLowerCase()]: true }),
          ...(rev && { rev }),
          ...(limited && { limit: limited }),
          ...(scoresToo && { withscores: true }),
        },
        [by ?? [], rev ? 'REV' : [], limited ? ['LIMIT', limited] : [], scoresToo ? 'WITHSCORES' : []].flat(),
      ),
    ] as const
  })
const range = (withscores: boolean) =>
  fc.oneof(
    rangeOf(index, undefined, withscores),
    rangeOf(scoreBound, 'BYSCORE', withscores),
    rangeOf(lexBound, 'BYLEX', false),
  )
const combined = weighed('WITHSCORES')
const stored = weighed(undefined)

export const SORTED_SETS = [
  row('BZMPOP', [soon, counted(aZset), which, howMany], { shape: poppedMembers }),
  row('BZPOPMAX', [several(aZset), soon], { shape: poppedMember }),
  row('BZPOPMIN', [several(aZset), soon], { shape: poppedMember }),
  row('ZADD', [aZset, scoredMembers]),
  // Options stand before the members in words.
  row('ZADD', fc.tuple(aZset, options({ nx: flag, xx: flag }, { ch: flag }), scoredMembers).map(optionsFirst)),
  row('ZADD', fc.tuple(aZset, options({ xx: flag }, { gt: flag, lt: flag }), scoredMembers).map(optionsFirst)),
  row(
    'ZADD',
    fc
      .tuple(
        aZset,
        oneOf(new TwoForms({ incr: true }, ['INCR']), new TwoForms({ nx: true, incr: true }, ['NX', 'INCR'])),
        double,
        member,
      )
      .map(([key, how, by, name]) => optionsFirst([key, how, new TwoForms([{ score: by, member: name }], [by, name])])),
    { shape: number },
  ),
  row('ZCARD', [aZset]),
  row('ZCOUNT', [aZset, scoreBound, scoreBound]),
  row('ZDIFF', [counted(aZset), options(scores)], withScores),
  row('ZDIFFSTORE', [into, counted(aZset)]),
  row('ZINCRBY', [aZset, fc.oneof(double, whole), member], { shape: number }),
  row(
    'ZINTER',
    combined.map(({ keys, options: how }) => [keys, how]),
    withScores,
  ),
  row('ZINTERCARD', [counted(aZset), options({ limit: count })]),
  row(
    'ZINTERSTORE',
    fc.tuple(into, stored).map(([to, { keys, options: how }]) => [to, keys, how]),
  ),
  row('ZLEXCOUNT', [aLexZset, lexBound, lexBound]),
  row('ZMPOP', [counted(aZset), which, howMany], { shape: poppedMembers }),
  row('ZMSCORE', [aZset, several(member)], { shape: numbers }),
  row('ZPOPMAX', [aZset], { shape: oneScored }),
  row('ZPOPMAX', [aZset, count], { shape: scored }),
  row('ZPOPMIN', [aZset], { shape: oneScored }),
  row('ZPOPMIN', [aZset, fc.oneof(count, oneOf(0))], { shape: scored }),
  row('ZRANDMEMBER', [aZset], { alike: ALIKE.chance }),
  row('ZRANDMEMBER', [aZset, oneOf(2, -3), options(scores)], { ...withScores, alike: ALIKE.chance }),
  row('ZRANDMEMBER', [aZset, oneOf(100), required('withscores', flag)], { shape: scored, alike: ALIKE.unordered }),
  row(
    'ZRANGE',
    fc.tuple(fc.oneof(aZset, aLexZset), range(true)).map(([key, rest]) => [key, ...rest]),
    withScores,
  ),
  row('ZRANGEBYLEX', [aLexZset, lexBound, lexBound, options({ limit })]),
  row('ZRANGEBYSCORE', [aZset, scoreBound, scoreBound, options(scores, { limit })], withScores),
  row(
    'ZRANGESTORE',
    fc.tuple(into, aZset, range(false)).map(([to, from, rest]) => [to, from, ...rest]),
  ),
  row('ZRANK', [aZset, member]),
  row('ZRANK', [aZset, member, required('withscore', flag)], { shape: rankAndScore }),
  row('ZREM', [aZset, several(member)]),
  row('ZREMRANGEBYLEX', [aLexZset, oneOf('[y', '(x'), oneOf('[zz', '+')]),
  row('ZREMRANGEBYRANK', [aZset, fc.integer({ min: 3, max: 6 }), index]),
  row('ZREMRANGEBYSCORE', [aZset, oneOf<unknown>('(50', 80), oneOf<unknown>('+inf', 100)]),
  row('ZREVRANGE', [aZset, index, index, options(scores)], withScores),
  row('ZREVRANGEBYLEX', [aLexZset, lexBound, lexBound, options({ limit })]),
  row('ZREVRANGEBYSCORE', [aZset, scoreBound, scoreBound, options(scores, { limit })], withScores),
  row('ZREVRANK', [aZset, member]),
  row('ZSCAN', [aZset, oneOf(0), required('count', oneOf(1000))], {
    shape: scoredPage,
    asValue: true,
    alike: ALIKE.pages,
  }),
  row('ZSCORE', [aZset, member], { shape: number }),
  row(
    'ZUNION',
    combined.map(({ keys, options: how }) => [keys, how]),
    withScores,
  ),
  row(
    'ZUNIONSTORE',
    fc.tuple(into, stored).map(([to, { keys, options: how }]) => [to, keys, how]),
  ),
]
