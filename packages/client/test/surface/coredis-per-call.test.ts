import { ConfigError, ReplicationError } from '@rc/errors'
import { describe, expect, it } from 'vitest'
import { keyOnEach, useCountedCluster } from './setup.js'

// What coredis settles for single calls: guarantees, where reads go, retries, nodes; streams, and channels of shards.

const used = useCountedCluster()

describe('ensure_replication → withReplication, ensure_persistence → withPersistence', () => {
  it('enough replicas: the reply; too few: ReplicationError with the write’s own reply', async () => {
    const rc = await used.client()
    expect(await rc.withReplication({ replicas: 1, timeoutMs: 2000 }).set('durable', 'v')).toBe('OK')
    const error = await rc
      .withReplication({ replicas: 5, timeoutMs: 20 })
      .incr('durable-count')
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ReplicationError)
    expect(error).toMatchObject({ reply: 1, executed: 'yes' })
    expect(await rc.get('durable-count')).toBe('1')
  })

  it('only after writes, in split commands and pipelines too', async () => {
    const rc = await used.client()
    const view = rc.withReplication({ replicas: 1, timeoutMs: 2000 })
    const keys = keyOnEach(rc, 'durable')
    expect((await used.watch(rc, 'WAIT', () => view.mget(keys))).times).toBe(0)
    expect((await used.watch(rc, 'WAIT', () => view.mset(keys.map(key => [key, '1'] as const)))).reached).toBe(
      'primaries',
    )
    const queued = await used.watch(rc, 'WAIT', () =>
      view
        .pipeline()
        .incr(keys[0] ?? '')
        .get(keys[0] ?? '')
        .execute(),
    )
    expect(queued).toMatchObject({ reached: 'one primary', reply: [2, '2'] })
  })
})

describe('per call', () => {
  it('readonly, read_from_replicas → readFrom', async () => {
    const rc = await used.client()
    const [key = ''] = keyOnEach(rc, 'read')
    const view = rc.with({ readFrom: 'replica' })
    expect((await used.watch(rc, 'GET', () => view.get(key))).reached).toBe('one replica')
    expect((await used.watch(rc, 'GET', () => rc.get(key))).reached).toBe('one primary')
  })

  it('retry policy → with({ retry })', async () => {
    const rc = await used.client()
    const [key = ''] = keyOnEach(rc, 'retry')
    const proxy = used.proxies.all.find(({ address }) => address === rc.nodeFor(key)?.name)
    proxy?.cutBeforeReply({ command: 'INCR' })
    await expect(rc.incr(key)).rejects.toMatchObject({ name: 'ConnectionLostError', executed: 'maybe' })
    proxy?.cutBeforeReply({ command: 'INCR' })
    // Sent twice, run twice: that is what was asked for.
    expect(await rc.with({ retry: 'all' }).incr(key)).toBe(3)
  })

  it('.route() → node views', async () => {
    const rc = await used.client()
    for (const view of rc.nodes()) expect((await view.clusterMyid()).length).toBe(40)
  })

  it('noreply: a view that the servers do not answer; on a shared connection it is refused', async () => {
    const rc = await used.client()
    const quiet = rc.noreply()
    const keys = keyOnEach(rc, 'quiet')
    const { reached, times } = await used.watch(rc, 'SET', async () => {
      await Promise.all(keys.map(key => quiet.set(key, 'v')))
      await quiet.settled()
    })
    expect([reached, times]).toEqual(['primaries', 3])
    expect(await rc.mget(keys)).toEqual(['v', 'v', 'v'])
    const refused: unknown = await rc.call(['CLIENT', 'REPLY', 'OFF']).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(ConfigError)
    expect(String(refused)).toContain('noreply()')
    expect(await rc.ping()).toBe('PONG')
  })
})

describe('stream consumers', () => {
  it('Consumer → xconsumer, over streams of several slots', async () => {
    const rc = await used.client()
    const streams = keyOnEach(rc, 'stream')
    for (const stream of streams) await rc.xadd(stream, '1-0', { f: stream })
    const seen = new Map<string, unknown>()
    for await (const { stream, message } of rc.xconsumer({ streams, from: '0' })) {
      if (seen.set(stream, message.f).size === 3) break
    }
    expect(seen).toEqual(new Map(streams.map(stream => [stream, stream])))
  })

  it('GroupConsumer(auto_create, auto_acknowledge) → xconsumer with a group', async () => {
    const rc = await used.client()
    const streams = keyOnEach(rc, 'grouped')
    const consumer = rc.xconsumer({ streams, group: 'g', consumer: 'me', ack: 'auto' })
    await consumer.ready()
    for (const stream of streams) await rc.xadd(stream, '1-0', { f: stream })
    const loop = consumer[Symbol.asyncIterator]()
    for (const _ of streams) expect((await loop.next()).value).toMatchObject({ id: '1-0', redelivered: false })
    const asked = loop.next()
    for (const stream of streams) {
      await expect.poll(() => rc.xpending(stream, 'g')).toMatchObject({ count: 0 })
    }
    await consumer.stop()
    expect((await asked).done).toBe(true)
  })

  it('a group over several streams of one slot', async () => {
    const rc = await used.client()
    const keys = ['{consumer}a', '{consumer}b']
    for (const key of keys) {
      await rc.xadd(key, '1-0', { f: key })
      await rc.xgroupCreate(key, 'group', '0')
    }
    const entries = await rc.xreadgroup('group', 'me', Object.fromEntries(keys.map(key => [key, '>'])))
    expect(entries).toEqual(Object.fromEntries(keys.map(key => [key, [{ id: '1-0', message: { f: key } }]])))
    expect(await rc.xack(keys[0] ?? '', 'group', '1-0')).toBe(1)
  })
})

describe('sharded pub/sub', () => {
  it('spublish goes to the owner of the channel’s slot', async () => {
    const rc = await used.client()
    for (const channel of keyOnEach(rc, 'shard')) {
      expect(await used.watch(rc, 'SPUBLISH', () => rc.spublish(channel, 'x'))).toMatchObject({
        reached: 'one primary',
        times: 1,
        reply: 0,
      })
    }
  })
})
