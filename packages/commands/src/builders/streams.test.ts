import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { BLOCKING } from '../flags.js'
import { keyPositions } from '../key-shapes.js'
import { xadd, xdel, xlen, xrange, xread, xrevrange, xsetid, xtrim } from './streams.js'

const server = useServer()

const ONE = { id: '1-0', message: { n: 'one' } }
const TWO = { id: '2-0', message: { n: 'two' } }
const THREE = { id: '3-0', message: { n: 'three' } }

describe.each(PROTOCOLS)('streams under RESP%i', protocol => {
  const { run } = server.connection(protocol)
  const other = server.connection(protocol)
  const fill = async (key: string) => {
    for (const { id, message } of [ONE, TWO, THREE]) await run(xadd(key, id, message))
  }

  it('xadd takes fields in any shape and answers with the id', async () => {
    expect(await run(xadd('k', '1-1', { type: 'login', user: 7 }))).toBe('1-1')
    expect(
      await run(
        xadd('k', '1-*', [
          ['a', 1],
          ['a', 2],
        ]),
      ),
    ).toBe('1-2')
    expect(await run(xadd('k', '*', new Map([[Buffer.from('b'), 3n]])))).toMatch(/^\d+-0$/)
    expect((await run(xrange('k', '-', '+'))).map(entry => entry.message)).toEqual([
      { type: 'login', user: '7' },
      { a: '2' },
      { b: '3' },
    ])
    await expect(run(xadd('k', '1-1', { a: 1 }))).rejects.toThrow('equal or smaller')
  })

  it('xadd with nomkstream makes no stream', async () => {
    expect(await run(xadd('k', '*', { a: 1 }, { nomkstream: true }))).toBeNull()
    expect(await run(xadd('k', '1-0', { a: 1 }, { nomkstream: false }))).toBe('1-0')
    expect(await run(xadd('k', '2-0', { a: 1 }, { nomkstream: true }))).toBe('2-0')
  })

  it('xadd trims', async () => {
    await fill('k')
    expect(await run(xadd('k', '4-0', { n: 'four' }, { maxlen: 2 }))).toBe('4-0')
    expect(await run(xlen('k'))).toBe(2)
    expect(await run(xadd('k', '5-0', { n: 'five' }, { minid: '5-0' }))).toBe('5-0')
    expect(await run(xlen('k'))).toBe(1)
    expect(await run(xadd('k', '6-0', { n: 'six' }, { maxlen: 1n, approximate: true, limit: 100 }))).toBe('6-0')
    expect(await run(xadd('k', '7-0', { n: 'seven' }, { nomkstream: true, maxlen: 1, approximate: false }))).toBe('7-0')
    expect(await run(xrange('k', '-', '+'))).toEqual([{ id: '7-0', message: { n: 'seven' } }])
  })

  it('xrange, xrevrange', async () => {
    await fill('k')
    expect(await run(xrange('k', '-', '+'))).toEqual([ONE, TWO, THREE])
    expect(await run(xrange('k', '(1-0', 3))).toEqual([TWO, THREE])
    expect(await run(xrange('k', '-', '+', { count: 1 }))).toEqual([ONE])
    expect(await run(xrevrange('k', '+', '-'))).toEqual([THREE, TWO, ONE])
    expect(await run(xrevrange('k', '(3-0', '-', { count: 1 }))).toEqual([TWO])
    expect(await run(xrange('none', '-', '+'))).toEqual([])
    expect(await run(xrevrange('none', '+', '-'))).toEqual([])
  })

  it('reads messages without a prototype, so that every name is a field', async () => {
    await run(xadd('k', '1-0', [['__proto__', 'a']]))
    const [entry] = await run(xrange('k', '-', '+'))
    expect(Object.getPrototypeOf(entry?.message)).toBeNull()
    expect(Object.entries(entry?.message ?? {})).toEqual([['__proto__', 'a']])
  })

  it('xlen, xdel, xtrim', async () => {
    await fill('k')
    expect(await run(xlen('k'))).toBe(3)
    expect(await run(xlen('none'))).toBe(0)
    expect(await run(xdel('k', '2-0'))).toBe(1)
    expect(await run(xdel('k', ['2-0', '3-0', '9-0']))).toBe(1)
    await run(xadd('k', '4-0', { n: 'four' }))
    expect(await run(xtrim('k', { maxlen: 1 }))).toBe(1)
    expect(await run(xtrim('k', { minid: '5-0' }))).toBe(1)
    expect(await run(xtrim('k', { maxlen: 0, approximate: true, limit: 10 }))).toBe(0)
  })

  it('xread reads behind an id, by stream', async () => {
    await fill('a')
    await run(xadd('b', '5-0', { n: 'five' }))
    expect(await run(xread({ a: '1-0' }))).toEqual({ a: [TWO, THREE] })
    expect(
      await run(
        xread(
          [
            ['a', 0],
            ['b', 0],
          ],
          { count: 1 },
        ),
      ),
    ).toEqual({
      a: [ONE],
      b: [{ id: '5-0', message: { n: 'five' } }],
    })
    expect(await run(xread({ a: '3-0', b: '0' }))).toEqual({ b: [{ id: '5-0', message: { n: 'five' } }] })
    expect(await run(xread({ a: '3-0', none: '0' }))).toBeNull()
    expect(Object.getPrototypeOf(await run(xread({ a: '0' })))).toBeNull()
  })

  it('xread with block waits, and gives null in the end', async () => {
    expect(await run(xread({ k: '$' }, { block: 10 }))).toBeNull()
    const waiting = run(xread(new Map([['k', '0']]), { block: 0 }))
    await other.run(xadd('k', ONE.id, ONE.message))
    expect(await waiting).toEqual({ k: [ONE] })
  })

  it('xsetid', async () => {
    await fill('k')
    expect(await run(xsetid('k', '9-0'))).toBe('OK')
    expect(await run(xsetid('k', '10-0', { entriesadded: 100, maxdeletedid: '5-0' }))).toBe('OK')
    await expect(run(xadd('k', '10-0', { a: 1 }))).rejects.toThrow('equal or smaller')
  })
})

describe.each(PROTOCOLS)('streams as bytes under RESP%i', protocol => {
  const { run } = server.connection(protocol, { bytes: true })

  it('have names and ids of text, and values of bytes', async () => {
    const bytes = Buffer.from([0, 255])
    await run(xadd('k', '1-0', { a: bytes }))
    expect(await run(xrange('k', '-', '+'))).toEqual([{ id: '1-0', message: { a: bytes } }])
    expect(await run(xread({ k: '0' }))).toEqual({ k: [{ id: '1-0', message: { a: bytes } }] })
  })
})

describe('entries that groups know of', () => {
  it('are kept, forgotten or spared, behind the trimming of XTRIM and before that of XADD', () => {
    expect(xtrim('k', { maxlen: 1, delref: true }).args).toEqual(['k', 'MAXLEN', '=', 1, 'DELREF'])
    expect(xtrim('k', { minid: '1', keepref: true, acked: false }).args).toEqual(['k', 'MINID', '=', '1', 'KEEPREF'])
    expect(xadd('k', '*', { f: 'v' }, { nomkstream: true, maxlen: 1, acked: true }).args).toEqual([
      'k',
      'NOMKSTREAM',
      'ACKED',
      'MAXLEN',
      '=',
      1,
      '*',
      'f',
      'v',
    ])
    expectRefused(() => xtrim('k', { maxlen: 1, delref: true, acked: true }), 'XTRIM', 'delref and acked')
    expectRefused(() => xadd('k', '*', { f: SECRET }, { keepref: untyped(SECRET) }), 'XADD', 'keepref')
  })
})

describe('xread', () => {
  it('says where its keys are, and blocks only with block', () => {
    const now = xread(
      [
        ['STREAMS', '1'],
        ['k2', '2'],
      ],
      { count: 5 },
    )
    expect(now.args).toEqual(['COUNT', 5, 'STREAMS', 'STREAMS', 'k2', '1', '2'])
    expect(keyPositions(now.spec.keys, now.args)).toEqual([3, 4])
    expect(now.spec.flags & BLOCKING).toBe(0)
    expect(xread({ k: 0 }, { block: 0 }).spec.flags & BLOCKING).not.toBe(0)
  })
})

describe('streams refuse', () => {
  it('empty lists', () => {
    expectRefused(() => xadd('k', '*', {}), 'XADD', 'fields')
    expectRefused(() => xadd('k', '*', []), 'XADD', 'fields')
    expectRefused(() => xdel('k', []), 'XDEL', 'ids')
    expectRefused(() => xread({}), 'XREAD', 'streams')
  })

  it('trimming that does not go together', () => {
    expectRefused(() => xadd('k', '*', { a: SECRET }, { maxlen: 1, minid: '1' }), 'XADD', 'maxlen and minid')
    expectRefused(() => xadd('k', '*', { a: SECRET }, { maxlen: 1, limit: 1 }), 'XADD', 'limit needs approximate')
    expectRefused(() => xadd('k', '*', { a: SECRET }, { approximate: true }), 'XADD', 'maxlen or minid')
    expectRefused(() => xtrim('k', {}), 'XTRIM', 'maxlen or minid')
    expectRefused(() => xtrim('k', { limit: 1, approximate: true }), 'XTRIM', 'maxlen or minid')
    expectRefused(() => xtrim('k', { maxlen: 1, minid: '1' }), 'XTRIM', 'maxlen and minid')
    expectRefused(() => xtrim('k', untyped({ maxlen: 1, nomkstream: true })), 'XTRIM', 'nomkstream')
  })

  it('options that need another', () => {
    expectRefused(() => xsetid('k', '1', { entriesadded: 1 }), 'XSETID', 'entriesadded needs maxdeletedid')
    expectRefused(() => xsetid('k', '1', { maxdeletedid: '1' }), 'XSETID', 'maxdeletedid needs entriesadded')
  })

  it('options that there are not, or of a wrong kind', () => {
    expectRefused(() => xadd('k', '*', { a: SECRET }, untyped({ trim: 5 })), 'XADD', 'trim', 'maxlen')
    expectRefused(() => xadd('k', '*', { a: SECRET }, untyped('NOMKSTREAM')), 'XADD', 'options', 'a string')
    expectRefused(() => xadd('k', '*', { a: SECRET }, untyped(null)), 'XADD', 'options', 'null')
    expectRefused(() => xadd('k', '*', { a: SECRET }, untyped({ nomkstream: 'yes' })), 'XADD', 'nomkstream', 'a string')
    expectRefused(() => xadd('k', '*', { a: SECRET }, untyped({ maxlen: 1, approximate: '~' })), 'XADD', 'approximate')
    expectRefused(() => xadd('k', '*', { a: SECRET }, untyped({ maxlen: [1] })), 'XADD', 'an array')
    expectRefused(() => xtrim('k', untyped(undefined)), 'XTRIM', 'options', 'undefined')
    expectRefused(() => xtrim('k', untyped(5)), 'XTRIM', 'options', 'a number')
    expectRefused(() => xrange('k', '-', '+', untyped({ limit: 1 })), 'XRANGE', 'limit', 'count')
    expectRefused(() => xrevrange('k', '+', '-', untyped(1)), 'XREVRANGE', 'options')
    expectRefused(() => xread({ k: '0' }, untyped({ noack: true })), 'XREAD', 'noack')
    expectRefused(() => xread({ k: '0' }, untyped(null)), 'XREAD', 'options', 'null')
  })

  it('fields, ids and streams of a wrong kind', () => {
    expectRefused(() => xadd('k', '*', untyped(SECRET)), 'XADD', 'fields', 'a string')
    expectRefused(() => xadd('k', '*', untyped({ a: { b: SECRET } })), 'XADD', 'an object')
    expectRefused(() => xadd('k', '*', untyped({ a: undefined })), 'XADD', 'undefined')
    expectRefused(() => xread(untyped(['k', '0'])), 'XREAD', 'pair')
    expectRefused(() => xread(untyped('k')), 'XREAD', 'streams')
    expectRefused(() => xdel('k', untyped([null])), 'XDEL', 'null')
    expectRefused(() => xrange('k', untyped(null), '+'), 'XRANGE', 'null')
  })
})
