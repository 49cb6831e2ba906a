import type { Gap, Subscription } from '@rc/pubsub'
import type { ServerNode } from '@rc/testing'
import { expect, it } from 'vitest'
import type { RedisCluster } from '../../src/redis-cluster.js'
import { useCluster } from '../cluster/setup.js'

// The servers' own failover is far away: what happens before it can be looked at.
const world = useCluster({ primaries: 3, replicas: 1, nodeTimeoutMs: 20_000 })

interface Scene {
  readonly rc: RedisCluster
  readonly primary: ServerNode
  readonly replica: ServerNode
  readonly channels: readonly string[]
  readonly subscription: Subscription
  readonly heard: string[]
  readonly gaps: Gap[]
}

/** Sharded channels of one primary, and what comes of them. */
async function scene(): Promise<Scene> {
  await world.cluster.waitUntilStable()
  await world.cluster.refresh()
  const rc = await world.client().connect()
  const [primary] = world.cluster.primaries
  const replica = world.cluster.nodes.find(node => node.role === 'replica' && node.primaryId === primary?.id)
  if (primary === undefined || replica === undefined) throw new Error('no primary with a replica')
  const channels = Array.from({ length: 100 }, (_, i) => `stand:${i}`).filter(
    channel => rc.nodeFor(channel)?.name === primary.name,
  )
  const subscription = await rc.ssubscribe(channels)
  const heard: string[] = []
  const gaps: Gap[] = []
  subscription.on('message', ({ message }) => heard.push(message))
  subscription.on('gap', gap => gaps.push(gap))
  return { rc, primary, replica, channels, subscription, heard, gaps }
}

/** How many of our channels a node serves. */
async function served(node: ServerNode): Promise<number> {
  const names = await world.cluster.command(node, 'PUBSUB', 'SHARDCHANNELS', 'stand:*').catch(() => [])
  return (names as unknown[]).length
}

const channelsOf = (gaps: readonly Gap[]) => new Set(gaps.flatMap(({ channels }) => channels))

it('a replica serves the sharded channels of a primary that is dead, also as the primary that it becomes', async () => {
  const { primary, replica, channels, heard, gaps } = await scene()
  await world.cluster.kill(primary)
  await expect.poll(() => served(replica)).toBe(channels.length)
  await expect.poll(() => channelsOf(gaps).size).toBe(channels.length)
  const [channel = ''] = channels
  // A replica hands on what it is told as its primary would.
  await world.cluster.command(replica, 'SPUBLISH', channel, 'before')
  await expect.poll(() => heard).toEqual(['before'])
  const told = gaps.length
  await world.cluster.command(replica, 'CLUSTER', 'FAILOVER', 'TAKEOVER')
  await expect.poll(async () => String(await world.cluster.command(replica, 'ROLE'))).toMatch(/^master/)
  const accepted = await world.cluster.command(replica, 'SPUBLISH', channel, 'after')
  expect(accepted).toBe(1)
  await expect.poll(() => heard).toEqual(['before', 'after'])
  // What the old primary may have been told meanwhile is told of once the new one is known.
  await expect.poll(() => channelsOf(gaps.slice(told)).size).toBe(channels.length)
  expect(gaps.length - told).toBeLessThan(3)
  expect(Math.min(...gaps.slice(told).map(({ from }) => from))).toBeLessThan(
    Math.max(...gaps.slice(0, told).map(({ to }) => to)),
  )
  expect(await served(replica)).toBe(channels.length)
  await world.cluster.restart(primary)
})

it.each(['freezes', 'dies'] as const)('sharded channels go back to a primary that %s and returns', async how => {
  const { rc, primary, replica, channels, heard, gaps } = await scene()
  if (how === 'freezes') await world.cluster.pause(primary)
  else await world.cluster.kill(primary)
  await expect.poll(() => served(replica), { timeout: 10_000 }).toBe(channels.length)
  await expect.poll(() => channelsOf(gaps).size).toBe(channels.length)
  const told = gaps.length
  if (how === 'freezes') await world.cluster.resume(primary)
  else await world.cluster.restart(primary)
  await expect.poll(() => served(primary), { timeout: 10_000 }).toBe(channels.length)
  await expect.poll(() => served(replica)).toBe(0)
  await expect.poll(() => channelsOf(gaps.slice(told)).size).toBe(channels.length)
  await Promise.all(channels.map((channel, i) => rc.spublish(channel, i)))
  await expect.poll(() => heard.length).toBe(channels.length)
  expect(new Set(heard).size).toBe(channels.length)
})

it('what is subscribed to while a primary is gone is served at once, and its gap told', async () => {
  const { rc, primary, replica, channels } = await scene()
  await world.cluster.kill(primary)
  await expect.poll(() => served(replica), { timeout: 10_000 }).toBe(channels.length)
  const [channel = ''] = channels
  const other = `{${channel}}:other`
  await using late = await rc.ssubscribe(other)
  await world.cluster.command(replica, 'SPUBLISH', other, 'heard')
  expect(await late.getMessage(5000)).toEqual({ channel: other, message: 'heard' })
  await world.cluster.restart(primary)
  const item = await late.getMessage(10_000)
  expect(item).toMatchObject({ gap: { channels: [other] } })
  expect(await rc.spublish(other, 'again')).toBe(1)
  expect(await late.getMessage(5000)).toEqual({ channel: other, message: 'again' })
})
