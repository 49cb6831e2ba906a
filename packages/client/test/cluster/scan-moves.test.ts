import { tagForSlot } from '@rc/slots'
import type { HalfMigration } from '@rc/testing'
import { beforeAll, describe, expect, it } from 'vitest'
import { asScan, collect, fill, firstSlots, inOrder, keysOf, missing, naive, scanOf } from './scan-setup.js'
import { callsOf, sleep, useCluster } from './setup.js'

const keys = keysOf(50_000)
/** The first primary has been read by then, the second has not. */
const AFTER = 25_000

describe('a scan while slots move', () => {
  const given = useCluster({ primaries: 3, replicas: 0 })
  beforeAll(() => fill(given.client(), keys), 120_000)

  /** From where the scan has not been to where it was, from where it is to where it was, and the other way about. */
  const shuffle = async (order: readonly string[]): Promise<void> => {
    const [first = '', second = '', third = ''] = order
    const moves = [
      [third, first],
      [second, first],
      [first, third],
    ] as const
    for (const [from, to] of moves) {
      await given.cluster.migrate(await firstSlots(given.cluster, from, 100), from, to)
    }
  }

  it('gives every key, where a naive one misses some', async () => {
    const rc = given.client()
    const order = await inOrder(rc)
    const simple = await collect(asScan(naive(rc, 'node')), { after: AFTER, run: () => shuffle(order) })
    expect(missing(keys, simple).length).toBeGreaterThan(100)

    const other = given.client()
    const found = await collect(scanOf(other, { count: 200 }), {
      after: AFTER,
      run: async () => shuffle(await inOrder(other)),
    })
    expect(missing(keys, found)).toEqual([])
    // Only slots that moved are given again.
    expect(found.length).toBeLessThan(keys.length * 1.3)
  }, 120_000)

  it('gives every key while slots go back and forth all the time', async () => {
    const rc = given.client()
    const [first = '', second = '', third = ''] = await inOrder(rc)
    let over = false
    const moving = (async () => {
      while (!over) {
        for (const [from, to] of [
          [first, third],
          [third, second],
          [second, first],
        ] as const) {
          await given.cluster.migrate(await firstSlots(given.cluster, from, 30), from, to)
        }
      }
    })()
    const slow = async (batches: AsyncIterable<string[]>): Promise<string[]> => {
      const found: string[] = []
      for await (const batch of batches) {
        found.push(...batch)
        await sleep(8)
      }
      return found
    }
    try {
      for (let round = 0; round < 3; round++) {
        expect(missing(keys, await slow(scanOf(given.client(), { count: 200 }).batches()))).toEqual([])
      }
    } finally {
      over = true
      await moving
    }
  }, 180_000)

  it('gives every key of a slot that stays half moved, and what else crosses meanwhile', async () => {
    const rc = given.client()
    const [first = '', second = '', third = ''] = await inOrder(rc)
    const halves: HalfMigration[] = []
    const all = [...keys]
    for (const [from, to] of [
      [first, third],
      [third, first],
      [second, first],
    ] as const) {
      const [slot = 0] = await firstSlots(given.cluster, from, 1)
      const own = keysOf(400, `{${tagForSlot(slot)}}`)
      await fill(rc, own)
      all.push(...own)
      const half = await given.cluster.beginMigration(slot, from, to)
      await half.moveKeys(150)
      halves.push(half)
    }
    // One after another: two servers that send keys to each other at once wait for each other.
    const crossOver = async (): Promise<void> => {
      for (const half of halves) await half.moveKeys(100)
    }
    const simple = await collect(asScan(naive(rc, 'node')), { after: AFTER, run: crossOver })
    expect(missing(all, simple).length).toBeGreaterThan(0)
    const before = await callsOf(given.cluster, 'scan')
    const found = await collect(scanOf(rc, { count: 500 }), { after: AFTER, run: crossOver })
    expect(missing(all, found)).toEqual([])
    // One pass for each node, and some more for the slots that cross: not one after another until patience ends.
    expect((await callsOf(given.cluster, 'scan')) - before).toBeLessThan(8 * 38)
    for (const half of halves) await half.finish()
    expect(missing(all, await collect(scanOf(rc)))).toEqual([])
  }, 120_000)

  it('gives every key of a slot whose move is called off when one of its ends was read', async () => {
    const rc = given.client()
    const [first = '', , third = ''] = await inOrder(rc)
    const [slot = 0] = await firstSlots(given.cluster, first, 1)
    const own = keysOf(400, `{${tagForSlot(slot)}}`)
    await fill(rc, own)
    const half = await given.cluster.beginMigration(slot, first, third)
    await half.moveKeys(150)
    const found = await collect(scanOf(rc, { count: 500 }), { after: AFTER, run: () => half.abort() })
    expect(missing([...keys, ...own], found)).toEqual([])
  }, 60_000)

  it('says so where a slot stays half moved at one end alone, and goes on when that is settled', async () => {
    const rc = given.client()
    const [first = '', , third = ''] = await inOrder(rc)
    const [slot = 0] = await firstSlots(given.cluster, first, 1)
    const to = given.cluster.nodes.find(({ name }) => name === third)?.id as string
    await given.cluster.command(first, 'CLUSTER', 'SETSLOT', slot, 'MIGRATING', to)
    const scan = scanOf(rc)
    const found: string[] = []
    await expect(async () => {
      for await (const key of scan) found.push(key)
    }).rejects.toMatchObject({
      name: 'ScanUnsettledError',
      code: 'SCAN_UNSETTLED',
      command: 'SCAN',
      slot,
      message: expect.stringContaining(`slot ${slot} `),
    })
    await given.cluster.command(first, 'CLUSTER', 'SETSLOT', slot, 'STABLE')
    for await (const key of scan) found.push(key)
    expect(missing(keys, found)).toEqual([])
  }, 120_000)

  it('goes on at a token after slots have moved, in another client', async () => {
    const rc = given.client()
    let cursor: string | undefined
    const found: string[] = []
    for (let piece = 0; piece < 6; piece++) {
      const scan = scanOf(given.client(), { cursor, count: 300 })
      const order = await inOrder(rc)
      let left = 2000 + Math.floor(Math.random() * 12_000)
      for await (const key of scan) {
        found.push(key)
        if (--left === 0) break
      }
      cursor = scan.cursor
      const [from = '', to = ''] = [order[piece % 3], order[(piece + 1) % 3]]
      await given.cluster.migrate(await firstSlots(given.cluster, from, 60), from, to)
    }
    found.push(...(await collect(scanOf(given.client(), { cursor }))))
    expect(missing(keys, found)).toEqual([])
  }, 120_000)

  it('gives every key while a node joins, takes its share, and leaves', async () => {
    const rc = given.client()
    const found = await collect(scanOf(rc, { count: 300 }), {
      after: AFTER,
      run: () => given.cluster.addNode({ empty: false }),
    })
    expect(missing(keys, found)).toEqual([])
    const joined = given.cluster.nodes.at(-1)
    if (joined === undefined) throw new Error('no node')
    const again = await collect(scanOf(rc, { count: 300 }), {
      after: 10_000,
      run: async () => {
        const slots = await firstSlots(given.cluster, joined.name, 16_384)
        await given.cluster.migrate(slots, joined, given.cluster.nodes[0] as never)
        await given.cluster.forget(joined)
      },
    })
    expect(missing(keys, again)).toEqual([])
  }, 180_000)
})
