import { get } from '@rc/commands'
import { ConfigError } from '@rc/errors'
import type { Shard } from '@rc/slots'
import { startProxies } from '@rc/testing'
import { describe, expect, it } from 'vitest'
import { sleep, useCluster } from '../cluster/setup.js'
import { ranAt, where } from './setup.js'

const own = useCluster({ primaries: 3, replicas: 2 })
const keys = Array.from({ length: 30 }, (_, i) => `read:${i}`)

async function written(): Promise<void> {
  const writer = own.client()
  for (const key of keys) await writer.withReplication({ replicas: 2, timeoutMs: 2000 }).set(key, key)
}

describe('readFrom', () => {
  it('replica: all replicas have the same share, those of each shard by themselves', async () => {
    await written()
    const client = own.client({ readFrom: 'replica' })
    for (const key of keys) await client.get(key)
    const { replicas } = own.cluster
    const before = await Promise.all(replicas.map(node => ranAt(own.cluster, [node])))
    for (const key of keys) {
      await client.get(key)
      await client.get(key)
    }
    const counts = await Promise.all(
      replicas.map(async (node, i) => (await ranAt(own.cluster, [node])) - (before[i] ?? 0)),
    )
    for (const { id } of own.cluster.primaries) {
      const [one, other] = counts.filter((_, i) => replicas[i]?.primaryId === id)
      expect(one).toBeGreaterThan(0)
      expect(one).toBe(other)
    }
    expect(counts.reduce((a, b) => a + b)).toBe(keys.length * 2)
  })

  it('is obeyed by pipelines, split commands, scripts that only read, views and single calls', async () => {
    await written()
    const client = own.client({ readFrom: 'replica' })
    const none = { primaries: 0 }
    const { cluster } = own
    const piped = await where(cluster, async () => {
      const pipeline = client.pipeline()
      for (const key of keys) pipeline.get(key)
      expect(await pipeline.execute()).toEqual(keys)
    })
    expect(piped).toMatchObject({ ...none, replicas: keys.length })
    const split = await where(cluster, async () => expect(await client.mget(keys)).toEqual(keys), 'mget')
    expect(split.primaries).toBe(0)
    expect(split.replicas).toBeGreaterThanOrEqual(3)
    const script = client.script('return redis.call("GET", KEYS[1])', { keys: 1, readonly: true })
    const scripts = await where(cluster, async () => expect(await script('read:1')).toBe('read:1'))
    expect(scripts).toEqual({ ...none, replicas: 1 })
    expect(await where(cluster, () => client.with({ readFrom: 'primary' }).get('read:1'))).toEqual({
      primaries: 1,
      replicas: 0,
    })
    expect(await where(cluster, () => own.client().run(get('read:1'), { readFrom: 'replica' }))).toEqual({
      ...none,
      replicas: 1,
    })
  })

  it('is a policy of the user, whose errors are those of its commands', async () => {
    await written()
    const asked: number[] = []
    const policy = {
      choose: ({ primary, replicas }: Shard, slot: number) => {
        asked.push(slot)
        return replicas[0] ?? primary
      },
    }
    const client = own.client({ readFrom: policy })
    expect(await where(own.cluster, () => client.get('read:1'))).toEqual({ primaries: 0, replicas: 1 })
    expect(asked).toEqual([client.slotOf('read:1')])
    const broken = client.with({
      readFrom: {
        choose: () => {
          throw new Error('a bug of the user')
        },
      },
    })
    await expect(broken.get('read:1')).rejects.toMatchObject({ name: 'ConfigError', command: 'GET', executed: 'no' })
    const lost = client.with({ readFrom: { choose: () => ({ host: '127.0.0.1', port: 1 }) } })
    await expect(lost.mget(keys)).rejects.toThrow()
    await expect(lost.get('read:1')).rejects.toThrow(/chose 127\.0\.0\.1:1, which is no node of the shard/)
    expect(await broken.set('read:1', 'read:1')).toBe('OK')
    expect(await client.get('read:1')).toBe('read:1')
  })

  it('refuses what is no policy', () => {
    expect(() => own.client({ readFrom: 'nowhere' as never })).toThrow(ConfigError)
    expect(() => own.client({ readFrom: {} as never })).toThrow(/readFrom must be .*'nearest' or a policy/)
    expect(() => own.client({ maxStalenessMs: 5 })).toThrow(/maxStalenessMs must be .* 100 or more/)
  })

  it('nearest: goes where answers come soonest, and follows when that changes', async () => {
    await written()
    await using proxies = await startProxies(own.cluster)
    const client = own.client({ nodes: proxies.seeds, addressMap: proxies.addressMap, readFrom: 'nearest' })
    const { cluster } = own
    const settle = async (): Promise<void> => {
      for (let i = 0; i < 60; i++) {
        await client.mget(keys)
        await sleep(100)
      }
    }
    const readAll = async (): Promise<void> => {
      for (const key of keys) expect(await client.get(key)).toBe(key)
    }
    for (const node of cluster.primaries) proxies.of(node).set({ delayMs: 25 })
    await settle()
    expect(await where(cluster, readAll)).toEqual({ primaries: 0, replicas: keys.length })
    for (const node of cluster.primaries) proxies.of(node).set({ delayMs: 0 })
    for (const node of cluster.replicas) proxies.of(node).set({ delayMs: 25 })
    await settle()
    expect(await where(cluster, readAll)).toEqual({ primaries: keys.length, replicas: 0 })
  }, 40_000)
})
