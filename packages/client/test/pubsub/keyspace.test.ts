import { ConfigError } from '@rc/errors'
import type { Item, KeyspaceEvent } from '@rc/pubsub'
import { keySlot } from '@rc/slots'
import { beforeEach, describe, expect, it } from 'vitest'
import { sleep, useCluster } from '../cluster/setup.js'
import { drain, print, sorted } from './setup.js'

const world = useCluster({ primaries: 3, replicas: 1 })

const setFlags = (flags: string) =>
  Promise.all(
    world.cluster.nodes.map(node => world.cluster.command(node, 'CONFIG', 'SET', 'notify-keyspace-events', flags)),
  )

const events = <T extends string | Buffer>(items: readonly Item<KeyspaceEvent<T>>[]) =>
  items.flatMap(item => ('gap' in item ? [] : [item]))

describe('keyspace notifications', () => {
  beforeEach(() => setFlags('KA'))

  it.each([3, 2] as const)('of all primaries come in one stream under RESP%i', async protocol => {
    const rc = world.client({ protocol })
    await using stream = await rc.keyspace()
    const keys = Array.from({ length: 30 }, (_, i) => `ks:${i}`)
    for (const key of keys) await rc.set(key, 1)
    const items = events(await drain(stream))
    expect(sorted(items.map(({ key }) => key))).toEqual(sorted(keys))
    for (const { event, key, node } of items) {
      expect(event).toBe('set')
      expect(node).toBe(rc.nodeFor(key)?.name)
    }
    expect(sorted(stream.nodes)).toEqual(sorted(rc.nodes('primary').map(({ name }) => name)))
  })

  it('are chosen by pattern and event', async () => {
    const rc = world.client()
    await using stream = await rc.keyspace({ pattern: 'session:*', events: ['del', 'expired'] })
    await rc.set('session:1', 1)
    await rc.set('other:1', 1)
    await rc.del(['session:1', 'other:1'])
    await rc.set('session:2', 1, { px: 20 })
    await sleep(60)
    await rc.get('session:2')
    expect(events(await drain(stream)).map(({ event, key }) => [event, key])).toEqual([
      ['del', 'session:1'],
      ['expired', 'session:2'],
    ])
  })

  it('have keys as bytes, and without the prefix of the client', async () => {
    const rc = world.client({ keyPrefix: 'app[1]:ü:' })
    const raw = Buffer.from([0xff, 0x01])
    await using bytes = await rc.bytes().keyspace()
    await using text = await rc.keyspace({ pattern: 'a*' })
    await world.client().set('foreign', 1)
    await rc.set(raw, 1)
    await rc.set('abc', 1)
    const items = events(await drain(bytes))
    expect(items.map(({ key }) => key)).toEqual(expect.arrayContaining([raw, Buffer.from('abc')]))
    expect(items).toHaveLength(2)
    expect(events(await drain(text))).toEqual([{ event: 'set', key: 'abc', node: rc.nodeFor('abc')?.name }])
  })

  it('of one node are those of that node', async () => {
    const rc = await world.client().connect()
    const [node] = rc.nodes('primary')
    if (node === undefined) throw new Error('no primary')
    await using stream = await node.keyspace()
    const keys = Array.from({ length: 30 }, (_, i) => `one:${i}`)
    for (const key of keys) await rc.set(key, 1)
    const here = keys.filter(key => rc.nodeFor(key)?.name === node.name)
    expect(events(await drain(stream)).map(({ key }) => key)).toEqual(here)
  })

  it('that are not turned on are an error that says how', async () => {
    await setFlags('')
    const rc = world.client()
    await expect(rc.keyspace()).rejects.toThrow(ConfigError)
    await expect(rc.keyspace()).rejects.toThrow("configSet({ 'notify-keyspace-events': 'KA' })")
    await setFlags('K$')
    await expect(rc.keyspace({ events: 'expired' })).rejects.toThrow('lacks x')
    await using stream = await rc.keyspace({ events: 'set' })
    expect(stream.closed).toBe(false)
    await expect(rc.keyspace({ events: [] })).rejects.toThrow('events')
    await expect(rc.keyspace({ patern: '*' } as never)).rejects.toThrow('There is no option patern')
  })

  it('follow failovers and nodes that join, with a gap for what may be missing', async () => {
    const rc = world.client()
    await using stream = await rc.keyspace()
    const items: Item<KeyspaceEvent>[] = []
    stream.on('message', item => items.push(item)).on('gap', gap => items.push({ gap }))
    const before = [...stream.nodes]
    const set = new Map<string, number>()
    let over = false
    const writing = (async () => {
      for (let i = 0; !over; i++) {
        await rc.set(`follow:${i}`, 1)
        set.set(`follow:${i}`, Date.now())
        await sleep(2)
      }
    })()
    await sleep(300)
    const [first] = world.cluster.primaries
    if (first === undefined) throw new Error('no primary')
    await world.cluster.failover(first)
    await expect.poll(() => sorted(stream.nodes).join(), { timeout: 10_000 }).not.toBe(sorted(before).join())
    const added = await world.cluster.addNode()
    await world.cluster.command(added, 'CONFIG', 'SET', 'notify-keyspace-events', 'KA')
    await expect.poll(() => stream.nodes.includes(added.name), { timeout: 40_000 }).toBe(true)
    await sleep(500)
    const key = 'joined'
    const slot = keySlot(key)
    const from = await world.cluster.ownerOf(slot)
    if (from !== undefined && from.name !== added.name) await world.cluster.migrate([slot], from, added)
    await sleep(300)
    await rc.set(key, 1)
    await sleep(300)
    over = true
    await writing
    await sleep(300)
    const seen = new Set(items.flatMap(item => ('gap' in item ? [] : [item.key])))
    const gaps = items.flatMap(item => ('gap' in item ? [item.gap] : []))
    const missed = [...set].filter(([name]) => !seen.has(name))
    print(`keyspace: ${set.size} written, ${missed.length} missed, ${gaps.length} gaps`)
    expect(missed.filter(([, at]) => !gaps.some(gap => at >= gap.from && at - 50 <= gap.to))).toEqual([])
    expect(gaps.length).toBeGreaterThan(0)
    expect(items).toContainEqual({ event: 'set', key, node: added.name })
  })
})
