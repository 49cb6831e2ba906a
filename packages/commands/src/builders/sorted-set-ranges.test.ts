import { beforeEach, describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import {
  zrandmember,
  zrange,
  zrangebylex,
  zrangebyscore,
  zrangestore,
  zrank,
  zrevrange,
  zrevrangebylex,
  zrevrangebyscore,
  zrevrank,
} from './sorted-set-ranges.js'
import { zadd } from './sorted-sets.js'

const A = { member: 'a', score: 1 }
const B = { member: 'b', score: 2.5 }
const C = { member: 'c', score: 3 }

const server = useServer()

describe.each(PROTOCOLS)('ranges of sorted sets under RESP%i', protocol => {
  const { run } = server.connection(protocol)
  beforeEach(() => run(zadd('k', [A, B, C])))
  beforeEach(() =>
    run(
      zadd(
        'same',
        ['a', 'b', 'c', 'd'].map(member => ({ score: 0, member })),
      ),
    ),
  )

  it('zrange by rank', async () => {
    expect(await run(zrange('k', 0, -1))).toEqual(['a', 'b', 'c'])
    expect(await run(zrange('k', 1, 1))).toEqual(['b'])
    expect(await run(zrange('k', 0, 1, { rev: true }))).toEqual(['c', 'b'])
    expect(await run(zrange('k', 0, 1, { withscores: true }))).toEqual([A, B])
    expect(await run(zrange('k', 0, 0, { rev: true, withscores: true }))).toEqual([C])
    expect(await run(zrange('none', 0, -1))).toEqual([])
    expect(await run(zrange('none', 0, -1, { withscores: true }))).toEqual([])
  })

  it('zrange by score', async () => {
    expect(await run(zrange('k', '(1', 3, { byscore: true }))).toEqual(['b', 'c'])
    expect(await run(zrange('k', -Infinity, '+inf', { byscore: true, limit: { offset: 1, count: 1 } }))).toEqual(['b'])
    expect(await run(zrange('k', 3, 2, { byscore: true, rev: true, withscores: true }))).toEqual([C, B])
    expect(await run(zrange('k', 0, 9, { byscore: true, limit: [1, -1], withscores: true }))).toEqual([B, C])
  })

  it('zrange by members in the order of bytes', async () => {
    expect(await run(zrange('same', '[b', '+', { bylex: true }))).toEqual(['b', 'c', 'd'])
    expect(await run(zrange('same', '(d', '-', { bylex: true, rev: true }))).toEqual(['c', 'b', 'a'])
    expect(await run(zrange('same', '-', '+', { bylex: true, limit: { offset: 1, count: 2 } }))).toEqual(['b', 'c'])
  })

  it('zrangestore', async () => {
    expect(await run(zrangestore('to', 'k', 0, 1))).toBe(2)
    expect(await run(zrange('to', 0, -1, { withscores: true }))).toEqual([A, B])
    expect(
      await run(zrangestore('to', 'k', '+inf', '(1', { byscore: true, rev: true, limit: { offset: 0, count: 1 } })),
    ).toBe(1)
    expect(await run(zrange('to', 0, -1))).toEqual(['c'])
    expect(await run(zrangestore('to', 'none', 0, -1))).toBe(0)
  })

  it('zrevrange', async () => {
    expect(await run(zrevrange('k', 0, 1))).toEqual(['c', 'b'])
    expect(await run(zrevrange('k', 0, 1, { withscores: true }))).toEqual([C, B])
    expect(await run(zrevrange('none', 0, 1, { withscores: true }))).toEqual([])
  })

  it('zrangebyscore, zrevrangebyscore', async () => {
    expect(await run(zrangebyscore('k', 1, '(3'))).toEqual(['a', 'b'])
    expect(await run(zrangebyscore('k', '-inf', '+inf', { withscores: true, limit: { offset: 1, count: 5 } }))).toEqual(
      [B, C],
    )
    expect(await run(zrevrangebyscore('k', Infinity, 2))).toEqual(['c', 'b'])
    expect(await run(zrevrangebyscore('k', '+inf', '-inf', { withscores: true, limit: [2, 1] }))).toEqual([A])
  })

  it('zrangebylex, zrevrangebylex', async () => {
    expect(await run(zrangebylex('same', '[a', '(c'))).toEqual(['a', 'b'])
    expect(await run(zrangebylex('same', '-', '+', { limit: { offset: 3, count: 1 } }))).toEqual(['d'])
    expect(await run(zrevrangebylex('same', '+', '[c'))).toEqual(['d', 'c'])
    expect(await run(zrevrangebylex('same', '+', '-', { limit: [0, 1] }))).toEqual(['d'])
  })

  it('zrank, zrevrank', async () => {
    expect(await run(zrank('k', 'a'))).toBe(0)
    expect(await run(zrevrank('k', 'a'))).toBe(2)
    expect(await run(zrank('k', 'none'))).toBeNull()
    expect(await run(zrevrank('none', 'a'))).toBeNull()
  })

  it('zrandmember gives one, a list with count, pairs with scores', async () => {
    expect(['a', 'b', 'c']).toContain(await run(zrandmember('k')))
    expect(await run(zrandmember('none'))).toBeNull()
    expect([...((await run(zrandmember('k', 9))) as string[])].sort()).toEqual(['a', 'b', 'c'])
    expect(await run(zrandmember('k', -9))).toHaveLength(9)
    const pairs = (await run(zrandmember('k', 9, { withscores: true }))) as (typeof A)[]
    expect(pairs.toSorted((x, y) => x.score - y.score)).toEqual([A, B, C])
    expect(await run(zrandmember('none', 2, { withscores: true }))).toEqual([])
  })
})

describe('zrank and zrevrank with the score', () => {
  // Servers know it since 7.2, so what they answer is given here.
  it.each([zrank, zrevrank])('are read the same under RESP2 and RESP3', rank => {
    const { args, read } = rank('k', 'm', { withscore: true })
    expect(args).toEqual(['k', 'm', 'WITHSCORE'])
    expect(read?.([1, '2.5'])).toEqual({ rank: 1, score: 2.5 })
    expect(read?.([1, 2.5])).toEqual({ rank: 1, score: 2.5 })
    expect(read?.(null)).toBeNull()
  })
})

describe('ranges of sorted sets refuse', () => {
  it('options that exclude or need each other', () => {
    expectRefused(() => zrange('k', 0, 1, { byscore: true, bylex: true }), 'ZRANGE', 'byscore and bylex')
    expectRefused(() => zrange('k', '-', '+', { bylex: true, withscores: true }), 'ZRANGE', 'bylex and withscores')
    expectRefused(() => zrange('k', 0, 1, { limit: { offset: 0, count: 1 } }), 'ZRANGE', 'limit needs byscore or bylex')
    expectRefused(
      () => zrangestore('to', 'k', 0, 1, { byscore: true, bylex: true }),
      'ZRANGESTORE',
      'byscore and bylex',
    )
    expectRefused(() => zrangestore('to', 'k', 0, 1, { limit: [0, 1] }), 'ZRANGESTORE', 'limit needs byscore or bylex')
    expectRefused(() => zrandmember('k', undefined, { withscores: true }), 'ZRANDMEMBER', 'undefined')
  })

  it('limits that are none', () => {
    expectRefused(() => zrange('k', 0, 1, untyped({ byscore: true, limit: 5 })), 'ZRANGE', 'limit', 'a number')
    expectRefused(() => zrangebyscore('k', 0, 1, untyped({ limit: { count: 5 } })), 'ZRANGEBYSCORE', 'limit', 'offset')
    expectRefused(() => zrangebylex('k', '-', '+', untyped({ limit: [SECRET] })), 'ZRANGEBYLEX', 'limit')
    expectRefused(() => zrevrangebylex('k', '+', '-', untyped({ limit: [0, null] })), 'ZREVRANGEBYLEX', 'null')
  })

  it('options that there are not, or of a wrong kind', () => {
    expectRefused(() => zrange('k', 0, 1, untyped({ reverse: true })), 'ZRANGE', 'reverse', 'rev')
    expectRefused(() => zrange('k', 0, 1, untyped({ withscores: 'yes' })), 'ZRANGE', 'withscores', 'a string')
    expectRefused(() => zrange('k', 0, 1, untyped('WITHSCORES')), 'ZRANGE', 'options')
    expectRefused(() => zrangestore('to', 'k', 0, 1, untyped({ withscores: true })), 'ZRANGESTORE', 'withscores')
    expectRefused(() => zrevrange('k', 0, 1, untyped({ limit: [0, 1] })), 'ZREVRANGE', 'limit')
    expectRefused(() => zrevrangebyscore('k', 1, 0, untyped({ rev: true })), 'ZREVRANGEBYSCORE', 'rev')
    expectRefused(() => zrank('k', SECRET, untyped({ withscores: true })), 'ZRANK', 'withscores', 'withscore')
    expectRefused(() => zrevrank('k', SECRET, untyped(null)), 'ZREVRANK', 'null')
    expectRefused(() => zrandmember('k', 1, untyped({ count: 1 })), 'ZRANDMEMBER', 'count')
  })

  it('bounds of a wrong kind', () => {
    expectRefused(() => zrange('k', untyped(null), 1), 'ZRANGE', 'null')
    expectRefused(() => zrangebyscore('k', Number.NaN, 1), 'ZRANGEBYSCORE', 'NaN')
    expectRefused(() => zrangebylex('k', untyped([SECRET]), '+'), 'ZRANGEBYLEX', 'an array')
  })
})
