import fc from 'fast-check'
import { aList, count, counted, index, maybe, member, oneOf, options, own, several, value } from '../arbitraries.js'
import { row } from '../row.js'
import { poppedElement, poppedElements } from '../shapes.js'

const end = oneOf('LEFT', 'RIGHT')
const elements = several(value)
const others = fc.oneof(aList, own('gone1'))
const soon = oneOf(0.01)
const howMany = options({ count })

export const LISTS = [
  row('BLMOVE', [aList, others, end, end, soon]),
  row('BLMPOP', [soon, counted(aList), end, howMany], { shape: poppedElements }),
  row('BLPOP', [several(aList), soon], { shape: poppedElement }),
  row('BRPOP', [several(aList), soon], { shape: poppedElement }),
  row('BRPOPLPUSH', [aList, others, soon]),
  row('LINDEX', [aList, index]),
  row('LINSERT', [aList, oneOf('BEFORE', 'AFTER'), member, value]),
  row('LLEN', [aList]),
  row('LMOVE', [aList, others, end, end]),
  row('LMPOP', [counted(aList), end, howMany], { shape: poppedElements }),
  row('LPOP', [aList, maybe(fc.oneof(count, oneOf(0, -1)))]),
  row('LPOS', [
    aList,
    member,
    options({ rank: oneOf(1, -1, 2, 0) }, { count: oneOf(0, 1, 2) }, { maxlen: oneOf(0, 2) }),
  ]),
  row('LPUSH', [aList, elements]),
  row('LPUSHX', [aList, elements]),
  row('LRANGE', [aList, index, index]),
  row('LREM', [aList, index, member]),
  row('LSET', [aList, index, value]),
  row('LTRIM', [aList, fc.integer({ min: -8, max: 1 }), fc.integer({ min: -2, max: 8 })]),
  row('RPOP', [aList, maybe(count)]),
  row('RPOPLPUSH', [aList, others]),
  row('RPUSH', [aList, several(member)]),
  row('RPUSHX', [aList, elements]),
]
