import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import {
  sadd,
  scard,
  sdiff,
  sdiffstore,
  sinter,
  sintercard,
  sinterstore,
  sismember,
  smembers,
  smismember,
  smove,
  spop,
  srandmember,
  srem,
  sunion,
  sunionstore,
} from './sets.js'

const server = useServer()
const sorted = (members: string | string[] | null): string[] => [...(members as string[])].sort()

describe.each(PROTOCOLS)('sets under RESP%i', protocol => {
  const { run } = server.connection(protocol)

  it('sadd, scard, smembers, srem', async () => {
    expect(await run(sadd('set', 'a'))).toBe(1)
    expect(await run(sadd('set', ['a', 'b', 3]))).toBe(2)
    expect(await run(scard('set'))).toBe(3)
    expect(sorted(await run(smembers('set')))).toEqual(['3', 'a', 'b'])
    expect(await run(srem('set', ['a', 'none']))).toBe(1)
    expect(await run(srem('set', 'b'))).toBe(1)
    expect(await run(smembers('set'))).toEqual(['3'])
    expect(await run(smembers('none'))).toEqual([])
    expect(await run(scard('none'))).toBe(0)
  })

  it('sismember and smismember answer with 1 and 0', async () => {
    await run(sadd('set', ['a', 'b']))
    expect(await run(sismember('set', 'a'))).toBe(1)
    expect(await run(sismember('set', 'c'))).toBe(0)
    expect(await run(smismember('set', ['a', 'c', 'b']))).toEqual([1, 0, 1])
    expect(await run(smismember('set', 'a'))).toEqual([1])
    expect(await run(smismember('none', ['a', 'b']))).toEqual([0, 0])
  })

  it('sdiff, sinter, sunion', async () => {
    await run(sadd('one', ['a', 'b', 'c']))
    await run(sadd('two', ['b', 'c', 'd']))
    expect(await run(sdiff(['one', 'two']))).toEqual(['a'])
    expect(sorted(await run(sdiff('one')))).toEqual(['a', 'b', 'c'])
    expect(sorted(await run(sinter(['one', 'two'])))).toEqual(['b', 'c'])
    expect(await run(sinter(['one', 'none']))).toEqual([])
    expect(sorted(await run(sunion(['one', 'two', 'none'])))).toEqual(['a', 'b', 'c', 'd'])
  })

  it('sintercard', async () => {
    await run(sadd('one', ['a', 'b', 'c']))
    await run(sadd('two', ['b', 'c', 'd']))
    expect(await run(sintercard(['one', 'two']))).toBe(2)
    expect(await run(sintercard(['one', 'two'], { limit: 1 }))).toBe(1)
    expect(await run(sintercard('one'))).toBe(3)
    expect(await run(sintercard(['one', 'none']))).toBe(0)
  })

  it('sdiffstore, sinterstore, sunionstore', async () => {
    await run(sadd('one', ['a', 'b', 'c']))
    await run(sadd('two', ['b', 'c', 'd']))
    expect(await run(sdiffstore('to', ['one', 'two']))).toBe(1)
    expect(await run(smembers('to'))).toEqual(['a'])
    expect(await run(sinterstore('to', ['one', 'two']))).toBe(2)
    expect(sorted(await run(smembers('to')))).toEqual(['b', 'c'])
    expect(await run(sunionstore('to', 'one'))).toBe(3)
    expect(sorted(await run(smembers('to')))).toEqual(['a', 'b', 'c'])
    expect(await run(sdiffstore('to', 'none'))).toBe(0)
  })

  it('smove', async () => {
    await run(sadd('from', 'a'))
    expect(await run(smove('from', 'to', 'a'))).toBe(1)
    expect(await run(smove('from', 'to', 'a'))).toBe(0)
    expect(await run(smembers('to'))).toEqual(['a'])
  })

  it('spop and srandmember give one, or a list with count', async () => {
    await run(sadd('set', ['a', 'b', 'c']))
    expect(['a', 'b', 'c']).toContain(await run(srandmember('set')))
    expect(sorted(await run(srandmember('set', 9)))).toEqual(['a', 'b', 'c'])
    expect(await run(srandmember('set', -9))).toHaveLength(9)
    expect(await run(srandmember('none'))).toBeNull()
    expect(await run(srandmember('none', 2))).toEqual([])
    const taken = await run(spop('set'))
    expect(['a', 'b', 'c']).toContain(taken)
    expect(sorted(await run(spop('set', 9)))).toEqual(['a', 'b', 'c'].filter(member => member !== taken))
    expect(await run(spop('set'))).toBeNull()
    expect(await run(spop('set', 1))).toEqual([])
  })
})

describe('sets refuse', () => {
  it('empty lists', () => {
    expectRefused(() => sadd('k', []), 'SADD', 'members')
    expectRefused(() => srem('k', []), 'SREM', 'members')
    expectRefused(() => smismember('k', []), 'SMISMEMBER', 'members')
    expectRefused(() => sdiff([]), 'SDIFF', 'keys')
    expectRefused(() => sinter([]), 'SINTER', 'keys')
    expectRefused(() => sunion([]), 'SUNION', 'keys')
    expectRefused(() => sintercard([]), 'SINTERCARD', 'keys')
    expectRefused(() => sdiffstore('to', []), 'SDIFFSTORE', 'keys')
    expectRefused(() => sinterstore('to', []), 'SINTERSTORE', 'keys')
    expectRefused(() => sunionstore('to', []), 'SUNIONSTORE', 'keys')
  })

  it('options that there are not', () => {
    expectRefused(() => sintercard('k', untyped({ count: 1 })), 'SINTERCARD', 'count', 'limit')
    expectRefused(() => sintercard('k', untyped(['LIMIT', 1])), 'SINTERCARD', 'options')
  })

  it('members that are no text, number or bytes', () => {
    expectRefused(() => sadd('k', untyped({ a: SECRET })), 'SADD', 'an object')
    expectRefused(() => sadd('k', untyped([SECRET, true])), 'SADD', 'a boolean')
    expectRefused(() => sismember('k', untyped([SECRET])), 'SISMEMBER', 'an array')
    expectRefused(() => smove('k', 'to', untyped(null)), 'SMOVE', 'null')
    expectRefused(() => spop('k', untyped(null)), 'SPOP', 'null')
  })
})
