import { beforeEach, describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { sadd } from './sets.js'
import { zdiff, zdiffstore, zinter, zintercard, zinterstore, zunion, zunionstore } from './sorted-set-algebra.js'
import { zrange } from './sorted-set-ranges.js'
import { zadd } from './sorted-sets.js'

const server = useServer()

describe.each(PROTOCOLS)('algebra of sorted sets under RESP%i', protocol => {
  const { run } = server.connection(protocol)
  const stored = () => run(zrange('to', 0, -1, { withscores: true }))
  beforeEach(async () => {
    await run(
      zadd('one', [
        { score: 1, member: 'a' },
        { score: 2.5, member: 'b' },
      ]),
    )
    await run(
      zadd('two', [
        { score: 10, member: 'b' },
        { score: 20, member: 'c' },
      ]),
    )
  })

  it('zdiff', async () => {
    expect(await run(zdiff(['one', 'two']))).toEqual(['a'])
    expect(await run(zdiff(['two', 'one'], { withscores: true }))).toEqual([{ member: 'c', score: 20 }])
    expect(await run(zdiff('one'))).toEqual(['a', 'b'])
    expect(await run(zdiff(['none', 'one'], { withscores: true }))).toEqual([])
  })

  it('zinter', async () => {
    expect(await run(zinter(['one', 'two']))).toEqual(['b'])
    expect(await run(zinter(['one', 'two'], { withscores: true }))).toEqual([{ member: 'b', score: 12.5 }])
    expect(await run(zinter(['one', 'two'], { weights: [2, -1], withscores: true }))).toEqual([
      { member: 'b', score: -5 },
    ])
    expect(await run(zinter(['one', 'two'], { aggregate: 'MAX', withscores: true }))).toEqual([
      { member: 'b', score: 10 },
    ])
    expect(await run(zinter(['one', 'none']))).toEqual([])
  })

  it('zunion', async () => {
    expect(await run(zunion(['one', 'two', 'none']))).toEqual(['a', 'b', 'c'])
    expect(await run(zunion(['one', 'two'], { weights: [1, 0.5], aggregate: 'MIN', withscores: true }))).toEqual([
      { member: 'a', score: 1 },
      { member: 'b', score: 2.5 },
      { member: 'c', score: 10 },
    ])
    await run(sadd('set', 'x'))
    expect(await run(zunion('set', { withscores: true }))).toEqual([{ member: 'x', score: 1 }])
  })

  it('zintercard', async () => {
    expect(await run(zintercard(['one', 'two']))).toBe(1)
    expect(await run(zintercard('one'))).toBe(2)
    expect(await run(zintercard('one', { limit: 1 }))).toBe(1)
    expect(await run(zintercard(['one', 'none']))).toBe(0)
  })

  it('zdiffstore', async () => {
    expect(await run(zdiffstore('to', ['one', 'two']))).toBe(1)
    expect(await stored()).toEqual([{ member: 'a', score: 1 }])
    expect(await run(zdiffstore('to', 'none'))).toBe(0)
  })

  it('zinterstore', async () => {
    expect(await run(zinterstore('to', ['one', 'two'], { weights: [1, 2] }))).toBe(1)
    expect(await stored()).toEqual([{ member: 'b', score: 22.5 }])
    expect(await run(zinterstore('to', ['one', 'two'], { aggregate: 'MIN' }))).toBe(1)
    expect(await stored()).toEqual([{ member: 'b', score: 2.5 }])
    expect(await run(zinterstore('to', ['one', 'none']))).toBe(0)
  })

  it('zunionstore', async () => {
    expect(await run(zunionstore('to', ['one', 'two'], { weights: [1, 2], aggregate: 'MAX' }))).toBe(3)
    expect(await stored()).toEqual([
      { member: 'a', score: 1 },
      { member: 'b', score: 20 },
      { member: 'c', score: 40 },
    ])
    expect(await run(zunionstore('to', 'one'))).toBe(2)
  })
})

describe('algebra of sorted sets refuses', () => {
  it('empty lists of keys', () => {
    expectRefused(() => zdiff([]), 'ZDIFF', 'keys')
    expectRefused(() => zinter([]), 'ZINTER', 'keys')
    expectRefused(() => zunion([]), 'ZUNION', 'keys')
    expectRefused(() => zintercard([]), 'ZINTERCARD', 'keys')
    expectRefused(() => zdiffstore('to', []), 'ZDIFFSTORE', 'keys')
    expectRefused(() => zinterstore('to', []), 'ZINTERSTORE', 'keys')
    expectRefused(() => zunionstore('to', []), 'ZUNIONSTORE', 'keys')
  })

  it('weights that are not one for each key', () => {
    expectRefused(() => zinter(['a', 'b'], { weights: [1] }), 'ZINTER', 'weights', '2 numbers')
    expectRefused(() => zunion(['a', 'b'], { weights: [1, 2, 3] }), 'ZUNION', 'weights', '2 numbers')
    expectRefused(() => zunionstore('to', 'a', { weights: [] }), 'ZUNIONSTORE', 'weights', '1 numbers')
    expectRefused(() => zinterstore('to', ['a', 'b'], untyped({ weights: 2 })), 'ZINTERSTORE', 'weights')
    expectRefused(() => zunionstore('to', 'a', untyped({ weights: [null] })), 'ZUNIONSTORE', 'null')
  })

  it('options that there are not, or of a wrong kind', () => {
    expectRefused(() => zdiff('a', untyped({ weights: [1] })), 'ZDIFF', 'weights')
    expectRefused(() => zdiff('a', untyped({ withscores: 'yes' })), 'ZDIFF', 'withscores', 'a string')
    expectRefused(() => zinter('a', untyped({ sum: true })), 'ZINTER', 'sum', 'aggregate')
    expectRefused(() => zunionstore('to', 'a', untyped({ withscores: true })), 'ZUNIONSTORE', 'withscores')
    expectRefused(() => zinterstore('to', 'a', untyped(null)), 'ZINTERSTORE', 'null')
    expectRefused(() => zintercard('a', untyped({ count: 1 })), 'ZINTERCARD', 'count', 'limit')
    expectRefused(() => zunion('a', untyped({ aggregate: [SECRET] })), 'ZUNION', 'an array')
  })
})
