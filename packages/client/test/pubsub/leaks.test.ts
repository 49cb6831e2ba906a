import { expect, it } from 'vitest'
import type { RedisCluster } from '../../src/redis-cluster.js'
import { useCluster } from '../cluster/setup.js'
import { print } from './setup.js'

const world = useCluster({ primaries: 3, replicas: 1 })

/** Connections of our clients, as the servers count them. */
async function connections(name: string): Promise<number> {
  const lists = await Promise.all(world.cluster.nodes.map(node => world.cluster.command(node, 'CLIENT', 'LIST')))
  return lists.reduce<number>((sum, list) => sum + String(list).split(`name=${name} `).length - 1, 0)
}

async function rounds(rc: RedisCluster, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const way = i % 4
    const channel = `round:${i % 17}`
    const one =
      way === 0
        ? await rc.subscribe(channel)
        : way === 1
          ? await rc.psubscribe(`${channel}*`)
          : way === 2
            ? await rc.ssubscribe(channel)
            : await rc.subscribe([channel, 'other'], { overflow: i % 400 === 3 ? 'block' : 'throw' })
    one.on('message', () => {})
    await one.unsubscribe()
  }
}

it('nothing is left of 10 000 subscriptions that came and went', { timeout: 180_000 }, async () => {
  const rc = await world.client({ clientName: 'leaks' }).connect()
  await rounds(rc, 500)
  const before = await connections('leaks')
  global.gc?.()
  const heap = process.memoryUsage().heapUsed
  const started = Date.now()
  for (let i = 0; i < 8; i++) await Promise.all([rounds(rc, 625), rounds(rc, 625)])
  const took = Date.now() - started
  global.gc?.()
  const grown = process.memoryUsage().heapUsed - heap
  print(`10 000 rounds in ${took} ms, heap ${grown > 0 ? '+' : ''}${Math.round(grown / 1024)} KiB`)
  expect(await rc.pubsubChannels()).toEqual([])
  expect(await rc.pubsubShardchannels()).toEqual([])
  expect(await rc.pubsubNumpat()).toBe(0)
  // Only connections for commands are left once those of subscriptions have not been needed for a while.
  await expect.poll(() => connections('leaks'), { timeout: 5000 }).toBeLessThanOrEqual(Math.min(before, 6))
  await rc.close()
  await expect.poll(() => connections('leaks')).toBe(0)
})

it('close() and destroy() end subscriptions and their connections', async () => {
  for (const end of ['close', 'destroy'] as const) {
    const rc = await world.client({ clientName: 'ended' }).connect()
    const all = [
      await rc.subscribe(Array.from({ length: 50 }, (_, i) => `ended:${i}`)),
      await rc.ssubscribe(['ended:1', 'ended:2']),
      await rc.subscribe('ended', { overflow: 'block' }),
    ]
    expect(await connections('ended')).toBeGreaterThan(6)
    const pending = rc.subscribe('never')
    pending.catch(() => {})
    await rc[end]()
    await expect.poll(() => all.every(one => one.closed)).toBe(true)
    await pending
      .then(one => expect(one.closed).toBe(true))
      .catch((error: Error) => expect(error.message).toMatch(/closed/))
    await expect.poll(() => connections('ended')).toBe(0)
  }
})
