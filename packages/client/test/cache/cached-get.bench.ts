import { startCluster } from '@rc/testing'
import { afterAll, bench, describe } from 'vitest'
import { RedisCluster } from '../../src/redis-cluster.js'

// pnpm exec vitest bench packages/client/test/cache
// One turn is 1000 GETs of 1000 keys over all nodes.

const cluster = await startCluster({ primaries: 3, replicas: 0 })
const nodes = cluster.seeds
const plain = new RedisCluster({ nodes })
const cached = new RedisCluster({ nodes, cache: {} })
const keys = Array.from({ length: 1000 }, (_, i) => `key:${i}`)
await Promise.all(keys.map(key => plain.set(key, `value of ${key}, of some length`)))
for (const key of keys) await cached.get(key)

afterAll(async () => {
  await Promise.all([plain.close(), cached.close()])
  await cluster.stop()
})

const oneByOne = async (rc: RedisCluster): Promise<void> => {
  for (const key of keys) await rc.get(key)
}
const atOnce = async (rc: RedisCluster): Promise<void> => {
  await Promise.all(keys.map(key => rc.get(key)))
}

describe('1000 GETs, each when the one before it has ended', () => {
  bench('asked for', () => oneByOne(plain), { time: 3000 })
  bench('cached', () => oneByOne(cached), { time: 3000 })
})

describe('1000 GETs at once', () => {
  bench('asked for', () => atOnce(plain), { time: 3000 })
  bench('cached', () => atOnce(cached), { time: 3000 })
})

describe('an MGET of 1000 keys', () => {
  bench('asked for', async () => void (await plain.mget(keys)), { time: 3000 })
  bench('cached', async () => void (await cached.mget(keys)), { time: 3000 })
})
