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

  it('noreply: CLIENT REPLY would leave replies without their commands, and is refused', async () => {
    const rc = await used.client()
    await expect(rc.call(['CLIENT', 'REPLY', 'OFF'])).rejects.toBeInstanceOf(ConfigError)
    expect(await rc.ping()).toBe('PONG')
  })
})

describe('stream consumers', () => {
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
