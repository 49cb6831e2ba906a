import { AbortError, AuthError, ConfigError, PoolExhaustedError, QueueFullError, TimeoutError } from '@rc/errors'
import { describe, expect, it } from 'vitest'
import { sleep, useCluster } from '../cluster/setup.js'
import { drain, print, sorted } from './setup.js'

const world = useCluster({ primaries: 3, replicas: 1 })

describe.each([3, 2] as const)('subscribing under RESP%i', protocol => {
  it('hears what is published at any node, in order', async () => {
    const rc = world.client({ protocol })
    await using news = await rc.subscribe('news')
    const nodes = (await rc.connect()).nodes()
    for (const [i, node] of nodes.entries()) await node.publish('news', `n${i}`)
    const items = await drain(news)
    expect(sorted(items.map(item => 'message' in item && item.message))).toEqual(nodes.map((_, i) => `n${i}`))
    for (let i = 0; i < 500; i++) void rc.publish('news', i)
    const numbers: unknown[] = []
    for await (const item of news) {
      expect(item).toEqual({ channel: 'news', message: expect.any(String) })
      if ('message' in item && numbers.push(item.message) === 500) break
    }
    expect(new Set(numbers).size).toBe(500)
    expect(news.closed).toBe(true)
  })

  it('matches patterns, and tells which', async () => {
    const rc = world.client({ protocol })
    await using logs = await rc.psubscribe(['log:*', 'other:?'])
    await rc.publish('log:a', '1')
    await rc.publish('nolog:a', '2')
    await rc.publish('other:b', '3')
    const items = await drain(logs)
    expect(items).toHaveLength(2)
    expect(items).toContainEqual({ channel: 'log:a', message: '1', pattern: 'log:*' })
    expect(items).toContainEqual({ channel: 'other:b', message: '3', pattern: 'other:?' })
  })

  it('hears sharded channels of all slots in one subscription', async () => {
    const rc = world.client({ protocol })
    const channels = Array.from({ length: 50 }, (_, i) => `shard:${i}`)
    await using shards = await rc.ssubscribe(channels)
    for (const channel of channels) expect(await rc.spublish(channel, 'hi')).toBe(1)
    const items = await drain(shards)
    expect(sorted(items.map(item => 'channel' in item && item.channel))).toEqual(sorted(channels))
    expect(items).not.toContainEqual(expect.objectContaining({ gap: expect.anything() }))
  })

  it('carries bytes that are no text, in channels and in messages, beside text', async () => {
    const rc = world.client({ protocol })
    const raw = Buffer.from([0xff, 0x00, 0x80])
    await using text = await rc.subscribe(['plain', raw])
    await using bytes = await rc.bytes().subscribe([raw, 'plain'])
    await rc.publish(raw, raw)
    await rc.publish('plain', 'text')
    const asBytes = await drain(bytes)
    expect(asBytes).toContainEqual({ channel: raw, message: raw })
    expect(asBytes).toContainEqual({ channel: Buffer.from('plain'), message: Buffer.from('text') })
    const asText = await drain(text)
    expect(asText).toHaveLength(2)
    expect(asText).toContainEqual({ channel: 'plain', message: 'text' })
    expect(asText).toContainEqual({ channel: raw.toString(), message: raw.toString() })
  })

  it('shares one subscription of the server among many, and ends it with the last', async () => {
    const rc = world.client({ protocol })
    const many = await Promise.all(Array.from({ length: 20 }, () => rc.subscribe('shared')))
    expect(await rc.pubsubNumsub('shared')).toEqual({ shared: 1 })
    await rc.publish('shared', 'x')
    for (const one of many) expect(await one.getMessage(1000)).toEqual({ channel: 'shared', message: 'x' })
    for (const one of many.slice(1)) await one.unsubscribe()
    expect(await rc.pubsubNumsub('shared')).toEqual({ shared: 1 })
    await many[0]?.unsubscribe()
    expect(await rc.pubsubNumsub('shared')).toEqual({ shared: 0 })
  })

  it('adds and removes channels', async () => {
    const rc = world.client({ protocol })
    await using some = await rc.subscribe('a1', { ignoreSubscribeMessages: false })
    const events: unknown[] = []
    some.on('subscribe', event => events.push(event)).on('unsubscribe', event => events.push(event))
    await some.add(['a2', 'a3', 'a1'])
    await some.remove('a1')
    expect(some.channels).toEqual(['a2', 'a3'])
    await rc.publish('a1', 'not heard')
    await rc.publish('a3', 'heard')
    const items = await drain(some)
    // Other nodes may confirm in another order.
    expect(items.slice(1, 3)).toContainEqual({ subscribed: 'a2', count: 3 })
    expect(items.slice(1, 3)).toContainEqual({ subscribed: 'a3', count: 3 })
    expect([items[0], ...items.slice(3)]).toEqual([
      { subscribed: 'a1', count: 1 },
      { unsubscribed: 'a1', count: 2 },
      { channel: 'a3', message: 'heard' },
    ])
    expect(events).toHaveLength(3)
    expect(await rc.pubsubNumsub(['a1', 'a2'])).toEqual({ a1: 0, a2: 1 })
  })

  it('takes 100 000 channels at once', async () => {
    const rc = world.client({ protocol, timeoutMs: 30_000 })
    const channels = Array.from({ length: 100_000 }, (_, i) => `many:${i}`)
    const started = Date.now()
    await using all = await rc.subscribe(channels)
    print(`RESP${protocol}: 100 000 channels confirmed in ${Date.now() - started} ms`)
    await rc.publish('many:0', 'first')
    await rc.publish('many:99999', 'last')
    expect(await drain(all)).toHaveLength(2)
    const started2 = Date.now()
    await all.unsubscribe()
    print(`and ended in ${Date.now() - started2} ms`)
    expect(await rc.pubsubChannels('many:*')).toEqual([])
  })
})

describe('a subscription', () => {
  it('is spread over nodes, one connection each at most', async () => {
    const rc = world.client({ clientName: 'spread' })
    await using all = await rc.subscribe(Array.from({ length: 60 }, (_, i) => `spread:${i}`))
    expect(all.channels).toHaveLength(60)
    const counts = await Promise.all(
      world.cluster.nodes.map(async node => {
        const list = String(await world.cluster.command(node, 'CLIENT', 'LIST', 'TYPE', 'PUBSUB'))
        return list
          .split('\n')
          .filter(line => line.includes('name=spread'))
          .map(line => Number(/ sub=(\d+)/.exec(line)?.[1]))
      }),
    )
    for (const lines of counts) expect(lines).toHaveLength(1)
    expect(counts.flat().reduce((a, b) => a + b, 0)).toBe(60)
    expect(Math.min(...counts.flat())).toBeGreaterThan(0)
  })

  it('gives messages to listeners, and outlives one that throws', async () => {
    const rc = world.client()
    const errors: Error[] = []
    rc.on('error', error => errors.push(error))
    await using one = await rc.subscribe('thrown')
    await using other = await rc.subscribe('thrown')
    const heard: string[] = []
    one.on('message', () => {
      throw new Error('mine')
    })
    // oxlint-disable-next-line no-misused-promises -- That is what it is about.
    one.on('message', async () => Promise.reject(new Error('mine, later')))
    one.on('message', ({ message }) => heard.push(message))
    for (let i = 0; i < 3; i++) await rc.publish('thrown', i)
    expect(await drain(other)).toHaveLength(3)
    await expect.poll(() => heard).toEqual(['0', '1', '2'])
    await expect
      .poll(() => errors.map(({ message }) => message).sort())
      .toEqual([...Array<string>(3).fill('mine'), ...Array<string>(3).fill('mine, later')])
    expect(one.closed).toBe(false)
  })

  it('hands what came before to the first listener', async () => {
    const rc = world.client()
    await using one = await rc.subscribe('early')
    await rc.publish('early', '1')
    await expect.poll(() => one.buffered).toBe(1)
    const heard: string[] = []
    one.on('message', ({ message }) => heard.push(message))
    await rc.publish('early', '2')
    await expect.poll(() => heard).toEqual(['1', '2'])
    expect(one.buffered).toBe(0)
  })

  it('waits for a message as long as it is told to', async () => {
    const rc = world.client()
    await using one = await rc.subscribe('wait')
    expect(await one.getMessage()).toBeNull()
    expect(await one.getMessage(20)).toBeNull()
    const next = one.getMessage(Number.POSITIVE_INFINITY)
    await rc.publish('wait', 'x')
    expect(await next).toEqual({ channel: 'wait', message: 'x' })
    const never = one.getMessage(60_000)
    await one.unsubscribe()
    expect(await never).toBeNull()
    await expect(one.getMessage(-1)).rejects.toThrow(TypeError)
    await expect(one.add('more')).rejects.toThrow(ConfigError)
  })

  it('ends with the loop that reads it', async () => {
    const rc = world.client()
    const ended: string[] = []
    const one = await rc.subscribe('loop')
    one.on('end', () => ended.push('end'))
    await rc.publish('loop', 'x')
    for await (const item of one) {
      expect(item).toEqual({ channel: 'loop', message: 'x' })
      break
    }
    expect(ended).toEqual(['end'])
    expect(await rc.pubsubChannels('loop')).toEqual([])
  })

  it('drops the oldest and says so where it is read too slowly', async () => {
    const rc = world.client()
    await using slow = await rc.subscribe('slow', { bufferSize: 10 })
    const before = Date.now()
    for (let i = 0; i < 25; i++) await rc.publish('slow', i)
    await expect.poll(() => slow.buffered).toBe(10)
    await sleep(50)
    const items = await drain(slow)
    expect(items[0]).toEqual({
      gap: { from: expect.any(Number), to: expect.any(Number), reason: 'overflow', channels: ['slow'], dropped: 15 },
    })
    const [first] = items
    if (first === undefined || !('gap' in first)) throw new Error('no gap')
    expect(first.gap.from).toBeLessThanOrEqual(before)
    expect(first.gap.to).toBeLessThanOrEqual(Date.now())
    expect(items.slice(1).map(item => 'message' in item && Number(item.message))).toEqual(
      Array.from({ length: 10 }, (_, i) => 15 + i),
    )
  })

  it('ends with an error where it is told to', async () => {
    const rc = world.client()
    const slow = await rc.subscribe('strict', { bufferSize: 3, overflow: 'throw' })
    for (let i = 0; i < 5; i++) await rc.publish('strict', i)
    await expect.poll(() => slow.closed).toBe(true)
    const got: unknown[] = []
    await expect(
      (async () => {
        for await (const item of slow) got.push(item)
      })(),
    ).rejects.toThrow(QueueFullError)
    expect(got.length).toBeGreaterThanOrEqual(3)
    await expect.poll(() => rc.pubsubChannels('strict')).toEqual([])
  })

  it('stops reading where it is told to, loses nothing, and holds up nobody else', async () => {
    const rc = world.client()
    await using blocking = await rc.subscribe('flood', { bufferSize: 100, overflow: 'block' })
    await using other = await rc.subscribe('flood', { bufferSize: 100_000 })
    const payload = 'x'.repeat(1000)
    const total = 5000
    for (let i = 0; i < total; i += 100) {
      await Promise.all(Array.from({ length: 100 }, (_, k) => rc.publish('flood', `${i + k}:${payload}`)))
    }
    await expect.poll(() => other.buffered).toBe(total)
    // One read from the socket brings 64 KB at most, after which reading pauses.
    expect(blocking.buffered).toBeLessThan(300)
    const seen: number[] = []
    for await (const item of blocking) {
      if ('gap' in item) throw new Error('a gap')
      seen.push(Number.parseInt(item.message, 10))
      if (seen.length === total) break
    }
    expect(new Set(seen).size).toBe(total)
  })

  it('is refused at once where the user may not, and only that one', async () => {
    for (const node of world.cluster.nodes) {
      await world.cluster.command(
        node,
        'ACL',
        'SETUSER',
        'limited',
        'on',
        '>pw',
        '+@all',
        '~*',
        'resetchannels',
        '&ok*',
      )
    }
    const rc = world.client({ username: 'limited', password: 'pw' })
    await using ok = await rc.subscribe('ok1')
    await expect(rc.subscribe('forbidden')).rejects.toThrow(AuthError)
    const results = await Promise.allSettled([rc.subscribe('ok2'), rc.subscribe('secret'), rc.subscribe('ok3')])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    await expect(ok.add(['ok4', 'not'])).rejects.toThrow(AuthError)
    expect(ok.channels).toEqual(['ok1'])
    await expect.poll(() => rc.pubsubChannels('ok4')).toEqual([])
    await rc.publish('ok1', 'x')
    expect(await ok.getMessage(1000)).toEqual({ channel: 'ok1', message: 'x' })
  })

  it('ends with an error where the user may not any more', async () => {
    const set = (channels: string[]) =>
      Promise.all(
        world.cluster.nodes.map(node =>
          world.cluster.command(
            node,
            'ACL',
            'SETUSER',
            'fading',
            'on',
            '>pw',
            '+@all',
            '~*',
            'resetchannels',
            ...channels,
          ),
        ),
      )
    await set(['&*'])
    const rc = world.client({ username: 'fading', password: 'pw' })
    const one = await rc.subscribe('soon-forbidden')
    await using other = await rc.subscribe('ok-still')
    const errors: Error[] = []
    one.on('error', error => errors.push(error))
    await set(['&ok*'])
    await expect.poll(() => one.closed, { timeout: 5000 }).toBe(true)
    expect(errors[0]).toBeInstanceOf(AuthError)
    await expect.poll(() => rc.pubsubChannels('ok-still')).toEqual(['ok-still'])
    expect(other.closed).toBe(false)
  })

  it('is given up at its deadline, by its signal, and where it cannot be', async () => {
    const rc = world.client()
    await expect(rc.subscribe([])).rejects.toThrow(ConfigError)
    await expect(rc.subscribe('x', { bufferSize: 0 })).rejects.toThrow('bufferSize')
    await expect(rc.subscribe('x', { overflow: 'drop' } as never)).rejects.toThrow("'drop-oldest'")
    await expect(rc.subscribe('x', { size: 1 } as never)).rejects.toThrow('There is no option size')
    await expect(rc.subscribe({} as never)).rejects.toThrow(TypeError)
    await expect(rc.with({ signal: AbortSignal.abort() }).subscribe('x')).rejects.toThrow(AbortError)
    const [node] = (await rc.connect()).nodes('primary')
    if (node === undefined) throw new Error('no primary')
    await expect(node.ssubscribe('x')).rejects.toThrow(ConfigError)
    await world.cluster.pause(node.name)
    try {
      await expect(node.with({ timeoutMs: 300 }).subscribe('x')).rejects.toThrow(TimeoutError)
    } finally {
      await world.cluster.resume(node.name)
    }
  })

  it('of one node stays there', async () => {
    const rc = await world.client().connect()
    const [node, other] = rc.nodes('primary')
    if (node === undefined || other === undefined) throw new Error('no primaries')
    await using pinned = await node.subscribe('pinned')
    expect(await node.pubsubChannels('pinned')).toEqual(['pinned'])
    await other.publish('pinned', 'x')
    expect(await pinned.getMessage(1000)).toEqual({ channel: 'pinned', message: 'x' })
  })

  it('ends with its client', async () => {
    const rc = world.client()
    const one = await rc.subscribe('closing')
    await rc.publish('closing', 'last')
    await expect.poll(() => one.buffered).toBe(1)
    const loop = (async () => {
      const items: unknown[] = []
      for await (const item of one) items.push(item)
      return items
    })()
    await rc.close()
    expect(await loop).toEqual([{ channel: 'closing', message: 'last' }])
    await expect(rc.subscribe('x')).rejects.toThrow('The client is closed')
  })
})

it('a node that the cluster does not have is waited for until the deadline', async () => {
  const rc = world.client()
  const elsewhere = rc.with({ node: '127.0.0.1:1', timeoutMs: 200 })
  await expect(elsewhere.subscribe('x')).rejects.toThrow('in time (timeoutMs)')
  await expect(elsewhere.keyspace()).rejects.toThrow(ConfigError)
})

it('limits on connections hold for subscriptions, too', async () => {
  const rc = await world.client({ maxConnections: 6, connectionsPerNode: 1 }).connect()
  const results = await Promise.allSettled(Array.from({ length: 30 }, (_, i) => rc.subscribe(`limit:${i}`)))
  const refused = results.flatMap(result => (result.status === 'rejected' ? [result.reason as Error] : []))
  expect(refused.length).toBeGreaterThan(0)
  for (const error of refused) expect(error).toBeInstanceOf(PoolExhaustedError)
  expect(await rc.set('still', 'served')).toBe('OK')
})
