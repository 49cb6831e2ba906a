import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { serverOf } from '../../test/flavour.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { hset } from './hashes.js'
import { scanPage } from './scan-page.js'
import { hscan, sscan, zscan } from './scans.js'
import { sadd } from './sets.js'
import { zadd } from './sorted-sets.js'
import { mset } from './strings.js'

const server = useServer()
const newer = [await serverOf('redis-8.0'), await serverOf('valkey-9.1')].filter(server => server !== undefined)
const cases = newer.flatMap(server => PROTOCOLS.map(protocol => ({ server, protocol })))

describe.each(PROTOCOLS)('scans under RESP%i', protocol => {
  const { run } = server.connection(protocol)

  it('hscan', async () => {
    await run(hset('hash', { a: '1', b: '2', __proto__x: '3' }))
    const { cursor, entries } = await run(hscan('hash', 0, { count: 100 }))
    expect(cursor).toBe('0')
    expect(entries).toHaveLength(3)
    expect(entries).toContainEqual({ field: 'b', value: '2' })
    expect(await run(hscan('hash', '0', { match: 'a' }))).toEqual({
      cursor: '0',
      entries: [{ field: 'a', value: '1' }],
    })
    expect(await run(hscan('none', 0))).toEqual({ cursor: '0', entries: [] })
  })

  it('sscan', async () => {
    await run(sadd('set', ['a', 'b']))
    expect(await run(sscan('set', 0, { match: 'b' }))).toEqual({ cursor: '0', members: ['b'] })
    expect(await run(sscan('none', 0))).toEqual({ cursor: '0', members: [] })
  })

  it('zscan', async () => {
    await run(
      zadd('zset', [
        { score: 1.5, member: 'a' },
        { score: Number.POSITIVE_INFINITY, member: 'b' },
      ]),
    )
    const { cursor, members } = await run(zscan('zset', 0n))
    expect([cursor, members]).toEqual([
      '0',
      [
        { member: 'a', score: 1.5 },
        { member: 'b', score: Number.POSITIVE_INFINITY },
      ],
    ])
  })

  it('walks over many pages, and misses nothing', async () => {
    const pairs = Array.from({ length: 1000 }, (_, i): [string, string] => [`field:${i}`, String(i)])
    await run(hset('hash', pairs))
    const seen = new Map<string, string>()
    let cursor = '0'
    let pages = 0
    do {
      const page = await run(hscan('hash', cursor, { count: 50 }))
      for (const { field, value } of page.entries) seen.set(field, value)
      cursor = page.cursor
      pages++
    } while (cursor !== '0')
    expect(pages).toBeGreaterThan(5)
    expect(seen).toEqual(new Map(pairs))
  })

  it('scanPage', async () => {
    await run(mset({ a: '1', b: '2' }))
    expect(await run(scanPage(0, { match: 'a', count: 100 }))).toEqual({ cursor: '0', keys: ['a'] })
    expect(await run(scanPage(0, { type: 'set', count: 100 }))).toEqual({ cursor: '0', keys: [] })
  })
})

describe('scans under RESP3 as bytes', () => {
  const { run } = server.connection(3, { bytes: true })

  it('keeps the cursor text', async () => {
    await run(sadd('set', 'a'))
    expect(await run(sscan('set', 0))).toEqual({ cursor: '0', members: [Buffer.from('a')] })
  })
})

describe.each(cases)('scans of names on $server.kind $server.version under RESP$protocol', ({ server, protocol }) => {
  const { run } = useServer({ server }).connection(protocol)

  it('hscan with novalues', async () => {
    await run(hset('hash', { a: 'x' }))
    expect(await run(hscan('hash', 0, { count: 100, novalues: true }))).toEqual({
      cursor: '0',
      entries: [],
      fields: ['a'],
    })
    expect(await run(hscan('hash', 0, { novalues: false }))).toEqual({
      cursor: '0',
      entries: [{ field: 'a', value: 'x' }],
    })
  })

  it.skipIf(server.kind !== 'valkey')('zscan with noscores', async () => {
    await run(zadd('zset', { score: 1, member: 'a' }))
    expect(await run(zscan('zset', 0, { match: '*', noscores: true }))).toEqual({
      cursor: '0',
      members: [],
      names: ['a'],
    })
    expect(await run(zscan('zset', 0, {}))).toEqual({ cursor: '0', members: [{ member: 'a', score: 1 }] })
  })
})

describe('scans refuse', () => {
  it('unknown options, and cursors that are none', () => {
    expectRefused(() => hscan('k', 0, untyped({ limit: SECRET })), 'HSCAN', 'limit', 'match')
    expectRefused(() => zscan('k', untyped(undefined)), 'ZSCAN', 'undefined')
    expectRefused(() => scanPage(0, untyped({ pattern: SECRET })), 'SCAN', 'pattern', 'type')
  })
})
