import fc from 'fast-check'
import { ALIKE } from '../alike.js'
import {
  aStream,
  count,
  flag,
  maybe,
  member,
  oneOf,
  options,
  own,
  pairs,
  required,
  several,
  value,
} from '../arbitraries.js'
import { OwnName, TwoForms } from '../own-name.js'
import { row, when } from '../row.js'
import {
  claimedEntries,
  claimedIds,
  entries,
  fullStreamInfo,
  pendingEntries,
  pendingSummary,
  records,
  same,
  streamInfo,
  streams,
} from '../shapes.js'

const id = oneOf('1-0', '2-0', '3-1', '5-0', '9-9')
const bound = fc.oneof(oneOf('-', '+', '(1-0', '2', '(3-1'), id)
const group = fc.oneof({ weight: 9, arbitrary: oneOf('group1', 'group2') }, { weight: 1, arbitrary: oneOf('nogroup') })
const consumer = oneOf('ann', 'bob')
const message = pairs(member, value)
const ids = several(id)
const isJustId = (args: readonly unknown[]): boolean =>
  args.some(arg => arg instanceof TwoForms && arg.words.includes('JUSTID'))

/** MAXLEN or MINID, exact. What `~` removes is up to the server, so that it is given where it removes nothing. */
const trim = fc.oneof(
  fc.integer({ min: 2, max: 6 }).map(n => new TwoForms({ maxlen: n }, ['MAXLEN', '=', n])),
  oneOf('1-0', '2-0').map(minid => new TwoForms({ minid }, ['MINID', '=', minid])),
  oneOf(new TwoForms({ maxlen: 1000, approximate: true, limit: 10 }, ['MAXLEN', '~', 1000, 'LIMIT', 10])),
)
const add = fc
  .tuple(
    fc.oneof(aStream, own('xfresh1')),
    maybe(trim),
    fc.boolean(),
    oneOf('10-*', '20-1', '20-*', '30-1', '1-0', '0-0', '40-*'),
    message,
  )
  .map(([key, trimmed, nomkstream, entryId, body]) => {
    const how = trimmed as TwoForms | undefined
    const words = [...(nomkstream ? ['NOMKSTREAM'] : []), ...(how?.words ?? [])]
    const given = { ...(nomkstream && { nomkstream }), ...(how?.ours as object) }
    return [new TwoForms(key, [key, ...words]), entryId, body, words.length === 0 ? undefined : new TwoForms(given, [])]
  })

/** Streams with the id behind which to read, and options in front of them. */
const reading = (from: fc.Arbitrary<string>, how: fc.Arbitrary<TwoForms | undefined>) =>
  fc
    .tuple(fc.uniqueArray(fc.tuple(aStream, from), { minLength: 1, maxLength: 2, selector: ([k]) => k.name }), how)
    .map(([list, given]) => [
      new TwoForms(list, [...(given?.words ?? []), 'STREAMS', ...list.map(([k]) => k), ...list.map(([, i]) => i)]),
      new TwoForms(given?.ours, []),
    ])
const readOptions = options({ count }, { block: oneOf(10) })

const readGroup = fc
  .tuple(group, consumer, reading(oneOf('>', '0', '1-0'), options({ count }, { block: oneOf(10) }, { noack: flag })))
  .map(([name, who, [from, how]]) => [new TwoForms(name, ['GROUP', name]), who, from, how])

const claimOptions = options({ idle: oneOf(0, 100) }, { retrycount: oneOf(3) }, { force: flag }, { justid: flag })
const pendingRange = fc.tuple(maybe(oneOf(0, 1_000_000)), bound, bound, count, maybe(consumer)).map(
  ([idle, start, end, howMany, who]) =>
    new TwoForms(
      {
        start,
        end,
        count: howMany,
        ...(idle !== undefined && { idle }),
        ...(who !== undefined && { consumer: who }),
      },
      [...(idle === undefined ? [] : ['IDLE', idle]), start, end, howMany, ...(who === undefined ? [] : [who])],
    ),
)

const ALL_PENDING = new TwoForms({ start: '-', end: '+', count: 10 }, ['-', '+', 10])

/** What is delivered and not acknowledged, for what the others look at and claim. */
const deliver = (name: string, who: string) =>
  fc.constant([
    new TwoForms(name, ['GROUP', name]),
    who,
    new TwoForms([[new OwnName('stream1'), '>']], ['COUNT', 2, 'STREAMS', new OwnName('stream1'), '>']),
    new TwoForms({ count: 2 }, []),
  ])
export const STREAMS_FIRST = [
  row('XREADGROUP', deliver('group1', 'ann'), { shape: streams }),
  row('XREADGROUP', deliver('group2', 'bob'), { shape: streams }),
  row('XPENDING', [own('stream1'), oneOf('group1', 'group2'), oneOf(ALL_PENDING)], {
    shape: pendingEntries,
    alike: ALIKE.idle,
  }),
]

export const STREAMS = [
  row('XACK', [aStream, group, ids]),
  row('XADD', add),
  row('XADD', [own('xclock1'), oneOf('*'), message], { alike: ALIKE.clock }),
  row('XAUTOCLAIM', [aStream, group, consumer, oneOf(0), oneOf('0-0', '2-0'), options({ count }, { justid: flag })], {
    shape: when(args => (isJustId(args) ? claimedIds : claimedEntries)),
  }),
  row('XCLAIM', [aStream, group, consumer, oneOf(0), ids, claimOptions], {
    shape: when(args => (isJustId(args) ? same : entries)),
  }),
  row('XDEL', [aStream, ids]),
  row('XGROUP CREATE', [
    fc.oneof(aStream, own('xfresh1')),
    oneOf('group1', 'group3'),
    oneOf('0', '$', '2-0'),
    options({ mkstream: flag }),
  ]),
  row('XGROUP CREATECONSUMER', [aStream, group, oneOf('ann', 'eve')]),
  row('XGROUP DELCONSUMER', [aStream, group, oneOf('eve', 'bob')]),
  row('XGROUP DESTROY', [aStream, oneOf('group3', 'nogroup')]),
  row('XGROUP SETID', [aStream, group, oneOf('0', '2-0', '$'), options({ entriesread: oneOf(1, 2) })]),
  row('XINFO CONSUMERS', [aStream, group], { shape: records, alike: ALIKE.idle }),
  row('XINFO GROUPS', [aStream], { shape: records }),
  row('XINFO STREAM', [aStream], { shape: streamInfo }),
  row('XINFO STREAM', [aStream, required('full', flag)], { shape: fullStreamInfo, alike: ALIKE.idle }),
  row('XLEN', [aStream]),
  row('XPENDING', [aStream, group], { shape: pendingSummary }),
  row('XPENDING', [aStream, group, pendingRange], { shape: pendingEntries, alike: ALIKE.idle }),
  row('XRANGE', [aStream, bound, bound, options({ count })], { shape: entries }),
  row('XREAD', reading(oneOf('0', '2-0', '$', '99-0'), readOptions), { shape: streams }),
  row('XREADGROUP', readGroup, { shape: streams }),
  row('XREVRANGE', [aStream, bound, bound, options({ count })], { shape: entries }),
  row('XSETID', [aStream, oneOf('60-0', '1-0')]),
  row('XTRIM', [aStream, trim]),
]
