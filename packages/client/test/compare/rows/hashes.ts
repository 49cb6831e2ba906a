import fc from 'fast-check'
import { ALIKE } from '../alike.js'
import {
  aHash,
  double,
  flag,
  member,
  milliseconds,
  oneOf,
  pairs,
  required,
  seconds,
  several,
  unixMilliseconds,
  unixSeconds,
  value,
  whole,
} from '../arbitraries.js'
import { TwoForms } from '../own-name.js'
import { row } from '../row.js'
import { fieldValues, hashPage, record } from '../shapes.js'

const field = fc.oneof(
  { weight: 9, arbitrary: member },
  { weight: 1, arbitrary: oneOf('__proto__', 'constructor', '') },
)
const number = oneOf('n', 'm')
const unordered = { alike: ALIKE.unordered }
/** FIELDS, how many, and which. */
const fields = fc
  .array(field, { minLength: 1, maxLength: 3 })
  .map(names => new TwoForms(names, ['FIELDS', names.length, ...names]))

export const HASHES = [
  row('HDEL', [aHash, several(field)]),
  row('HEXISTS', [aHash, field]),
  row('HGET', [aHash, field]),
  row('HGETALL', [aHash], { shape: record() }),
  row('HINCRBY', [aHash, number, whole]),
  row('HINCRBYFLOAT', [aHash, number, double]),
  row('HKEYS', [aHash], unordered),
  row('HLEN', [aHash]),
  row('HMGET', [aHash, several(field)]),
  row('HMSET', [aHash, pairs(field, value)]),
  row('HRANDFIELD', [aHash], { alike: ALIKE.chance }),
  row('HRANDFIELD', [aHash, oneOf(2, -3)], { alike: ALIKE.chance }),
  row('HRANDFIELD', [aHash, oneOf(100), required('withvalues', flag)], { shape: fieldValues, ...unordered }),
  row('HSCAN', [aHash, oneOf(0), required('count', oneOf(1000))], {
    shape: hashPage,
    asValue: true,
    alike: ALIKE.pages,
  }),
  row('HSET', [aHash, pairs(field, value)]),
  row('HSETNX', [aHash, field, value]),
  row('HSTRLEN', [aHash, field]),
  row('HVALS', [aHash], unordered),
]

/** Fields that end by themselves, since Redis 7.4: where the server has none of it, both clients must say so alike. */
export const HASH_FIELDS = [
  row('HSET', [aHash, pairs(field, value)]),
  row('HEXPIRE', [aHash, seconds, fields]),
  row('HEXPIREAT', [aHash, unixSeconds, fields]),
  row('HEXPIRETIME', [aHash, fields]),
  row('HGETDEL', [aHash, fields]),
  row('HGETEX', [aHash, fields]),
  row('HPERSIST', [aHash, fields]),
  row('HPEXPIRE', [aHash, milliseconds, fields]),
  row('HPEXPIREAT', [aHash, unixMilliseconds, fields]),
  row('HPEXPIRETIME', [aHash, fields], { alike: ALIKE.chance }),
  row('HPTTL', [aHash, fields], { alike: ALIKE.chance }),
  row('HSETEX', [
    aHash,
    pairs(field, value).map(({ ours, words }) => new TwoForms(ours, ['FIELDS', words.length / 2, ...words])),
  ]),
  row('HTTL', [aHash, fields], { alike: ALIKE.chance }),
]
