import { describe, expect, it } from 'vitest'
import { BareView } from '../../src/bare-view.js'
import { scanKeys } from '../../src/scan/scan-keys.js'
import { collect, fill, keysOf, scanOf } from './scan-setup.js'
import { callsOf, useCluster } from './setup.js'

const keys = keysOf(20_000)

describe('a scan of a quiet cluster', () => {
  const given = useCluster({ primaries: 3, replicas: 0 })

  it('gives every key once, one by one or many at a time', async () => {
    const rc = given.client()
    await fill(rc, keys)
    const batches: string[][] = []
    for await (const batch of scanOf(rc).batches()) batches.push(batch)
    expect(batches.flat().sort()).toEqual([...keys].sort())
    expect(batches.every(batch => batch.length > 0)).toBe(true)
    const one: string[] = []
    for await (const key of scanOf(rc, { count: 300 })) one.push(key)
    expect(one.sort()).toEqual([...keys].sort())
  }, 120_000)

  it('asks no more pages than the keys need', async () => {
    const rc = given.client()
    const before = await callsOf(given.cluster, 'scan')
    await collect(scanOf(rc, { count: 1000 }))
    expect((await callsOf(given.cluster, 'scan')) - before).toBeLessThan(36)
  })

  it('sends nothing before the first pull, and nothing after the loop has ended', async () => {
    const rc = given.client()
    await rc.connect()
    const before = await callsOf(given.cluster, 'scan')
    const scan = scanOf(rc, { count: 100 })
    const pages = scan.batches()
    expect(scan.cursor).toMatch(/^[\w-]+$/)
    expect(await callsOf(given.cluster, 'scan')).toBe(before)
    for await (const batch of pages) {
      expect(batch.length).toBeGreaterThan(0)
      // The page that was given, and the one that is read ahead.
      await expect.poll(() => callsOf(given.cluster, 'scan')).toBe(before + 2)
      break
    }
    expect(await callsOf(given.cluster, 'scan')).toBe(before + 2)
  })

  it('goes on at its cursor, in another client, from any point', async () => {
    let cursor: string | undefined
    const seen: string[] = []
    for (let piece = 0; piece < 12; piece++) {
      const scan = scanOf(given.client(), { cursor, ...(piece === 0 && { count: 150 }) })
      let left = 1 + Math.floor(Math.random() * 4000)
      for await (const key of scan) {
        seen.push(key)
        if (--left === 0) break
      }
      cursor = scan.cursor
      expect(cursor.length).toBeLessThan(400)
    }
    seen.push(...(await collect(scanOf(given.client(), { cursor }))))
    expect(new Set(seen)).toEqual(new Set(keys))
    // A page that was broken off comes again, no more.
    expect(seen.length).toBeLessThan(keys.length + 12 * 400)
  })

  it('gives nothing more at the cursor of its end', async () => {
    const scan = scanOf(given.client(), { match: 'key:1?' })
    expect(await collect(scan)).toHaveLength(10)
    const before = await callsOf(given.cluster, 'scan')
    expect(await collect(scanOf(given.client(), { cursor: scan.cursor }))).toEqual([])
    expect(await callsOf(given.cluster, 'scan')).toBe(before)
  })

  it('keeps pattern and type in its cursor, and refuses others', async () => {
    const rc = given.client()
    const scan = scanOf(rc, { match: 'key:1*', count: 50, type: 'string' })
    const seen: string[] = []
    for await (const key of scan) {
      seen.push(key)
      if (seen.length > 500) break
    }
    const { cursor } = scan
    expect(() => scanOf(rc, { cursor, match: 'key:2*' })).toThrow('The option match differs')
    expect(() => scanOf(rc, { cursor, type: 'hash' })).toThrow('The option type differs')
    seen.push(...(await collect(scanOf(rc, { cursor, match: 'key:1*', count: 1000 }))))
    expect(new Set(seen)).toEqual(new Set(keys.filter(key => key.startsWith('key:1'))))
  })

  it('goes on after a loop that was left, and after an error', async () => {
    const rc = given.client()
    const abort = new AbortController()
    const scan = scanOf(rc, { count: 500 }, { signal: abort.signal })
    const seen: string[] = []
    const read = async (most: number): Promise<void> => {
      for await (const key of scan) {
        seen.push(key)
        if (--most === 0) return
      }
    }
    await read(700)
    await read(700)
    abort.abort()
    await expect(read(1)).rejects.toMatchObject({ name: 'AbortError' })
    const rest = await collect(scanOf(rc, { cursor: scan.cursor }))
    expect(new Set([...seen, ...rest])).toEqual(new Set(keys))
  })

  it('is read by one loop at a time', async () => {
    const scan = scanOf(given.client(), { count: 10 })
    for await (const _ of scan) {
      await expect(scan[Symbol.asyncIterator]().next()).rejects.toThrow('read by another loop')
      break
    }
  })

  it('asks for one slot alone where the pattern has a hash tag, and for one node where that holds much', async () => {
    const rc = given.client()
    const few = keysOf(300, '{tag}')
    const many = keysOf(2500, '{tag}')
    await fill(rc, few)
    const before = await callsOf(given.cluster, 'scan')
    expect((await collect(scanOf(rc, { match: '{tag}:*', type: 'string' }))).sort()).toEqual([...few].sort())
    expect(await collect(scanOf(rc, { match: '{tag}:1?' }))).toHaveLength(10)
    expect(await collect(scanOf(rc, { match: '{tag}:*', type: 'hash' }))).toEqual([])
    expect((await callsOf(given.cluster, 'scan')) - before).toBe(0)
    await fill(rc, many)
    expect((await collect(scanOf(rc, { match: '{tag}:*', count: 2000 }))).sort()).toEqual([...many].sort())
    const walked = (await callsOf(given.cluster, 'scan')) - before
    expect(walked).toBeGreaterThan(2)
    expect(walked).toBeLessThan(9)
    await Promise.all(many.map(key => rc.del(key)))
  })

  it('keeps to the keys of a prefix, and calls them by the names that the user knows', async () => {
    const prefixed = given.client({ keyPrefix: 'app[1]:' })
    const own = keysOf(2500, 'own')
    await fill(prefixed, own)
    expect((await collect(scanOf(prefixed))).sort()).toEqual([...own].sort())
    const scan = scanOf(prefixed, { match: 'own:1*', count: 100 })
    const seen: string[] = []
    for await (const key of scan) {
      seen.push(key)
      if (seen.length === 300) break
    }
    seen.push(...(await collect(scanOf(given.client({ keyPrefix: 'app[1]:' }), { cursor: scan.cursor }))))
    expect(new Set(seen)).toEqual(new Set(own.filter(key => key.startsWith('own:1'))))
    await Promise.all(own.map(key => prefixed.del(key)))
  })

  it('gives keys of a type, and bytes where they are asked for', async () => {
    const rc = given.client()
    const raw = Buffer.from([0xff, 0x00, 0xfe, 0x7b, 0x41])
    await rc.hset(raw, { field: 'value' })
    const { core, options } = BareView.inside(rc)
    const found = await collect(scanKeys(core, { ...options, asBytes: true }, { type: 'hash' }))
    expect(found).toEqual([raw])
    expect(await collect(scanOf(rc, { type: 'hash' }))).toEqual([raw.toString()])
    await rc.del(raw)
  })

  it('of one node gives its keys by its own cursor', async () => {
    const rc = given.client()
    await rc.connect()
    const [node] = rc.nodes('primary')
    if (node === undefined) throw new Error('no primary')
    const scan = scanOf(rc, { count: 100 }, { node: node.name })
    expect(scan.cursor).toBe('0')
    const seen: string[] = []
    for await (const key of scan) {
      seen.push(key)
      if (seen.length === 1000) break
    }
    expect(scan.cursor).toMatch(/^\d+$/)
    seen.push(...(await collect(scanOf(rc, { cursor: scan.cursor }, { node: node.name }))))
    expect(new Set(seen)).toEqual(new Set(keys.filter(key => rc.nodeFor(key)?.name === node.name)))
    expect(() => scanOf(rc, { cursor: scanOf(rc).cursor }, { node: node.name })).toThrow('a number')
  })

  it('holds timeoutMs for a page, not for the whole', async () => {
    const rc = given.client()
    await rc.connect()
    let count = 0
    for await (const batch of scanOf(rc, { count: 2000 }, { timeoutMs: 400 }).batches()) {
      count += batch.length
      await new Promise(resolve => setTimeout(resolve, 60))
    }
    expect(count).toBe(keys.length)
  })

  it('does without INFO, where the user may not ask for it', async () => {
    for (const node of given.cluster.nodes) {
      await given.cluster.command(node, 'ACL', 'SETUSER', 'modest', 'on', '>pw', '~*', '+@all', '-@dangerous')
    }
    const modest = () => given.client({ username: 'modest', password: 'pw' })
    expect(new Set(await collect(scanOf(modest())))).toEqual(new Set(keys))
    const scan = scanOf(modest(), { count: 500 })
    const seen: string[] = []
    for await (const key of scan) {
      seen.push(key)
      if (seen.length === 9000) break
    }
    seen.push(...(await collect(scanOf(modest(), { cursor: scan.cursor }))))
    expect(new Set(seen)).toEqual(new Set(keys))
  })

  it.each([
    [{ matchh: 'a' }, 'no option matchh'],
    [{ count: 0 }, 'The option count'],
    [{ count: Number.NaN }, 'The option count'],
    [{ match: Number.NaN }, 'The option match'],
    [{ match: ['a'] }, 'The option match'],
    [{ type: '' }, 'The option type'],
    [{ cursor: '0' }, 'no token'],
    [{ cursor: 7 }, 'The option cursor'],
    [[], 'Options are a record'],
  ])('refuses %j before anything is sent', (options, message) => {
    const rc = given.client()
    expect(() => scanOf(rc, options as never)).toThrow(message)
    expect(rc.status).toBe('idle')
  })
})
