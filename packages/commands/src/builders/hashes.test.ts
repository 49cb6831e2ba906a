import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import {
  hdel,
  hexists,
  hget,
  hgetall,
  hincrby,
  hincrbyfloat,
  hkeys,
  hlen,
  hmget,
  hmset,
  hrandfield,
  hset,
  hsetnx,
  hstrlen,
  hvals,
} from './hashes.js'

const server = useServer()

describe.each(PROTOCOLS)('hashes under RESP%i', protocol => {
  const { run } = server.connection(protocol)

  it('hset, hget, hgetall', async () => {
    expect(await run(hset('user', { name: 'Alice', age: 30 }))).toBe(2)
    expect(await run(hset('user', { age: 31, city: 'Zürich' }))).toBe(1)
    expect(await run(hget('user', 'name'))).toBe('Alice')
    expect(await run(hget('user', 'none'))).toBeNull()
    expect(await run(hget('none', 'name'))).toBeNull()
    expect(await run(hgetall('user'))).toEqual({ name: 'Alice', age: '31', city: 'Zürich' })
    expect(await run(hgetall('none'))).toEqual({})
  })

  it('reads a record without a prototype, so that every name is a field', async () => {
    await run(
      hset('k', [
        ['__proto__', 'a'],
        ['constructor', 'b'],
      ]),
    )
    const record = await run(hgetall('k'))
    expect(Object.getPrototypeOf(record)).toBeNull()
    expect(Object.keys(record)).toEqual(['__proto__', 'constructor'])
    expect(record['__proto__']).toBe('a')
    expect(Object.getPrototypeOf(await run(hgetall('none')))).toBeNull()
  })

  it('takes fields as a record, a Map or pairs', async () => {
    expect(await run(hset('k', new Map([[1, 'one']])))).toBe(1)
    expect(await run(hset('k', [['two', Buffer.from('2')]]))).toBe(1)
    expect(await run(hmset('k', { three: 3n }))).toBe('OK')
    expect(await run(hgetall('k'))).toEqual({ 1: 'one', two: '2', three: '3' })
  })

  it('hmget, hkeys, hvals, hlen', async () => {
    await run(hset('k', { a: '1', b: '2' }))
    expect(await run(hmget('k', ['b', 'none', 'a']))).toEqual(['2', null, '1'])
    expect(await run(hmget('k', 'a'))).toEqual(['1'])
    expect(await run(hmget('none', ['a', 'b']))).toEqual([null, null])
    expect(await run(hkeys('k'))).toEqual(['a', 'b'])
    expect(await run(hvals('k'))).toEqual(['1', '2'])
    expect(await run(hlen('k'))).toBe(2)
    expect(await run(hkeys('none'))).toEqual([])
    expect(await run(hvals('none'))).toEqual([])
    expect(await run(hlen('none'))).toBe(0)
  })

  it('hdel, hexists, hsetnx, hstrlen', async () => {
    await run(hset('k', { a: 'ä', b: '2', c: '3' }))
    expect(await run(hexists('k', 'a'))).toBe(1)
    expect(await run(hexists('k', 'none'))).toBe(0)
    expect(await run(hstrlen('k', 'a'))).toBe(2)
    expect(await run(hstrlen('k', 'none'))).toBe(0)
    expect(await run(hsetnx('k', 'a', 'x'))).toBe(0)
    expect(await run(hsetnx('k', 'd', 'x'))).toBe(1)
    expect(await run(hdel('k', 'a'))).toBe(1)
    expect(await run(hdel('k', ['a', 'b', 'c']))).toBe(2)
    expect(await run(hgetall('k'))).toEqual({ d: 'x' })
  })

  it('hincrby, hincrbyfloat', async () => {
    expect(await run(hincrby('k', 'n', 5))).toBe(5)
    expect(await run(hincrby('k', 'n', -7n))).toBe(-2)
    expect(await run(hincrby('k', 'n', 2n ** 60n + 2n))).toBe(2n ** 60n)
    expect(await run(hincrbyfloat('k', 'f', 1.25))).toBe('1.25')
  })

  it('hrandfield gives one, a list with count, pairs with values', async () => {
    await run(hset('k', { a: '1', b: '2' }))
    expect(['a', 'b']).toContain(await run(hrandfield('k')))
    expect(await run(hrandfield('none'))).toBeNull()
    const fields = (await run(hrandfield('k', 5))) as string[]
    expect([...fields].sort()).toEqual(['a', 'b'])
    expect(await run(hrandfield('k', -5))).toHaveLength(5)
    const pairs = (await run(hrandfield('k', 5, { withvalues: true }))) as { field: string; value: string }[]
    expect([...pairs].sort((a, b) => a.field.localeCompare(b.field))).toEqual([
      { field: 'a', value: '1' },
      { field: 'b', value: '2' },
    ])
    expect(await run(hrandfield('k', -4, { withvalues: true }))).toHaveLength(4)
    expect(await run(hrandfield('none', 2))).toEqual([])
    expect(await run(hrandfield('none', 2, { withvalues: true }))).toEqual([])
  })
})

describe.each(PROTOCOLS)('hashes as bytes under RESP%i', protocol => {
  const { run } = server.connection(protocol, { bytes: true })

  it('have names of text and values of bytes', async () => {
    const bytes = Buffer.from([0, 255])
    await run(hset('k', { a: bytes }))
    expect(await run(hgetall('k'))).toEqual({ a: bytes })
    expect(await run(hget('k', 'a'))).toEqual(bytes)
  })
})

describe('hashes refuse', () => {
  it('empty lists', () => {
    expectRefused(() => hset('k', {}), 'HSET', 'fields')
    expectRefused(() => hset('k', new Map()), 'HSET', 'fields')
    expectRefused(() => hmset('k', []), 'HMSET', 'fields')
    expectRefused(() => hdel('k', []), 'HDEL', 'fields')
    expectRefused(() => hmget('k', []), 'HMGET', 'fields')
  })

  it('options that there are not, or that need another', () => {
    expectRefused(() => hrandfield('k', undefined, { withvalues: true }), 'HRANDFIELD', 'undefined')
    expectRefused(() => hrandfield('k', 2, untyped({ withscores: true })), 'HRANDFIELD', 'withscores')
    expectRefused(() => hrandfield('k', 2, untyped({ withvalues: 'yes' })), 'HRANDFIELD', 'withvalues')
    expectRefused(() => hrandfield('k', 2, untyped('WITHVALUES')), 'HRANDFIELD', 'options')
    expectRefused(() => hrandfield('k', untyped({ count: 2 })), 'HRANDFIELD', 'an object')
  })

  it('fields and values that are no text, number or bytes', () => {
    expectRefused(() => hset('k', untyped({ a: SECRET, b: null })), 'HSET', 'null')
    expectRefused(() => hset('k', untyped({ a: { b: SECRET } })), 'HSET', 'an object')
    expectRefused(() => hset('k', untyped(['a', SECRET])), 'HSET', 'pair')
    expectRefused(() => hset('k', untyped(SECRET)), 'HSET', 'record', 'a string')
    expectRefused(() => hset('k', untyped(Buffer.from(SECRET))), 'HSET', 'record')
    expectRefused(() => hset('k', untyped(undefined)), 'HSET', 'undefined')
    expectRefused(() => hmget('k', untyped([[SECRET]])), 'HMGET', 'an array')
    expectRefused(() => hdel('k', untyped([undefined])), 'HDEL', 'undefined')
    expectRefused(() => hincrby('k', 'n', untyped(null)), 'HINCRBY', 'null')
  })
})
