import type { Gap } from '@rc/pubsub'
import { expect, it } from 'vitest'
import { sleep, useCluster } from '../cluster/setup.js'

const world = useCluster({ primaries: 3, replicas: 2 })

const CHANNELS = Array.from({ length: 60 }, (_, i) => `two:${i}`)

it('a failover takes classic channels from no node but the one that died', async () => {
  const rc = await world.client().connect()
  const gaps: Gap[] = []
  const subscription = await rc.subscribe(CHANNELS)
  subscription.on('gap', gap => gaps.push(gap))
  // In one failover of two or three the map lacks the other replica for a moment.
  for (let i = 0; i < 3; i++) {
    await world.cluster.refresh()
    const dead = world.cluster.primaries[i]
    if (dead === undefined) throw new Error('no primary')
    const key = CHANNELS.find(channel => rc.nodeFor(channel)?.name === dead.name) ?? ''
    await world.cluster.kill(dead)
    // Somebody has to want the slot: else nobody asks for a map.
    await rc.with({ timeoutMs: 20_000 }).get(key)
    await expect.poll(() => rc.nodeFor(key)?.name, { timeout: 20_000 }).not.toBe(dead.name)
    await sleep(1500)
    await world.cluster.restart(dead)
    await world.cluster.waitUntilStable()
    await sleep(500)
  }
  expect(gaps.length).toBeGreaterThan(0)
  expect(gaps.filter(({ reason }) => reason !== 'connection-lost')).toEqual([])
})
