import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import {
  lindex,
  linsert,
  llen,
  lmove,
  lmpop,
  lpop,
  lpos,
  lpush,
  lpushx,
  lrange,
  lrem,
  lset,
  ltrim,
  rpop,
  rpoplpush,
  rpush,
  rpushx,
} from './lists.js'

const server = useServer()

describe.each(PROTOCOLS)('lists under RESP%i', protocol => {
  const { run } = server.connection(protocol)

  it('rpush and lpush put elements at the ends, and lrange reads them', async () => {
    expect(await run(rpush('list', ['b', 'c']))).toBe(2)
    expect(await run(rpush('list', 'd'))).toBe(3)
    expect(await run(lpush('list', ['a', 1]))).toBe(5)
    expect(await run(lpush('list', 'first'))).toBe(6)
    expect(await run(lrange('list', 0, -1))).toEqual(['first', '1', 'a', 'b', 'c', 'd'])
    expect(await run(lrange('list', 1, 2))).toEqual(['1', 'a'])
    expect(await run(lrange('list', 7, 9))).toEqual([])
    expect(await run(lrange('none', 0, -1))).toEqual([])
  })

  it('takes text, numbers, bigints and bytes as elements', async () => {
    expect(await run(rpush('list', ['ä', 1.5, 2n ** 60n, Buffer.from('bytes'), new Uint8Array([0x41])]))).toBe(5)
    expect(await run(lrange('list', 0, -1))).toEqual(['ä', '1.5', '1152921504606846976', 'bytes', 'A'])
  })

  it('rpushx and lpushx want a list that exists', async () => {
    expect(await run(rpushx('none', 'a'))).toBe(0)
    expect(await run(lpushx('none', ['a', 'b']))).toBe(0)
    await run(rpush('list', 'b'))
    expect(await run(rpushx('list', ['c', 'd']))).toBe(3)
    expect(await run(lpushx('list', 'a'))).toBe(4)
    expect(await run(lrange('list', 0, -1))).toEqual(['a', 'b', 'c', 'd'])
  })

  it('llen, lindex', async () => {
    await run(rpush('list', ['a', 'b']))
    expect(await run(llen('list'))).toBe(2)
    expect(await run(llen('none'))).toBe(0)
    expect(await run(lindex('list', 0))).toBe('a')
    expect(await run(lindex('list', -1))).toBe('b')
    expect(await run(lindex('list', 2))).toBeNull()
    expect(await run(lindex('none', 0))).toBeNull()
  })

  it('linsert', async () => {
    await run(rpush('list', ['a', 'c']))
    expect(await run(linsert('list', 'BEFORE', 'c', 'b'))).toBe(3)
    expect(await run(linsert('list', 'AFTER', 'c', 'd'))).toBe(4)
    expect(await run(linsert('list', 'AFTER', 'nowhere', 'x'))).toBe(-1)
    expect(await run(linsert('none', 'AFTER', 'a', 'x'))).toBe(0)
    expect(await run(lrange('list', 0, -1))).toEqual(['a', 'b', 'c', 'd'])
  })

  it('lset, lrem, ltrim', async () => {
    await run(rpush('list', ['x', 'a', 'x', 'b', 'x', 'c', 'x']))
    expect(await run(lset('list', 1, 'A'))).toBe('OK')
    await expect(run(lset('list', 9, 'A'))).rejects.toThrow('index out of range')
    expect(await run(lrem('list', 1, 'x'))).toBe(1)
    expect(await run(lrem('list', -1, 'x'))).toBe(1)
    expect(await run(lrange('list', 0, -1))).toEqual(['A', 'x', 'b', 'x', 'c'])
    expect(await run(lrem('list', 0, 'x'))).toBe(2)
    expect(await run(lrem('list', 0, 'x'))).toBe(0)
    expect(await run(ltrim('list', 0, 1))).toBe('OK')
    expect(await run(lrange('list', 0, -1))).toEqual(['A', 'b'])
  })

  it('lpop and rpop take one, or a list with count', async () => {
    await run(rpush('list', ['a', 'b', 'c', 'd', 'e']))
    expect(await run(lpop('list'))).toBe('a')
    expect(await run(rpop('list'))).toBe('e')
    expect(await run(lpop('list', 1))).toEqual(['b'])
    expect(await run(rpop('list', 5))).toEqual(['d', 'c'])
    expect(await run(lpop('list'))).toBeNull()
    expect(await run(rpop('list', 2))).toBeNull()
  })

  it('lpos', async () => {
    await run(rpush('list', ['a', 'b', 'a', 'c', 'a']))
    expect(await run(lpos('list', 'a'))).toBe(0)
    expect(await run(lpos('list', 'none'))).toBeNull()
    expect(await run(lpos('list', 'a', { rank: -1 }))).toBe(4)
    expect(await run(lpos('list', 'a', { count: 0 }))).toEqual([0, 2, 4])
    expect(await run(lpos('list', 'a', { rank: 2, count: 1 }))).toEqual([2])
    expect(await run(lpos('list', 'c', { maxlen: 2 }))).toBeNull()
    expect(await run(lpos('list', 'none', { count: 2 }))).toEqual([])
  })

  it('lmove, rpoplpush', async () => {
    await run(rpush('from', ['a', 'b', 'c']))
    expect(await run(lmove('from', 'to', 'LEFT', 'RIGHT'))).toBe('a')
    expect(await run(rpoplpush('from', 'to'))).toBe('c')
    expect(await run(lrange('to', 0, -1))).toEqual(['c', 'a'])
    expect(await run(lmove('none', 'to', 'LEFT', 'RIGHT'))).toBeNull()
    expect(await run(rpoplpush('none', 'to'))).toBeNull()
  })

  it('lmpop', async () => {
    await run(rpush('list', ['a', 'b', 'c']))
    expect(await run(lmpop('list', 'LEFT'))).toEqual({ key: 'list', elements: ['a'] })
    expect(await run(lmpop(['none', 'list'], 'RIGHT', { count: 5 }))).toEqual({ key: 'list', elements: ['c', 'b'] })
    expect(await run(lmpop(['none', 'list'], 'LEFT'))).toBeNull()
  })
})

describe('lists refuse', () => {
  it('empty lists', () => {
    expectRefused(() => lpush('k', []), 'LPUSH', 'elements')
    expectRefused(() => lpushx('k', []), 'LPUSHX', 'elements')
    expectRefused(() => rpush('k', []), 'RPUSH', 'elements')
    expectRefused(() => rpushx('k', []), 'RPUSHX', 'elements')
    expectRefused(() => lmpop([], 'LEFT'), 'LMPOP', 'keys')
  })

  it('unknown options', () => {
    expectRefused(() => lpos('k', SECRET, untyped({ last: true })), 'LPOS', 'last', 'rank')
    expectRefused(() => lmpop('k', 'LEFT', untyped({ max: 2 })), 'LMPOP', 'max', 'count')
    expectRefused(() => lpos('k', SECRET, untyped('RANK')), 'LPOS', 'options')
  })

  it('elements that are no text, number or bytes', () => {
    expectRefused(() => rpush('k', untyped([SECRET, null])), 'RPUSH', 'null')
    expectRefused(() => rpush('k', untyped([[SECRET]])), 'RPUSH', 'an array')
    expectRefused(() => lpush('k', untyped({ a: SECRET })), 'LPUSH', 'an object')
    expectRefused(() => lset('k', 0, untyped(undefined)), 'LSET', 'undefined')
    expectRefused(() => lrange('k', Number.NaN, 1), 'LRANGE', 'NaN')
    expectRefused(() => lpos('k', 'a', untyped({ rank: null })), 'LPOS', 'null')
  })
})
