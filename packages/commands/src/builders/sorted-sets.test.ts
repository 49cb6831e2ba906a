import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { IDEMPOTENT } from '../flags.js'
import { zrange } from './sorted-set-ranges.js'
import {
  zadd,
  zcard,
  zcount,
  zincrby,
  zlexcount,
  zmscore,
  zrem,
  zremrangebylex,
  zremrangebyrank,
  zremrangebyscore,
  zscore,
} from './sorted-sets.js'

const server = useServer()
const ABC = [
  { score: 1, member: 'a' },
  { score: 2, member: 'b' },
  { score: 3, member: 'c' },
]
const SAME = ['a', 'b', 'c', 'd'].map(member => ({ score: 0, member }))

describe.each(PROTOCOLS)('sorted sets under RESP%i', protocol => {
  const { run } = server.connection(protocol)

  it('zadd answers with how many are new', async () => {
    expect(await run(zadd('k', { score: 1, member: 'a' }))).toBe(1)
    expect(await run(zadd('k', ABC))).toBe(2)
    expect(await run(zadd('k', ABC))).toBe(0)
    expect(
      await run(
        zadd(
          'k',
          [
            { score: 9, member: 'a' },
            { score: 1, member: 'z' },
          ],
          { ch: true },
        ),
      ),
    ).toBe(2)
    await expect(run(zadd('k', { score: 'much', member: 'a' }))).rejects.toThrow('not a valid float')
  })

  it('zadd adds or changes as its options say', async () => {
    await run(zadd('k', { score: 5, member: 'a' }))
    expect(await run(zadd('k', { score: 9, member: 'a' }, { nx: true, ch: true }))).toBe(0)
    expect(await run(zadd('k', { score: 9, member: 'b' }, { xx: true }))).toBe(0)
    expect(await run(zadd('k', { score: 4, member: 'a' }, { gt: true, ch: true }))).toBe(0)
    expect(await run(zadd('k', { score: 6, member: 'a' }, { gt: true, ch: true }))).toBe(1)
    expect(await run(zadd('k', { score: 7, member: 'a' }, { lt: true, ch: true }))).toBe(0)
    expect(await run(zadd('k', { score: 4, member: 'a' }, { lt: true, xx: true, ch: true }))).toBe(1)
    expect(await run(zscore('k', 'a'))).toBe(4)
    expect(await run(zcard('k'))).toBe(1)
  })

  it('zadd with incr answers with the new score, or null', async () => {
    expect(await run(zadd('k', { score: 1.5, member: 'a' }, { incr: true }))).toBe(1.5)
    expect(await run(zadd('k', [{ score: 1, member: 'a' }], { incr: true, xx: true }))).toBe(2.5)
    expect(await run(zadd('k', { score: 1, member: 'a' }, { incr: true, nx: true }))).toBeNull()
    expect(await run(zadd('k', { score: 1, member: 'a' }, { incr: false }))).toBe(0)
  })

  it('takes and gives every score as a number', async () => {
    for (const [score, read] of [
      [Infinity, Infinity],
      [-Infinity, -Infinity],
      ['+inf', Infinity],
      ['-1.5e3', -1500],
      [0.1, 0.1],
      [1e300, 1e300],
      [5e-324, 5e-324],
      [2n ** 53n, 2 ** 53],
      [-0.30000000000000004, -0.30000000000000004],
    ] as const) {
      await run(zadd('k', { score, member: 'a' }))
      expect(await run(zscore('k', 'a'))).toBe(read)
      expect(await run(zmscore('k', ['a']))).toEqual([read])
      expect(await run(zrange('k', 0, -1, { withscores: true }))).toEqual([{ member: 'a', score: read }])
    }
  })

  it('zscore, zmscore, zincrby, zcard', async () => {
    await run(zadd('k', ABC))
    expect(await run(zscore('k', 'b'))).toBe(2)
    expect(await run(zscore('k', 'none'))).toBeNull()
    expect(await run(zscore('none', 'a'))).toBeNull()
    expect(await run(zmscore('k', ['c', 'none', 'a']))).toEqual([3, null, 1])
    expect(await run(zmscore('none', 'a'))).toEqual([null])
    expect(await run(zincrby('k', 1.5, 'a'))).toBe(2.5)
    expect(await run(zincrby('k', -5n, 'new'))).toBe(-5)
    expect(await run(zincrby('k', Infinity, 'a'))).toBe(Infinity)
    expect(await run(zcard('k'))).toBe(4)
    expect(await run(zcard('none'))).toBe(0)
  })

  it('zcount, zlexcount', async () => {
    await run(zadd('k', ABC))
    expect(await run(zcount('k', 1, 2))).toBe(2)
    expect(await run(zcount('k', '(1', '+inf'))).toBe(2)
    expect(await run(zcount('k', -Infinity, Infinity))).toBe(3)
    expect(await run(zcount('none', 0, 1))).toBe(0)
    await run(zadd('same', SAME))
    expect(await run(zlexcount('same', '-', '+'))).toBe(4)
    expect(await run(zlexcount('same', '[b', '(d'))).toBe(2)
    expect(await run(zlexcount('none', '-', Buffer.from('+')))).toBe(0)
  })

  it('zrem, zremrangebylex, zremrangebyrank, zremrangebyscore', async () => {
    await run(zadd('k', ABC))
    expect(await run(zrem('k', 'a'))).toBe(1)
    expect(await run(zrem('k', ['a', 'b', 'none']))).toBe(1)
    expect(await run(zrange('k', 0, -1))).toEqual(['c'])
    await run(zadd('k', ABC))
    expect(await run(zremrangebyrank('k', 0, 0))).toBe(1)
    expect(await run(zremrangebyrank('k', -1, -1))).toBe(1)
    expect(await run(zrange('k', 0, -1))).toEqual(['b'])
    await run(zadd('k', ABC))
    expect(await run(zremrangebyscore('k', '(1', 2))).toBe(1)
    expect(await run(zremrangebyscore('k', -Infinity, '+inf'))).toBe(2)
    await run(zadd('same', SAME))
    expect(await run(zremrangebylex('same', '[b', '[c'))).toBe(2)
    expect(await run(zrange('same', 0, -1))).toEqual(['a', 'd'])
    expect(await run(zremrangebylex('none', '-', '+'))).toBe(0)
  })
})

describe.each(PROTOCOLS)('sorted sets as bytes under RESP%i', protocol => {
  const { run } = server.connection(protocol, { bytes: true })

  it('have members of bytes and scores of numbers', async () => {
    const member = Buffer.from([0, 255])
    await run(zadd('k', { score: 1.5, member }))
    expect(await run(zscore('k', member))).toBe(1.5)
    expect(await run(zmscore('k', [member, 'none']))).toEqual([1.5, null])
    expect(await run(zincrby('k', 1, member))).toBe(2.5)
    expect(await run(zrange('k', 0, -1))).toEqual([member])
    expect(await run(zrange('k', 0, -1, { withscores: true }))).toEqual([{ member, score: 2.5 }])
  })
})

describe('zadd', () => {
  it('may run twice unless it adds to a score', () => {
    expect(zadd('k', ABC, { gt: true }).spec.flags & IDEMPOTENT).not.toBe(0)
    expect(zadd('k', ABC, { incr: false }).spec.flags & IDEMPOTENT).not.toBe(0)
    expect(zadd('k', { score: 1, member: 'a' }, { incr: true }).spec.flags & IDEMPOTENT).toBe(0)
  })
})

describe('sorted sets refuse', () => {
  it('empty lists', () => {
    expectRefused(() => zadd('k', []), 'ZADD', 'member')
    expectRefused(() => zmscore('k', []), 'ZMSCORE', 'members')
    expectRefused(() => zrem('k', []), 'ZREM', 'members')
  })

  it('options that exclude each other', () => {
    expectRefused(() => zadd('k', ABC, { nx: true, xx: true }), 'ZADD', 'nx and xx')
    expectRefused(() => zadd('k', ABC, { nx: true, gt: true }), 'ZADD', 'nx and gt')
    expectRefused(() => zadd('k', ABC, { lt: true, gt: true }), 'ZADD', 'gt and lt')
    expectRefused(() => zadd('k', ABC, { incr: true }), 'ZADD', 'incr', 'one member')
  })

  it('options that there are not, or of a wrong kind', () => {
    expectRefused(() => zadd('k', ABC, untyped({ NX: true })), 'ZADD', 'NX')
    expectRefused(() => zadd('k', ABC, untyped({ incr: 1 })), 'ZADD', 'incr', 'a number')
    expectRefused(() => zadd('k', ABC, untyped(null)), 'ZADD', 'options', 'null')
  })

  it('members that are no { score, member }', () => {
    expectRefused(() => zadd('k', untyped(SECRET)), 'ZADD', '{ score, member }', 'a string')
    expectRefused(() => zadd('k', untyped([1, SECRET])), 'ZADD', 'a number')
    expectRefused(() => zadd('k', untyped([[1, SECRET]])), 'ZADD', 'an array')
    expectRefused(() => zadd('k', untyped({ score: 1, value: SECRET })), 'ZADD', '{ score, member }')
    expectRefused(() => zadd('k', untyped({ score: null, member: SECRET })), 'ZADD', 'null')
    expectRefused(() => zadd('k', { score: Number.NaN, member: SECRET }), 'ZADD', 'NaN')
    expectRefused(() => zadd('k', untyped({ score: 1, member: [SECRET] })), 'ZADD', 'an array')
    expectRefused(() => zincrby('k', untyped(null), SECRET), 'ZINCRBY', 'null')
    expectRefused(() => zcount('k', untyped({ min: SECRET }), 1), 'ZCOUNT', 'an object')
    expectRefused(() => zrem('k', untyped([SECRET, undefined])), 'ZREM', 'undefined')
  })
})
