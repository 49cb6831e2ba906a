import { ReplyError } from '@rc/errors'
import type { Reply } from '@rc/resp'
import { describe, expect, it } from 'vitest'
import { copyReply, keepReply, saysNothing, sizeOfReply } from './reply-copy.js'

const replies: Reply[] = [
  'text that is long enough to be cut out of another',
  Buffer.from('bytes'),
  1,
  1.5,
  2n ** 70n,
  true,
  null,
  ['a', ['b', Buffer.from('c')], null],
  Object.assign(Object.create(null) as Record<string, Reply>, { field: ['v'], ['__proto__']: 'own' }),
  new Map<Reply, Reply>([[Buffer.from('f'), ['v']]]),
]

describe('a copy of a reply', () => {
  it.each(replies.map(reply => [reply]))('no. %# is equal, and shares nothing that can be changed', reply => {
    for (const copy of [copyReply(reply), keepReply(reply)]) {
      expect(copy).toEqual(reply)
      expect(shared(reply, copy)).toEqual([])
    }
  })

  it('has a size that grows with what is in it, and none where an error is', () => {
    for (const reply of replies) expect(sizeOfReply(reply)).toBeGreaterThan(0)
    expect(sizeOfReply(['x'.repeat(1000)])).toBeGreaterThan(1000)
    expect(sizeOfReply({ f: 'x'.repeat(1000) })).toBeGreaterThan(1000)
    expect(sizeOfReply(['a', new ReplyError('ERR no')])).toBe(Infinity)
  })
})

describe('saysNothing', () => {
  it.each([[null], [0], [''], ['none'], [[]], [[null, null]], [[0, [null]]], [{}], [new Map()], [Buffer.alloc(0)]])(
    'no. %# is true',
    reply => expect(saysNothing(reply)).toBe(true),
  )
  it.each([['a'], [1], [['a', null]], [{ f: '' }], [new Map([['f', 'v']])], [Buffer.from('a')], [2n]])(
    'no. %# is false',
    reply => expect(saysNothing(reply)).toBe(false),
  )
})

/** What stands in both, and could be changed. */
function shared(a: Reply, b: Reply): Reply[] {
  if (typeof a !== 'object' || a === null) return []
  if (a === b) return [a]
  if (Array.isArray(a)) return a.flatMap((part, i) => shared(part as Reply, (b as Reply[])[i] as Reply))
  if (a instanceof Map) return shared([...a].flat() as Reply, [...(b as Map<Reply, Reply>)].flat())
  return Buffer.isBuffer(a) ? [] : shared(Object.values(a) as Reply, Object.values(b as object) as Reply)
}
