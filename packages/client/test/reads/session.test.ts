import { describe, expect, it } from 'vitest'
import { sleep, useCluster } from '../cluster/setup.js'
import { bringBack, cutOff, replicasOf, where } from './setup.js'

const own = useCluster({ primaries: 3, replicas: 1, nodeTimeoutMs: 15_000 })
const keys = Array.from({ length: 12 }, (_, i) => `own:${i}`)

async function writtenEverywhere(value: string): Promise<void> {
  const writer = own.client()
  for (const key of keys) await writer.withReplication({ replicas: 1, timeoutMs: 2000 }).set(key, value)
}

describe('session', () => {
  it('sees its own writes while replicas lag, and reads from them again once they have caught up', async () => {
    await writtenEverywhere('old')
    await cutOff(replicasOf(own.cluster))
    const client = own.client({ readFrom: 'replica' })
    const session = client.session()
    const other = own.client()
    try {
      for (let round = 0; round < 30; round++) {
        await Promise.all(
          keys.map(async (key, i) => {
            const value = `${round}`
            if (i % 3 === 0) await session.set(key, value)
            else if (i % 3 === 1) await session.pipeline().set(key, value).get(key).execute()
            else await session.multi().set(key, value).execute()
            await other.set(`other:${i}`, value)
            expect(await session.get(key)).toBe(value)
            expect(await session.with({ readFrom: 'any' }).get(key)).toBe(value)
          }),
        )
        expect(await session.mget(keys)).toEqual(keys.map(() => `${round}`))
        await sleep(20)
      }
      // It is the session that does it.
      expect(new Set(await client.mget(keys))).toEqual(new Set(['old']))
      const reads = await where(own.cluster, () => Promise.all(keys.map(key => session.get(key))))
      expect(reads).toEqual({ primaries: keys.length, replicas: 0 })
    } finally {
      await bringBack(replicasOf(own.cluster))
    }
    await expect
      .poll(
        async () => {
          const { replicas } = await where(own.cluster, async () => {
            for (const key of keys) expect(await session.get(key)).toBe('29')
          })
          return replicas
        },
        { timeout: 5000 },
      )
      .toBe(keys.length)
  }, 40_000)

  it('asks a replica anew that may have begun anew', async () => {
    await writtenEverywhere('old')
    const client = own.client({ readFrom: 'replica' })
    const session = client.session()
    for (const key of keys) await session.set(key, 'new')
    const servedBy = (view: Pick<typeof session, 'get'>) =>
      where(own.cluster, async () => {
        for (const key of keys) expect(await view.get(key)).toBe('new')
      })
    await expect.poll(async () => (await servedBy(session)).replicas, { timeout: 5000 }).toBe(keys.length)
    await Promise.all(own.cluster.replicas.map(node => own.cluster.command(node, 'CLIENT', 'KILL', 'TYPE', 'normal')))
    await expect.poll(async () => (await servedBy(client)).replicas, { timeout: 5000 }).toBe(keys.length)
    expect((await servedBy(session)).primaries).toBeGreaterThan(0)
  })

  it('does not believe a replica whose shard has got the slot since', async () => {
    const client = own.client({ readFrom: 'replica', topologyRefreshMs: 100 })
    await client.connect()
    const session = client.session()
    const [first, second] = own.cluster.primaries
    const [moving, staying] = [first, second].map(node => {
      const key = keys.find(name => client.nodeFor(name)?.name === node?.name)
      return key ?? ''
    })
    if (first === undefined || second === undefined || !moving || !staying) throw new Error('no such keys')
    await session.set(moving, 'mine')
    await session.set(staying, 'mine')
    await expect
      .poll(
        async () =>
          (await where(own.cluster, () => Promise.all([moving, staying].map(key => session.get(key))))).replicas,
        { timeout: 5000 },
      )
      .toBe(2)
    await cutOff(replicasOf(own.cluster))
    const slot = client.slotOf(moving)
    try {
      await own.cluster.migrate(slot, first, second)
      await expect.poll(() => client.nodeFor(moving)?.name, { timeout: 5000 }).toBe(second.name)
      expect(await client.get(moving)).toBeNull()
      expect(await session.get(moving)).toBe('mine')
    } finally {
      await bringBack(replicasOf(own.cluster))
      await own.cluster.migrate(slot, second, first)
    }
  }, 40_000)

  it('takes what has no keys for a write to every slot', async () => {
    await writtenEverywhere('old')
    await cutOff(replicasOf(own.cluster))
    try {
      const session = own.client({ readFrom: 'replica' }).session()
      expect(await session.get('own:1')).toBe('old')
      await session.flushall()
      expect(await session.mget(keys)).toEqual(keys.map(() => null))
    } finally {
      await bringBack(replicasOf(own.cluster))
    }
  })

  it('knows the keys of a client with a prefix by what servers call them', async () => {
    const client = own.client({ readFrom: 'replica', keyPrefix: 'app:' })
    for (const key of keys) await client.withReplication({ replicas: 1, timeoutMs: 2000 }).set(key, 'old')
    await cutOff(replicasOf(own.cluster))
    try {
      const session = client.session()
      for (const key of keys) await session.set(key, 'new')
      for (const key of keys) expect(await session.get(key)).toBe('new')
    } finally {
      await bringBack(replicasOf(own.cluster))
    }
  })
})

describe('maxStalenessMs', () => {
  it('passes over replicas that may lag by more, and comes back to them', async () => {
    await writtenEverywhere('old')
    const bounded = own.client({ readFrom: 'replica', maxStalenessMs: 400 })
    const served = async (): Promise<number> =>
      (await where(own.cluster, () => Promise.all(keys.map(key => bounded.get(key))))).replicas
    await expect.poll(served, { timeout: 5000, interval: 20 }).toBe(keys.length)
    await cutOff(replicasOf(own.cluster))
    try {
      const writer = own.client()
      for (const key of keys) await writer.set(key, 'new')
      await sleep(400)
      for (let round = 0; round < 20; round++) {
        expect(await bounded.mget(keys)).toEqual(keys.map(() => 'new'))
        await sleep(20)
      }
      expect(new Set(await bounded.with({ maxStalenessMs: Infinity }).mget(keys))).toEqual(new Set(['old']))
    } finally {
      await bringBack(replicasOf(own.cluster))
    }
    await expect.poll(served, { timeout: 5000, interval: 20 }).toBe(keys.length)
  }, 40_000)
})
