import fc from 'fast-check'
import { ALIKE } from '../alike.js'
import { aSet, count, counted, member, oneOf, options, own, required, several } from '../arbitraries.js'
import { row } from '../row.js'
import { setPage } from '../shapes.js'

const sets = several(aSet)
const into = fc.oneof(own('stored1'), aSet)
const unordered = { alike: ALIKE.unordered }

export const SETS = [
  row('SADD', [aSet, several(member)]),
  row('SCARD', [aSet]),
  row('SDIFF', [sets], unordered),
  row('SDIFFSTORE', [into, sets]),
  row('SINTER', [sets], unordered),
  row('SINTERCARD', [counted(aSet), options({ limit: count })]),
  row('SINTERSTORE', [into, sets]),
  row('SISMEMBER', [aSet, member]),
  row('SMEMBERS', [aSet], unordered),
  row('SMISMEMBER', [aSet, several(member)]),
  row('SMOVE', [aSet, aSet, member]),
  // All of it: less would leave the clients with different sets.
  row('SPOP', [own('stored1'), oneOf(100)], unordered),
  row('SRANDMEMBER', [aSet], { alike: ALIKE.chance }),
  row('SRANDMEMBER', [aSet, oneOf(2, -3, 100)], { alike: ALIKE.chance }),
  row('SREM', [aSet, several(member)]),
  row('SSCAN', [aSet, oneOf(0), required('count', oneOf(1000))], { shape: setPage, asValue: true, alike: ALIKE.pages }),
  row('SUNION', [sets], unordered),
  row('SUNIONSTORE', [into, sets]),
]
