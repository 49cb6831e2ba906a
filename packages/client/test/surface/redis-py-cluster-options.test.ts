import * as errors from '@rc/errors'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { RedisCluster } from '../../src/redis-cluster.js'
import { connectionsNamed, keyOnEach, useCountedCluster } from './setup.js'

// Each option of redis-py-cluster, and what it is here.

const used = useCountedCluster()

describe('options', () => {
  it('host, port, startup_nodes → nodes', async () => {
    const [first = '', second = ''] = used.cluster.seeds
    const [host = '', port] = first.split(':')
    for (const nodes of [first, [first, second], { host, port: Number(port) }, [{ host, port: String(port) }]]) {
      const rc = await used.client({ nodes, addressMap: undefined })
      expect(await rc.ping()).toBe('PONG')
    }
    expect(() => new RedisCluster({ host } as never)).toThrow('nodes')
  })

  it('max_connections, max_connections_per_node → maxConnections, maxConnectionsPerNode: the pool raises when full', async () => {
    const rc = await used.client({ nodes: used.proxies.seeds.slice(0, 1), maxConnections: 2 })
    const outcomes = await Promise.allSettled(keyOnEach(rc).map(key => rc.get(key)))
    const refused = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
    expect(refused.length).toBeGreaterThan(0)
    for (const reason of refused) expect(reason).toBeInstanceOf(errors.PoolExhaustedError)
    const one = await used.client({ maxConnectionsPerNode: 1, clientName: 'single' })
    await Promise.all(Array.from({ length: 200 }, (_, i) => one.set(`single:${i}`, i)))
    expect(Math.max(...(await connectionsNamed(used.cluster, 'single')))).toBe(1)
  })

  it("ClusterBlockingConnectionPool → whenExhausted: 'wait', waitMs: gives up the longest-idle connection", async () => {
    const rc = await used.client({ maxConnections: 2, whenExhausted: 'wait', waitMs: 5000, clientName: 'waiting' })
    for (let round = 0; round < 3; round++) {
      expect(await Promise.all(keyOnEach(rc, 'wait').map(key => rc.set(key, round)))).toEqual(['OK', 'OK', 'OK'])
    }
    expect((await connectionsNamed(used.cluster, 'waiting')).reduce((a, b) => a + b)).toBeLessThanOrEqual(2)
  })

  it('init_slot_cache → at connect(), or with the first command', async () => {
    const lazy = new RedisCluster({ nodes: used.cluster.seeds })
    expect([lazy.status, lazy.nodes()]).toEqual(['idle', []])
    expect(await lazy.set('lazy', '1')).toBe('OK')
    expect([lazy.status, lazy.nodes().length]).toEqual(['ready', 6])
    await lazy.close()
    const eager = await used.client()
    expect([eager.status, eager.nodes().length]).toEqual(['ready', 6])
  })

  it('readonly_mode → readFrom: replica; writes still go to primaries, and reads to no primary', async () => {
    const rc = await used.client({ readFrom: 'replica' })
    for (const key of keyOnEach(rc, 'readonly')) {
      expect((await used.watch(rc, 'SET', () => rc.set(key, 'v'))).reached).toBe('one primary')
      expect((await used.watch(rc, 'GET', () => rc.get(key))).reached).toBe('one replica')
      await expect.poll(() => rc.get(key)).toBe('v')
    }
  })

  it('read_from_replicas → readFrom: any: reads are shared by primary and replicas, in pipelines too', async () => {
    const rc = await used.client({ readFrom: 'any' })
    const [key = ''] = keyOnEach(rc, 'any')
    const both = new Set([rc.nodeFor(key)?.name, used.proxies.of((await replicaOf(rc, key)) as never).address])
    const alone = await used.watch(rc, 'GET', () => Promise.all(Array.from({ length: 10 }, () => rc.get(key))))
    expect(new Set(alone.reached)).toEqual(both)
    const queued = await used.watch(rc, 'GET', () => {
      const pipeline = rc.pipeline()
      for (let i = 0; i < 10; i++) pipeline.get(key)
      return pipeline.execute()
    })
    expect(new Set(queued.reached)).toEqual(both)
    expect(queued.times).toBe(10)
  })

  it('reinitialize_steps, nodemanager_follow_cluster → topologyRefreshMs: nodes found later become seeds too', async () => {
    const rc = await used.client({ topologyRefreshMs: 50 })
    const before = used.proxies.all.reduce((sum, proxy) => sum + proxy.commands.count('CLUSTER'), 0)
    await expect
      .poll(() => used.proxies.all.reduce((sum, proxy) => sum + proxy.commands.count('CLUSTER'), 0))
      .toBeGreaterThan(before + 2)
    expect(rc.topology.nodes.size).toBe(6)
  })

  it('skip_full_coverage_check → requireFullCoverage, which is off unless asked for', async () => {
    const rc = await used.client({ requireFullCoverage: true })
    expect(rc.topology.coveredSlots).toBe(16384)
    expect(() => new RedisCluster({ nodes: 'a:1', requireFullCoverage: 'yes' as never })).toThrow('requireFullCoverage')
  })

  it('cluster_down_retry_attempts → retry, timeoutMs', async () => {
    const rc = await used.client({ retry: 'none', timeoutMs: 300 })
    const [key = ''] = keyOnEach(rc, 'down')
    const owner = used.cluster.nodes.find(node => used.proxies.of(node).address === rc.nodeFor(key)?.name)
    await used.cluster.pause(owner as never)
    await expect(rc.get(key)).rejects.toMatchObject({ name: 'TimeoutError', attempts: 1 })
    await used.cluster.resume(owner as never)
    await used.cluster.waitUntilStable()
  })

  it('host_port_remap → addressMap, which holds for MOVED too', async () => {
    const rc = await used.client()
    expect(
      rc
        .nodes()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(used.proxies.seeds.toSorted())
    const slot = rc.slotOf('remap')
    const from = await used.cluster.ownerOf(slot)
    const to = used.cluster.primaries.find(node => node.name !== from?.name)
    await used.cluster.migrate(slot, from as never, to as never)
    const { reached, times } = await used.watch(rc, 'SET', () => rc.set('remap', 'v'))
    // Both tries went through the proxies: the address in MOVED was mapped like those in the map.
    expect([reached.length, times]).toEqual([2, 2])
    expect(rc.nodeFor('remap')?.name).toBe(used.proxies.of(to as never).address)
  })

  it('connection_class, connection_pool → dial', async () => {
    const dialled: string[] = []
    const rc = await used.client({
      dial: address => {
        dialled.push(`${address.host}:${address.port}`)
        return Promise.resolve(connect(address.port, address.host))
      },
    })
    expect(await rc.set('dialled', 'v')).toBe('OK')
    expect(new Set(dialled).size).toBeGreaterThanOrEqual(3)
  })

  it('ssl → tls, for every node or for none', () => {
    expect(() => new RedisCluster({ nodes: 'rediss://a:1', tls: false })).toThrow(
      'TLS holds for every node or for none',
    )
  })

  it('decode_responses → strings unless bytes are asked for', async () => {
    const rc = await used.client()
    await rc.set('decoded', 'é')
    expect(await rc.get('decoded')).toBe('é')
    expect(await rc.bytes().get('decoded')).toEqual(Buffer.from('é'))
  })
})

/** The replica of the shard that has a key. */
async function replicaOf(rc: RedisCluster, key: string) {
  const owner = await used.cluster.ownerOf(rc.slotOf(key))
  return used.cluster.replicas.find(node => node.primaryId === owner?.id)
}
