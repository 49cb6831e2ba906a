import { keySlot, tagForSlot } from '@rc/slots'
import { startProxies } from '@rc/testing'
import { describe, expect, it } from 'vitest'
import { sleep, useCluster } from './setup.js'

describe('MOVED', () => {
  const given = useCluster()

  it('is followed at once, corrects the map for that slot alone, and is told', async () => {
    const rc = given.client()
    await rc.set('{moved}:a', '1')
    const slot = keySlot('{moved}:a')
    const from = rc.topology.ownerOf(slot)?.name ?? ''
    const to = given.cluster.primaries.find(({ name }) => name !== from)?.name ?? ''
    const neighbour = rc.topology.ownerOf(slot + 1)?.name
    await given.cluster.migrate(slot, from, to)
    const redirects: unknown[] = []
    rc.on('redirect', event => redirects.push(event))
    expect(await rc.incr('{moved}:a')).toBe(2)
    expect(redirects).toEqual([{ slot, from, to, asking: false, command: 'INCR' }])
    expect(rc.nodeFor('{moved}:a')?.name).toBe(to)
    expect(rc.topology.ownerOf(slot + 1)?.name).toBe(neighbour)
    expect(await rc.incr('{moved}:a')).toBe(3)
    expect(redirects).toHaveLength(1)
  })

  it('costs three looks at the map at most, and no new connection, while a hundred slots move one by one', async () => {
    await using proxies = await startProxies(given.cluster)
    const rc = given.client({ nodes: proxies.seeds, addressMap: proxies.addressMap })
    await rc.connect()
    const [from, to] = given.cluster.primaries
    if (from === undefined || to === undefined) throw new Error('no primaries')
    const slots = Array.from({ length: 16384 }, (_, slot) => slot).filter(
      slot => rc.topology.ownerOf(slot)?.name === proxies.of(from).address,
    )
    const moving = slots.slice(0, 100)
    for (const slot of moving) await rc.set(`{${tagForSlot(slot)}}`, slot)
    // The look that confirms the first map is none of those that are counted.
    await sleep(600)
    const questions = () => proxies.all.reduce((sum, proxy) => sum + proxy.commands.count('CLUSTER'), 0)
    const connections = () => proxies.all.reduce((sum, proxy) => sum + proxy.connections.total, 0)
    const before = { questions: questions(), connections: connections() }
    let redirects = 0
    rc.on('redirect', () => redirects++)
    for (const slot of moving) {
      await given.cluster.migrate(slot, from, to)
      const others = [...moving.slice(0, 5), ...moving.slice(-5)].map(other => rc.get(`{${tagForSlot(other)}}`))
      expect(await rc.get(`{${tagForSlot(slot)}}`)).toBe(String(slot))
      await Promise.all(others)
    }
    await sleep(1500)
    expect(redirects).toBeGreaterThan(0)
    expect(rc.topology.ownerOf(moving[99] as number)?.name).toBe(proxies.of(to).address)
    // One look asks up to three nodes, each of them once.
    expect(questions() - before.questions).toBeLessThanOrEqual(3 * 3)
    expect(questions() - before.questions).toBeGreaterThan(0)
    expect(connections()).toBe(before.connections)
  })

  it('in a pipeline concerns the moved commands alone, and results stand in their places', async () => {
    const rc = given.client()
    const keys = Array.from({ length: 60 }, (_, i) => `pipe:${i}`)
    const fill = rc.pipeline()
    keys.forEach((key, i) => {
      fill.set(key, i)
    })
    await fill.execute()
    const slot = rc.slotOf('pipe:17')
    const from = rc.topology.ownerOf(slot)?.name ?? ''
    const to = given.cluster.primaries.find(({ name }) => name !== from)?.name ?? ''
    await given.cluster.migrate(slot, from, to)
    const redirects: unknown[] = []
    rc.on('redirect', event => redirects.push(event))
    const read = rc.pipeline()
    for (const key of keys) read.get(key)
    expect(await read.execute()).toEqual(keys.map((_, i) => String(i)))
    expect(redirects).toHaveLength(1)
  })

  it('is thrown, not followed, by a view that is pinned to a node', async () => {
    const rc = given.client()
    await rc.set('pinned', 'x')
    const wrong = rc.nodes('primary').find(node => node.name !== rc.nodeFor('pinned')?.name)
    await expect(wrong?.get('pinned')).rejects.toMatchObject({
      name: 'MovedError',
      code: 'MOVED',
      command: 'GET',
      node: wrong?.name,
      executed: 'no',
      slot: rc.slotOf('pinned'),
    })
  })
})
