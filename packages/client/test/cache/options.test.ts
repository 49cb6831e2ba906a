import { describe, expect, it } from 'vitest'
import { ClusterClient } from '../../src/cluster-client.js'
import { RedisCluster } from '../../src/redis-cluster.js'

const nodes = '127.0.0.1:1'

describe('the option cache', () => {
  it.each([
    ['with RESP2', () => new RedisCluster({ nodes, cache: {}, protocol: 2 }), 'needs RESP3'],
    ['that is no record', () => new RedisCluster({ nodes, cache: true as never }), 'The option cache must be a record'],
    ['that cannot be', () => new RedisCluster({ nodes, cache: { maxEntries: 0 } }), 'maxEntries'],
    ['of the bare client', () => new ClusterClient({ nodes, cache: {} }), 'no part of the bare client'],
    ['of a view that is no boolean', () => new RedisCluster({ nodes }).with({ cache: 'no' as never }), 'true or false'],
    ['that is missing', () => new RedisCluster({ nodes }).cache, 'has no cache'],
  ])('%s is refused', (_, make, word) => {
    expect(make).toThrow(expect.objectContaining({ code: 'CONFIG', message: expect.stringContaining(word) as string }))
  })

  it('counts from nothing', () => {
    const { cache } = new RedisCluster({ nodes, cache: {} })
    expect(cache.stats()).toMatchObject({ hits: 0, misses: 0, entries: 0 })
    cache.clear()
  })
})
