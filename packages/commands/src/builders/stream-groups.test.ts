import { beforeEach, describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { BLOCKING } from '../flags.js'
import { keyPositions } from '../key-shapes.js'
import {
  type PendingEntry,
  xack,
  xautoclaim,
  xclaim,
  xgroupCreate,
  xgroupCreateconsumer,
  xgroupDelconsumer,
  xgroupDestroy,
  xgroupSetid,
  xpending,
  xreadgroup,
} from './stream-groups.js'
import { xadd, xdel } from './streams.js'

const server = useServer()

const ONE = { id: '1-0', message: { n: 'one' } }
const TWO = { id: '2-0', message: { n: 'two' } }
const THREE = { id: '3-0', message: { n: 'three' } }

describe.each(PROTOCOLS)('groups of streams under RESP%i', protocol => {
  const { run } = server.connection(protocol)
  const other = server.connection(protocol)
  beforeEach(async () => {
    for (const { id, message } of [ONE, TWO, THREE]) await run(xadd('k', id, message))
    await run(xgroupCreate('k', 'group', 0))
  })

  it('xgroupCreate, xgroupDestroy', async () => {
    expect(await run(xgroupCreate('k', 'new', '$', { entriesread: 3 }))).toBe('OK')
    await expect(run(xgroupCreate('k', 'new', '$'))).rejects.toMatchObject({ code: 'BUSYGROUP' })
    await expect(run(xgroupCreate('none', 'new', '$'))).rejects.toThrow('MKSTREAM')
    expect(await run(xgroupCreate('none', 'new', '$', { mkstream: true }))).toBe('OK')
    expect(await run(xgroupDestroy('k', 'new'))).toBe(1)
    expect(await run(xgroupDestroy('k', 'new'))).toBe(0)
  })

  it('xgroupCreateconsumer, xgroupDelconsumer', async () => {
    expect(await run(xgroupCreateconsumer('k', 'group', 'alice'))).toBe(1)
    expect(await run(xgroupCreateconsumer('k', 'group', 'alice'))).toBe(0)
    await run(xreadgroup('group', 'alice', { k: '>' }, { count: 2 }))
    expect(await run(xgroupDelconsumer('k', 'group', 'alice'))).toBe(2)
    expect(await run(xgroupDelconsumer('k', 'group', 'alice'))).toBe(0)
  })

  it('xgroupSetid', async () => {
    expect(await run(xgroupSetid('k', 'group', '2-0'))).toBe('OK')
    expect(await run(xreadgroup('group', 'alice', { k: '>' }))).toEqual({ k: [THREE] })
    expect(await run(xgroupSetid('k', 'group', 0, { entriesread: 0 }))).toBe('OK')
  })

  it('xreadgroup reads what is new, and what is pending', async () => {
    expect(await run(xreadgroup('group', 'alice', { k: '>' }, { count: 2 }))).toEqual({ k: [ONE, TWO] })
    expect(await run(xreadgroup('group', 'bob', { k: '>' }, { noack: true }))).toEqual({ k: [THREE] })
    expect(await run(xreadgroup('group', 'bob', { k: '>' }))).toBeNull()
    expect(await run(xreadgroup('group', 'alice', { k: 0 }))).toEqual({ k: [ONE, TWO] })
    expect(await run(xreadgroup('group', 'bob', { k: 0 }))).toEqual({ k: [] })
  })

  it('xreadgroup gives pending entries that have been deleted without a message', async () => {
    await run(xreadgroup('group', 'alice', { k: '>' }))
    await run(xdel('k', '2-0'))
    expect(await run(xreadgroup('group', 'alice', { k: 0 }))).toEqual({ k: [ONE, { id: '2-0', message: null }, THREE] })
  })

  it('xreadgroup with block waits, and gives null in the end', async () => {
    await run(xgroupSetid('k', 'group', '$'))
    expect(await run(xreadgroup('group', 'alice', { k: '>' }, { block: 10 }))).toBeNull()
    const waiting = run(xreadgroup('group', 'alice', { k: '>' }, { block: 0, count: 1 }))
    await other.run(xadd('k', '4-0', { n: 'four' }))
    expect(await waiting).toEqual({ k: [{ id: '4-0', message: { n: 'four' } }] })
  })

  it('xack', async () => {
    await run(xreadgroup('group', 'alice', { k: '>' }))
    expect(await run(xack('k', 'group', '1-0'))).toBe(1)
    expect(await run(xack('k', 'group', ['1-0', '2-0', '9-0']))).toBe(1)
    expect(await run(xreadgroup('group', 'alice', { k: 0 }))).toEqual({ k: [THREE] })
    expect(await run(xack('none', 'group', '1-0'))).toBe(0)
  })

  it('xpending as a summary', async () => {
    expect(await run(xpending('k', 'group'))).toEqual({ count: 0, min: null, max: null, consumers: [] })
    await run(xreadgroup('group', 'alice', { k: '>' }, { count: 2 }))
    await run(xreadgroup('group', 'bob', { k: '>' }))
    expect(await run(xpending('k', 'group'))).toEqual({
      count: 3,
      min: '1-0',
      max: '3-0',
      consumers: [
        { name: 'alice', count: 2 },
        { name: 'bob', count: 1 },
      ],
    })
  })

  it('xpending by entry', async () => {
    await run(xreadgroup('group', 'alice', { k: '>' }, { count: 2 }))
    await run(xreadgroup('group', 'bob', { k: '>' }))
    const range = { start: '-', end: '+', count: 10 }
    const all = (await run(xpending('k', 'group', range))) as PendingEntry[]
    expect(all.map(({ id, consumer, deliveries }) => [id, consumer, deliveries])).toEqual([
      ['1-0', 'alice', 1],
      ['2-0', 'alice', 1],
      ['3-0', 'bob', 1],
    ])
    for (const { idleMs } of all) expect(idleMs).toBeTypeOf('number')
    expect(await run(xpending('k', 'group', { ...range, consumer: 'bob' }))).toHaveLength(1)
    expect(await run(xpending('k', 'group', { ...range, count: 1 }))).toHaveLength(1)
    expect(await run(xpending('k', 'group', { ...range, idle: 3_600_000 }))).toEqual([])
    expect(await run(xpending('k', 'group', { ...range, idle: 0, consumer: 'alice' }))).toHaveLength(2)
  })

  it('xclaim', async () => {
    await run(xreadgroup('group', 'alice', { k: '>' }, { count: 2 }))
    expect(await run(xclaim('k', 'group', 'bob', 0, '1-0'))).toEqual([ONE])
    expect(await run(xclaim('k', 'group', 'bob', 3_600_000, ['1-0', '2-0']))).toEqual([])
    expect(await run(xclaim('k', 'group', 'bob', 0, ['1-0', '2-0'], { justid: true }))).toEqual(['1-0', '2-0'])
    expect(await run(xclaim('k', 'group', 'bob', 0, '3-0'))).toEqual([])
    const options = { idle: 60_000, retrycount: 7, force: true, lastid: '3-0' }
    expect(await run(xclaim('k', 'group', 'bob', 0, '3-0', options))).toEqual([THREE])
    const [claimed] = (await run(xpending('k', 'group', { start: '3-0', end: '3-0', count: 1 }))) as PendingEntry[]
    expect(claimed).toMatchObject({ id: '3-0', consumer: 'bob', deliveries: 7 })
    expect(claimed?.idleMs).toBeGreaterThanOrEqual(60_000)
    expect(await run(xclaim('k', 'group', 'bob', 0, '3-0', { time: 1000n, justid: true }))).toEqual(['3-0'])
  })

  it('xautoclaim', async () => {
    await run(xreadgroup('group', 'alice', { k: '>' }))
    await run(xdel('k', '2-0'))
    expect(await run(xautoclaim('k', 'group', 'bob', 0, '0', { count: 1 }))).toEqual({
      cursor: '2-0',
      entries: [ONE],
      deleted: [],
    })
    expect(await run(xautoclaim('k', 'group', 'bob', 0, '2-0'))).toEqual({
      cursor: '0-0',
      entries: [THREE],
      deleted: ['2-0'],
    })
    expect(await run(xautoclaim('k', 'group', 'bob', 0, '0', { justid: true }))).toEqual({
      cursor: '0-0',
      entries: ['1-0', '3-0'],
      deleted: [],
    })
    expect(await run(xautoclaim('k', 'group', 'bob', 3_600_000, '0'))).toEqual({
      cursor: '0-0',
      entries: [],
      deleted: [],
    })
  })
})

describe('xreadgroup', () => {
  it('says where its keys are, and blocks only with block', () => {
    const now = xreadgroup('STREAMS', 'alice', { k1: '>', k2: '>' }, { count: 1, noack: true })
    expect(now.args).toEqual(['GROUP', 'STREAMS', 'alice', 'COUNT', 1, 'NOACK', 'STREAMS', 'k1', 'k2', '>', '>'])
    expect(keyPositions(now.spec.keys, now.args)).toEqual([7, 8])
    expect(now.spec.flags & BLOCKING).toBe(0)
    expect(xreadgroup('g', 'c', { k: '>' }, { block: 0 }).spec.flags & BLOCKING).not.toBe(0)
  })
})

describe('groups of streams refuse', () => {
  it('empty lists', () => {
    expectRefused(() => xack('k', 'g', []), 'XACK', 'ids')
    expectRefused(() => xclaim('k', 'g', 'c', 0, []), 'XCLAIM', 'ids')
    expectRefused(() => xreadgroup('g', 'c', {}), 'XREADGROUP', 'streams')
  })

  it('options that exclude or need each other', () => {
    expectRefused(() => xclaim('k', 'g', 'c', 0, SECRET, { idle: 1, time: 1 }), 'XCLAIM', 'idle and time')
    expectRefused(() => xpending('k', 'g', untyped({ start: '-', end: '+' })), 'XPENDING', 'start, end and count')
    expectRefused(() => xpending('k', 'g', untyped({ idle: 5 })), 'XPENDING', 'start, end and count')
  })

  it('options that there are not, or of a wrong kind', () => {
    expectRefused(() => xclaim('k', 'g', 'c', 0, SECRET, untyped({ justids: true })), 'XCLAIM', 'justids', 'justid')
    expectRefused(() => xclaim('k', 'g', 'c', 0, SECRET, untyped({ force: 1 })), 'XCLAIM', 'force', 'a number')
    expectRefused(() => xautoclaim('k', 'g', 'c', 0, SECRET, untyped({ limit: 1 })), 'XAUTOCLAIM', 'limit')
    expectRefused(() => xreadgroup('g', 'c', { k: SECRET }, untyped({ nack: true })), 'XREADGROUP', 'nack')
    expectRefused(() => xreadgroup('g', 'c', { k: SECRET }, untyped(null)), 'XREADGROUP', 'null')
    expectRefused(() => xgroupCreate('k', 'g', '$', untyped({ MKSTREAM: true })), 'XGROUP CREATE', 'MKSTREAM')
    expectRefused(() => xgroupSetid('k', 'g', '$', untyped({ mkstream: true })), 'XGROUP SETID', 'mkstream')
    expectRefused(() => xpending('k', 'g', untyped({ start: '-', end: '+', count: 1, max: 1 })), 'XPENDING', 'max')
    expectRefused(() => xpending('k', 'g', untyped('-')), 'XPENDING', 'a string')
  })

  it('arguments of a wrong kind', () => {
    expectRefused(() => xack('k', 'g', untyped([SECRET, null])), 'XACK', 'null')
    expectRefused(() => xgroupCreateconsumer('k', 'g', untyped(undefined)), 'XGROUP CREATECONSUMER', 'undefined')
    expectRefused(() => xgroupDelconsumer('k', untyped([SECRET]), 'c'), 'XGROUP DELCONSUMER', 'an array')
    expectRefused(() => xgroupDestroy('k', untyped(null)), 'XGROUP DESTROY', 'null')
    expectRefused(() => xreadgroup('g', 'c', untyped('k')), 'XREADGROUP', 'streams')
    expectRefused(() => xautoclaim('k', 'g', 'c', untyped(null), SECRET), 'XAUTOCLAIM', 'null')
  })
})
