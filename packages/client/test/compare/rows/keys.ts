import fc from 'fast-check'
import { ALIKE } from '../alike.js'
import {
  aKey,
  aList,
  anInteger,
  aSet,
  aText,
  aZset,
  flag,
  limit,
  milliseconds,
  oneOf,
  options,
  own,
  seconds,
  several,
  unixMilliseconds,
  unixSeconds,
} from '../arbitraries.js'
import { OwnName, TwoForms } from '../own-name.js'
import { row } from '../row.js'

const onlyIf = options({ nx: flag, xx: flag, gt: flag, lt: flag })
const anyKeys = several(aKey)
const past = oneOf(0, -1)

/** What DUMP of Redis 7 gives for the text `hello`; later versions load it too. */
const HELLO = Buffer.from('000568656c6c6f0a006372df766534200a', 'hex')

const get = fc
  .array(
    fc.oneof(
      oneOf<unknown>('#', '#'),
      fc.constant(new OwnName('weight_*')).map(pattern => pattern),
    ),
    { minLength: 1, maxLength: 2 },
  )
  .map(patterns => new TwoForms(patterns, patterns))

/** BY and LIMIT before GET, GET for each pattern, then the order. */
const sortOptions = fc
  .tuple(
    options({ by: oneOf('nosort') }, { limit }),
    fc.oneof(fc.constant(undefined), get),
    options({ asc: flag, desc: flag }, { alpha: flag }),
  )
  .map(([first, patterns, last]) => {
    const parts = [
      first,
      patterns &&
        new TwoForms(
          { get: patterns },
          patterns.words.flatMap(pattern => ['GET', pattern]),
        ),
      last,
    ].filter(part => part !== undefined)
    return new TwoForms(
      Object.assign({}, ...parts.map(part => part.ours)),
      parts.flatMap(part => part.words),
    )
  })
const storing = fc
  .tuple(options({ asc: flag, desc: flag }, { alpha: flag }), own('sorted1'))
  .map(([order, to]) => new TwoForms({ ...(order?.ours as object), store: to }, [order ?? [], 'STORE', to].flat()))
const sortable = fc.oneof(aList, aZset, fc.constant(new OwnName('numbers1')))

export const KEYS = [
  row('COPY', [aKey, fc.oneof(own('copy1'), aKey), options({ replace: flag })]),
  row('DEL', [anyKeys]),
  row('DUMP', [aKey], { bytes: true }),
  row('EXISTS', [anyKeys]),
  row('EXPIRE', [aKey, fc.oneof(seconds, past), onlyIf]),
  row('EXPIREAT', [aKey, unixSeconds, onlyIf]),
  row('EXPIRETIME', [aKey], { alike: ALIKE.seconds }),
  row('OBJECT ENCODING', [aKey]),
  row('OBJECT FREQ', [aKey]),
  row('OBJECT IDLETIME', [aKey], { alike: ALIKE.seconds }),
  row('OBJECT REFCOUNT', [aKey]),
  row('PERSIST', [aKey]),
  row('PEXPIRE', [aKey, fc.oneof(milliseconds, past), onlyIf]),
  row('PEXPIREAT', [aKey, unixMilliseconds, onlyIf]),
  row('PEXPIRETIME', [aKey], { alike: ALIKE.milliseconds }),
  row('PTTL', [aKey], { alike: ALIKE.milliseconds }),
  row('RENAME', [aKey, fc.oneof(own('renamed1'), aKey)]),
  row('RENAMENX', [aKey, fc.oneof(own('renamed1'), aKey)]),
  row('RESTORE', [
    fc.oneof(own('restored1'), aKey),
    oneOf(0, 5_000_000, -1),
    oneOf<unknown>(HELLO, HELLO.subarray(3), 'no payload'),
    options({ replace: flag }),
  ]),
  row('SORT', [sortable, fc.oneof(sortOptions, storing)]),
  row('SORT_RO', [sortable, sortOptions]),
  row('TOUCH', [anyKeys]),
  row('TTL', [aKey], { alike: ALIKE.seconds }),
  row('TYPE', [aKey]),
  row('UNLINK', [anyKeys]),
  row('MEMORY USAGE', [aKey, options({ samples: oneOf(0, 5) })], { alike: ALIKE.measured }),
  row('SET', [aText, oneOf('again', 'x')]),
  row('INCR', [anInteger]),
  row('SADD', [aSet, oneOf('1', 'z')]),
]
