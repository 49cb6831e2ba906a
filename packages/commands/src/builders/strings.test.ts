import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { command } from '../command.js'
import { IDEMPOTENT } from '../flags.js'
import { EXPIRETIME, PEXPIRETIME, PTTL } from '../specs.gen.js'
import { lcs } from './lcs.js'
import {
  append,
  decr,
  decrby,
  get,
  getdel,
  getex,
  getrange,
  getset,
  incr,
  incrby,
  incrbyfloat,
  mget,
  mset,
  msetnx,
  psetex,
  set,
  setex,
  setnx,
  setrange,
  strlen,
  substr,
} from './strings.js'

const server = useServer()

/** Seconds since 1970, far enough. */
const LATER = 4_000_000_000
const HOUR_MS = 3_600_000

describe.each(PROTOCOLS)('strings under RESP%i', protocol => {
  const { run } = server.connection(protocol)
  const ttl = (key: string): Promise<unknown> => run(command(PTTL, [key]))

  it('set and get', async () => {
    expect(await run(set('k', 'Alice'))).toBe('OK')
    expect(await run(get('k'))).toBe('Alice')
    expect(await run(get('none'))).toBeNull()
  })

  it('takes text, numbers, bigints and bytes as values', async () => {
    for (const [value, text] of [
      ['ä€😀', 'ä€😀'],
      ['', ''],
      [1.5, '1.5'],
      [-0.1, '-0.1'],
      [2n ** 64n, '18446744073709551616'],
      [Buffer.from('bytes'), 'bytes'],
      [new Uint8Array([0x41]), 'A'],
    ] as const) {
      expect(await run(set('k', value))).toBe('OK')
      expect(await run(get('k'))).toBe(text)
    }
  })

  it('set answers with null where nx or xx kept it from being set', async () => {
    expect(await run(set('k', 'a', { xx: true }))).toBeNull()
    expect(await run(set('k', 'a', { nx: true }))).toBe('OK')
    expect(await run(set('k', 'b', { nx: true }))).toBeNull()
    expect(await run(set('k', 'b', { nx: false, xx: true }))).toBe('OK')
    expect(await run(get('k'))).toBe('b')
  })

  it('set answers with the old value where get is given', async () => {
    expect(await run(set('k', 'a', { get: true }))).toBeNull()
    expect(await run(set('k', 'b', { get: true, xx: true }))).toBe('a')
    expect(await run(set('k', 'c', { get: true, nx: true }))).toBe('b')
    expect(await run(get('k'))).toBe('b')
  })

  it('set changes the time to live', async () => {
    await run(set('k', 'a', { ex: 3600 }))
    expect(await ttl('k')).toSatisfy(left => left > 0 && left <= HOUR_MS)
    await run(set('k', 'b', { keepttl: true }))
    expect(await ttl('k')).toBeGreaterThan(0)
    await run(set('k', 'c'))
    expect(await ttl('k')).toBe(-1)
    await run(set('k', 'd', { px: HOUR_MS, nx: false }))
    expect(await ttl('k')).toSatisfy(left => left > 0 && left <= HOUR_MS)
    await run(set('k', 'e', { exat: LATER }))
    expect(await run(command(EXPIRETIME, ['k']))).toBe(LATER)
    await run(set('k', 'f', { pxat: BigInt(LATER) * 1000n + 7n }))
    expect(await run(command(PEXPIRETIME, ['k']))).toBe(LATER * 1000 + 7)
  })

  it('setex, psetex, setnx, getset', async () => {
    expect(await run(setex('k', 3600, 'a'))).toBe('OK')
    expect(await ttl('k')).toSatisfy(left => left > HOUR_MS / 2 && left <= HOUR_MS)
    expect(await run(psetex('k', HOUR_MS, 'b'))).toBe('OK')
    expect(await ttl('k')).toSatisfy(left => left > HOUR_MS / 2 && left <= HOUR_MS)
    expect(await run(setnx('k', 'c'))).toBe(0)
    expect(await run(setnx('new', 'c'))).toBe(1)
    expect(await run(getset('k', 'd'))).toBe('b')
    expect(await run(getset('none', 'd'))).toBeNull()
    expect(await run(get('none'))).toBe('d')
  })

  it('getdel, getex', async () => {
    await run(set('k', 'a'))
    expect(await run(getex('k', { ex: 3600 }))).toBe('a')
    expect(await ttl('k')).toBeGreaterThan(0)
    expect(await run(getex('k', { persist: true }))).toBe('a')
    expect(await ttl('k')).toBe(-1)
    expect(await run(getex('k', { px: HOUR_MS }))).toBe('a')
    expect(await ttl('k')).toBeGreaterThan(0)
    expect(await run(getex('k', { exat: LATER }))).toBe('a')
    expect(await run(command(EXPIRETIME, ['k']))).toBe(LATER)
    expect(await run(getex('k', { pxat: LATER * 1000 + 7 }))).toBe('a')
    expect(await run(command(PEXPIRETIME, ['k']))).toBe(LATER * 1000 + 7)
    expect(await run(getex('k'))).toBe('a')
    expect(await run(getex('none'))).toBeNull()
    expect(await run(getdel('k'))).toBe('a')
    expect(await run(getdel('k'))).toBeNull()
  })

  it('append, strlen, getrange, substr, setrange', async () => {
    expect(await run(append('k', 'Hello'))).toBe(5)
    expect(await run(append('k', ' World'))).toBe(11)
    expect(await run(strlen('k'))).toBe(11)
    expect(await run(strlen('none'))).toBe(0)
    expect(await run(getrange('k', 0, 4))).toBe('Hello')
    expect(await run(getrange('k', -5, -1))).toBe('World')
    expect(await run(getrange('none', 0, -1))).toBe('')
    expect(await run(substr('k', 0, 0))).toBe('H')
    expect(await run(setrange('k', 6, 'Redis'))).toBe(11)
    expect(await run(setrange('k', 13, '!'))).toBe(14)
    expect(await run(get('k'))).toBe('Hello Redis\0\0!')
  })

  it('incr, incrby, incrbyfloat, decr, decrby', async () => {
    expect(await run(incr('n'))).toBe(1)
    expect(await run(incrby('n', 10))).toBe(11)
    expect(await run(decr('n'))).toBe(10)
    expect(await run(decrby('n', 12n))).toBe(-2)
    expect(await run(incrbyfloat('n', 2.5))).toBe('0.5')
    await run(set('text', 'a'))
    await expect(run(incr('text'))).rejects.toThrow('not an integer')
  })

  it('counts beyond 2^53 as bigints', async () => {
    expect(await run(incrby('n', 2n ** 60n))).toBe(2n ** 60n)
    expect(await run(incrby('n', -(2n ** 60n)))).toBe(0)
  })

  it('mset and mget take many, in any shape', async () => {
    expect(await run(mset({ a: '1', b: 2 }))).toBe('OK')
    expect(await run(mset(new Map<string, string>([['c', '3']])))).toBe('OK')
    expect(
      await run(
        mset([
          ['d', 4n],
          [Buffer.from('e'), Buffer.from('5')],
        ]),
      ),
    ).toBe('OK')
    expect(await run(mget(['a', 'none', 'b', 'c', 'd', 'e']))).toEqual(['1', null, '2', '3', '4', '5'])
    expect(await run(mget('a'))).toEqual(['1'])
  })

  it('msetnx sets all or none', async () => {
    expect(await run(msetnx({ a: '1', b: '2' }))).toBe(1)
    expect(await run(msetnx({ b: '3', c: '4' }))).toBe(0)
    expect(await run(mget(['a', 'b', 'c']))).toEqual(['1', '2', null])
  })

  it('lcs as text, as a length, as matches', async () => {
    await run(mset({ a: 'ohmytext', b: 'mynewtext' }))
    expect(await run(lcs('a', 'b'))).toBe('mytext')
    expect(await run(lcs('a', 'b', { len: true }))).toBe(6)
    expect(await run(lcs('a', 'b', { idx: true }))).toEqual({
      matches: [
        [
          [4, 7],
          [5, 8],
        ],
        [
          [2, 3],
          [0, 1],
        ],
      ],
      len: 6,
    })
    expect(await run(lcs('a', 'b', { idx: true, minmatchlen: 4, withmatchlen: true }))).toEqual({
      matches: [[[4, 7], [5, 8], 4]],
      len: 6,
    })
    expect(await run(lcs('none', 'b'))).toBe('')
  })

  it('gives an error reply as a rejection', async () => {
    await run(set('k', 'a'))
    await expect(run(decr('k'))).rejects.toMatchObject({ code: 'ERR' })
  })
})

describe.each(PROTOCOLS)('strings as bytes under RESP%i', protocol => {
  const { run } = server.connection(protocol, { bytes: true })

  it('come back as they are', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 0xc3, 0x28])
    await run(set('k', bytes))
    expect(await run(get('k'))).toEqual(bytes)
    expect(await run(mget(['k', 'none']))).toEqual([bytes, null])
    expect(await run(getrange('k', 1, 1))).toEqual(Buffer.from([255]))
  })
})

describe('set', () => {
  it('may run twice only where nothing depends on what was there', () => {
    const mayRunTwice = (options?: Parameters<typeof set>[2]) => (set('k', 'v', options).spec.flags & IDEMPOTENT) !== 0
    expect(mayRunTwice()).toBe(true)
    expect(mayRunTwice({ ex: 1, nx: false })).toBe(true)
    expect(mayRunTwice({ nx: true })).toBe(false)
    expect(mayRunTwice({ xx: true })).toBe(false)
    expect(mayRunTwice({ get: true })).toBe(false)
    for (const condition of ['ifeq', 'ifne', 'ifdeq', 'ifdne']) expect(mayRunTwice({ [condition]: 'a' })).toBe(false)
  })

  it('writes ifeq with the value that it compares with', () => {
    expect(set('k', 'v', { ifeq: 'old', ex: 1 }).args).toEqual(['k', 'v', 'IFEQ', 'old', 'EX', 1])
  })
})

describe('strings refuse', () => {
  it('empty lists', () => {
    expectRefused(() => mget([]), 'MGET', 'keys')
    expectRefused(() => mset({}), 'MSET', 'keys')
    expectRefused(() => mset(new Map()), 'MSET', 'keys')
    expectRefused(() => msetnx([]), 'MSETNX', 'keys')
  })

  it('options that exclude each other', () => {
    expectRefused(() => set('k', SECRET, { nx: true, xx: true }), 'SET', 'nx and xx')
    expectRefused(() => set('k', SECRET, { nx: true, ifeq: SECRET }), 'SET', 'nx and ifeq')
    expectRefused(() => set('k', SECRET, { ex: 1, px: 1 }), 'SET', 'ex and px')
    expectRefused(() => set('k', SECRET, { ex: 1, keepttl: true }), 'SET', 'ex and keepttl')
    expectRefused(() => getex('k', { ex: 1, persist: true }), 'GETEX', 'ex and persist')
    expectRefused(() => lcs('a', 'b', { len: true, idx: true }), 'LCS', 'len and idx')
  })

  it('options that need another', () => {
    expectRefused(() => lcs('a', 'b', { minmatchlen: 2 }), 'LCS', 'minmatchlen needs idx')
    expectRefused(() => lcs('a', 'b', { withmatchlen: true, len: true }), 'LCS', 'withmatchlen needs idx')
  })

  it('options that there are not, or of a wrong kind', () => {
    expectRefused(() => set('k', SECRET, untyped({ EX: 1 })), 'SET', 'EX', 'ex')
    expectRefused(() => set('k', SECRET, untyped({ nx: 'yes' })), 'SET', 'nx', 'a string')
    expectRefused(() => set('k', SECRET, untyped('EX')), 'SET', 'options', 'a string')
    expectRefused(() => set('k', SECRET, untyped(null)), 'SET', 'options', 'null')
    expectRefused(() => set('k', SECRET, untyped(['EX', 1])), 'SET', 'options', 'an array')
    expectRefused(() => set('k', SECRET, untyped({ ex: [1] })), 'SET', 'an array')
    expectRefused(() => getex('k', untyped({ keepttl: true })), 'GETEX', 'keepttl')
    expectRefused(() => lcs('a', 'b', untyped({ length: true })), 'LCS', 'length')
  })

  it('keys and values that are no text, number or bytes', () => {
    for (const [value, kind] of [
      [null, 'null'],
      [undefined, 'undefined'],
      [true, 'a boolean'],
      [Number.NaN, 'NaN'],
      [[SECRET], 'an array'],
      [{ a: SECRET }, 'an object'],
      [new Date(0), 'an object'],
      [() => SECRET, 'a function'],
      [Symbol(SECRET), 'a symbol'],
    ]) {
      expectRefused(() => set('k', untyped(value)), 'SET', 'argument 2', kind as string)
      expectRefused(() => get(untyped(value)), 'GET', 'argument 1', kind as string)
    }
    expectRefused(() => mset(untyped({ a: SECRET, b: undefined })), 'MSET', 'undefined')
    expectRefused(() => mset(untyped([['a', SECRET, 'b']])), 'MSET', 'pair')
    expectRefused(() => mset(untyped(['a', SECRET])), 'MSET', 'pair')
    expectRefused(() => mset(untyped('a')), 'MSET', 'record')
    expectRefused(() => mset(untyped(null)), 'MSET', 'null')
    expectRefused(() => mget(untyped(['a', ['b']])), 'MGET', 'an array')
  })
})
