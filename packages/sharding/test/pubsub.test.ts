import { ConfigError, ClosedError } from '@rc/errors'
import { describe, expect, it } from 'vitest'
import type { GapItem } from '../src/index.js'
import type { ShardedRedis } from '../src/sharded-redis.js'
import { eventually, useServers } from './setup.js'

const used = useServers(3)

/** Channels of which every node has some. */
const CHANNELS = Array.from({ length: 12 }, (_, i) => `news:${i}`)

const subscribersOf = async (index: number, channel: string): Promise<number> =>
  ((await used.servers.command(index, 'PUBSUB', 'NUMSUB', channel)) as [string, number])[1]

const patternsOf = (index: number): Promise<unknown> => used.servers.command(index, 'PUBSUB', 'NUMPAT')

/** Messages and gaps until none comes any more. */
async function take(from: { getMessage(timeoutMs?: number): Promise<unknown> }, count: number): Promise<unknown[]> {
  const items: unknown[] = []
  while (items.length < count) {
    const item = await from.getMessage(2000)
    if (item === null) break
    items.push(item)
  }
  return items
}

const indexOf = (r: ShardedRedis, channel: string): number => Number(r.getNodeFor(channel).name.slice(5)) - 1

describe('channels', () => {
  it('are heard at the node that publish sends to, and at no other', async () => {
    const r = used.client()
    await using news = await r.subscribe(CHANNELS)
    expect(new Set(CHANNELS.map(channel => indexOf(r, channel))).size).toBe(3)
    for (const channel of CHANNELS) {
      const at = await Promise.all([0, 1, 2].map(index => subscribersOf(index, channel)))
      expect(at).toEqual([0, 1, 2].map(index => (index === indexOf(r, channel) ? 1 : 0)))
      expect(await r.publish(channel, `to ${channel}`)).toBe(1)
    }
    const items = (await take(news, CHANNELS.length)) as { channel: string; message: string }[]
    expect(items.map(({ channel }) => channel).toSorted()).toEqual(CHANNELS.toSorted())
    for (const { channel, message } of items) expect(message).toBe(`to ${channel}`)
    expect([...news.channels].toSorted()).toEqual(CHANNELS.toSorted())
    await news.unsubscribe()
    for (const channel of CHANNELS) expect(await r.publish(channel, 'nobody')).toBe(0)
  })

  it('are named as publish names them: a tag places them and is taken off, or stays', async () => {
    for (const tags of ['strip', 'keep'] as const) {
      const r = used.client({ tags })
      // The name alone would live elsewhere.
      const channel = CHANNELS.map(name => `${name}{home}`).find(
        name => indexOf(r, 'home') !== indexOf(r, name.slice(0, -6)),
      ) as string
      const stored = tags === 'strip' ? channel.slice(0, -6) : channel
      await using news = await r.subscribe(channel)
      expect(news.channels).toEqual([stored])
      expect(await subscribersOf(indexOf(r, 'home'), stored)).toBe(1)
      expect(await r.publish(channel, 'm')).toBe(1)
      expect(await news.getMessage(2000)).toEqual({ channel: stored, message: 'm' })
      await news.remove(channel)
      expect(await r.publish(channel, 'm')).toBe(0)
    }
  })

  it('are added and removed, and come as Buffers under bytes()', async () => {
    const r = used.client()
    await using news = await r.bytes().subscribe('news:0', { ignoreSubscribeMessages: false })
    await news.add(['news:1', 'news:2'])
    const confirmed = (await take(news, 3)) as { subscribed: string; count: number }[]
    expect(confirmed.map(({ subscribed }) => subscribed).toSorted()).toEqual(['news:0', 'news:1', 'news:2'])
    await r.publish('news:2', Buffer.from([255, 0]))
    expect(await news.getMessage(2000)).toEqual({ channel: Buffer.from('news:2'), message: Buffer.from([255, 0]) })
    await news.remove('news:2')
    expect(news.channels).toEqual(['news:0', 'news:1'])
    expect(await news.getMessage(2000)).toEqual({ unsubscribed: 'news:2', count: 2 })
  })

  it('are heard at one node where a view of it is asked', async () => {
    const r = used.client()
    await using here = await r.node('node_1').subscribe(CHANNELS)
    const answers = await Promise.all(CHANNELS.map(channel => subscribersOf(0, channel)))
    expect(answers).toEqual(CHANNELS.map(() => 1))
    await r.node('node_1').publish('news:0', 'm')
    expect(await here.getMessage(2000)).toEqual({ channel: 'news:0', message: 'm' })
  })
})

describe('patterns', () => {
  it('are heard at every node, each message once, and confirmed once', async () => {
    const r = used.client()
    const logs = await r.psubscribe(['news:*', 'other:*'], { ignoreSubscribeMessages: false })
    const confirmed = (await take(logs, 2)) as { subscribed: string }[]
    expect(confirmed.map(({ subscribed }) => subscribed)).toEqual(['news:*', 'other:*'])
    expect(logs.channels).toEqual(['news:*', 'other:*'])
    expect(await Promise.all([0, 1, 2].map(patternsOf))).toEqual([2, 2, 2])
    for (const channel of CHANNELS) expect(await r.publish(channel, 'm')).toBe(1)
    const items = (await take(logs, CHANNELS.length)) as { channel: string; pattern: string }[]
    expect(items.map(({ channel }) => channel).toSorted()).toEqual(CHANNELS.toSorted())
    expect(new Set(items.map(({ pattern }) => pattern))).toEqual(new Set(['news:*']))
    expect(await logs.getMessage(100)).toBeNull()
    await logs.remove('news:*')
    expect(await logs.getMessage(2000)).toEqual({ unsubscribed: 'news:*', count: 1 })
    expect(logs.channels).toEqual(['other:*'])
    expect(await Promise.all([0, 1, 2].map(patternsOf))).toEqual([1, 1, 1])
    await logs.unsubscribe()
    expect(await Promise.all([0, 1, 2].map(patternsOf))).toEqual([0, 0, 0])
  })

  it('are confirmed once where another subscription has them at once, too', async () => {
    const r = used.client()
    await using first = await r.psubscribe('news:*')
    await using second = await r.psubscribe('news:*', { ignoreSubscribeMessages: false })
    expect(await second.getMessage(2000)).toEqual({ subscribed: 'news:*', count: 1 })
    await r.publish('news:0', 'm')
    expect(await second.getMessage(2000)).toEqual({ channel: 'news:0', message: 'm', pattern: 'news:*' })
    expect(await second.getMessage(100)).toBeNull()
    expect(await first.getMessage(2000)).toEqual({ channel: 'news:0', message: 'm', pattern: 'news:*' })
  })

  it('are heard once at a server that two nodes with databases of their own share', async () => {
    const [one] = Object.values(used.nodes(1)) as [{ host: string; port: number }]
    const r = used.client({ nodes: { a: { ...one, database: 0 }, b: { ...one, database: 1 } } })
    await using logs = await r.psubscribe('news:*')
    await r.publish('news:0', 'm')
    expect(await logs.getMessage(2000)).toEqual({ channel: 'news:0', message: 'm', pattern: 'news:*' })
    expect(await logs.getMessage(200)).toBeNull()
  })
})

describe('what cannot be', () => {
  it('is refused: sharded channels, empty lists, options that there are not', async () => {
    const r = used.client()
    await expect(r.ssubscribe('a')).rejects.toThrow(/Redis Cluster.*subscribe and publish/)
    await expect(r.subscribe([])).rejects.toThrow(ConfigError)
    await expect(r.subscribe('a', { buffer: 3 } as never)).rejects.toThrow(ConfigError)
    await expect(r.keyspace()).rejects.toThrow(/node_\d.*notify-keyspace-events/)
    r.destroy()
    await expect(r.subscribe('a')).rejects.toThrow(ClosedError)
  })

  it('is heard of in time: a channel of a node that is down', async () => {
    const r = used.client()
    const channel = CHANNELS.find(name => indexOf(r, name) === 1) as string
    await used.servers.kill(1)
    try {
      await expect(r.with({ timeoutMs: 300 }).subscribe(channel)).rejects.toMatchObject({ name: 'TimeoutError' })
      const here = CHANNELS.find(name => indexOf(r, name) === 0) as string
      await using news = await r.subscribe(here)
      expect(await r.publish(here, 'm')).toBe(1)
      expect(await news.getMessage(2000)).toMatchObject({ message: 'm' })
    } finally {
      await used.servers.restart(1)
    }
  })
})

describe('a server that comes back', () => {
  it('is subscribed to again, with a gap for what was missed there and for nothing else', async () => {
    const r = used.client()
    const lost = CHANNELS.filter(name => indexOf(r, name) === 2)
    const kept = CHANNELS.find(name => indexOf(r, name) === 0) as string
    await using news = await r.subscribe(CHANNELS)
    await using logs = await r.psubscribe('news:*')
    await used.servers.kill(2)
    await r.publish(kept, 'meanwhile')
    expect(await news.getMessage(2000)).toEqual({ channel: kept, message: 'meanwhile' })
    await used.servers.restart(2)
    await eventually(async () => (await subscribersOf(2, lost[0] as string)) === 1)
    const { gap } = (await news.getMessage(5000)) as GapItem
    expect(gap.reason).toBe('connection-lost')
    expect(gap.channels.toSorted()).toEqual(lost.toSorted())
    expect(await logs.getMessage(2000)).toMatchObject({ message: 'meanwhile' })
    expect(await logs.getMessage(5000)).toMatchObject({ gap: { channels: ['news:*'] } })
    await r.publish(lost[0] as string, 'again')
    expect(await news.getMessage(2000)).toEqual({ channel: lost[0], message: 'again' })
  })
})

describe('the end of the client', () => {
  it('ends subscriptions; what is in their buffers can still be read', async () => {
    const r = used.client()
    const news = await r.subscribe('news:0')
    await r.publish('news:0', 'last')
    await eventually(() => news.buffered === 1)
    await r.close()
    expect(news.closed).toBe(true)
    const items: unknown[] = []
    for await (const item of news) items.push(item)
    expect(items).toEqual([{ channel: 'news:0', message: 'last' }])
    expect(await Promise.all([0, 1, 2].map(index => subscribersOf(index, 'news:0')))).toEqual([0, 0, 0])
  })
})

describe('keyspace notifications', () => {
  it('come from all nodes in one stream, with the alias, each of its own database', async () => {
    const settings = used.client()
    await settings.configSet({ 'notify-keyspace-events': 'KA' })
    try {
      const [one, two, three] = Object.values(used.nodes()) as { host: string; port: number }[]
      const nodes = { a: one, b: { ...two, database: 4 }, c: three } as never
      const r = used.client({ nodes })
      await using events = await r.keyspace({ pattern: 'news:*', events: 'set' })
      expect([...events.nodes].toSorted()).toEqual(['a', 'b', 'c'])
      for (const key of CHANNELS) await r.set(key, 'v')
      await r.set('other', 'v')
      const items = (await take(events, CHANNELS.length)) as { key: string; node: string }[]
      expect(items.map(({ key }) => key).toSorted()).toEqual(CHANNELS.toSorted())
      for (const { key, node } of items) expect(node).toBe(r.getNodeFor(key).name)
      expect(await events.getMessage(100)).toBeNull()
      await using bytes = await r.node('b').bytes().keyspace()
      const key = CHANNELS.find(name => r.getNodeFor(name).name === 'b') as string
      await r.set(key, 'v')
      expect(await bytes.getMessage(2000)).toEqual({ event: 'set', key: Buffer.from(key), node: 'b' })
    } finally {
      await settings.configSet({ 'notify-keyspace-events': '' })
      await used.flush()
    }
  })
})
