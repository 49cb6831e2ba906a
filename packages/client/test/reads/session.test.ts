import { describe, expect, it } from 'vitest'
import { useCluster } from '../cluster/setup.js'
import { sleep } from '../cluster/setup.js'
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

  it('does not believe a replica that has begun anew', async () => {
    await writtenEverywhere('old')
    const session = own.client({ readFrom: 'replica' }).session()
    for (const key of keys) await session.set(key, 'new')
    await expect
      .poll(async () => (await where(own.cluster, () => Promise.all(keys.map(key => session.get(key))))).replicas, {
        timeout: 5000,
      })
      .toBe(keys.length)
    await Promise.all(own.cluster.replicas.map(node => own.cluster.command(node, 'CLIENT', 'KILL', 'TYPE', 'normal')))
    const reads = await where(own.cluster, async () => {
      for (const key of keys) expect(await session.get(key)).toBe('new')
    })
    expect(reads.primaries).toBeGreaterThan(0)
  })

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
