import * as errors from '@rc/errors'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { RedisCluster } from '../../src/redis-cluster.js'
import { keyOnEach, useCountedCluster } from './setup.js'

// What redis-py-cluster has, row by row: client, options, pools, scan_iter, errors, tutorial. Routing and merging, the
// cluster_* methods and the pipeline have files of their own.

const used = useCountedCluster()

/** How many connections of that name the nodes see. */
async function connectionsNamed(name: string): Promise<number[]> {
  const lists = await Promise.all(used.cluster.nodes.map(node => used.cluster.command(node, 'CLIENT', 'LIST')))
  return lists.map(list => String(list).split(`name=${name} `).length - 1)
}

describe('client', () => {
  it('routes by slot, with hash tags', async () => {
    const rc = await used.client()
    expect(rc.slotOf('foo')).toBe(12182)
    expect(rc.slotOf('{user1000}.following')).toBe(rc.slotOf('{user1000}.followers'))
    for (const key of keyOnEach(rc)) {
      const { reached, times } = await used.watch(rc, 'SET', () => rc.set(key, 'v'))
      expect([reached, times]).toEqual(['one primary', 1])
      expect(await rc.get(key)).toBe('v')
    }
  })

  it('discovers all nodes from one startup node, and passes over those that are not there', async () => {
    const [seed = ''] = used.proxies.seeds
    const rc = await used.client({ nodes: ['127.0.0.1:1', seed] })
    expect(rc.nodes()).toHaveLength(6)
    expect(rc.nodes('primary')).toHaveLength(3)
  })

  it('follows a failover', async () => {
    const rc = await used.client()
    await rc.set('failover', 'before')
    const owner = await used.cluster.ownerOf(rc.slotOf('failover'))
    const promoted = await used.cluster.failover(owner as never)
    expect(await rc.set('failover', 'after')).toBe('OK')
    expect(await rc.get('failover')).toBe('after')
    await expect.poll(() => rc.nodeFor('failover')?.name).toBe(used.proxies.of(promoted).address)
  })

  it('has one pool per node', async () => {
    const rc = await used.client({ clientName: 'pools' })
    const keys = Array.from({ length: 300 }, (_, i) => `pool:${i}`)
    await Promise.all(keys.map(key => rc.set(key, key)))
    expect(Math.max(...(await connectionsNamed('pools')))).toBe(1)
  })

  it('from_url, where a unix socket and a database other than 0 are refused', async () => {
    const [seed = ''] = used.cluster.seeds
    const rc = RedisCluster.fromUrl(`redis://${seed}`)
    expect(await rc.set('url', 'v')).toBe('OK')
    await rc.close()
    expect(() => RedisCluster.fromUrl('unix:///tmp/redis.sock')).toThrow(errors.ConfigError)
    expect(() => RedisCluster.fromUrl(`redis://${seed}/1`)).toThrow(/database/i)
    expect(() => RedisCluster.fromUrl(`redis://${seed}?db=2`)).toThrow(errors.ConfigError)
    await RedisCluster.fromUrl(`redis://${seed}/0`).close()
  })
})

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
    expect(Math.max(...(await connectionsNamed('single')))).toBe(1)
  })

  it("ClusterBlockingConnectionPool → whenExhausted: 'wait', waitMs: gives up the longest-idle connection", async () => {
    const rc = await used.client({ maxConnections: 2, whenExhausted: 'wait', waitMs: 5000, clientName: 'waiting' })
    for (let round = 0; round < 3; round++) {
      expect(await Promise.all(keyOnEach(rc, 'wait').map(key => rc.set(key, round)))).toEqual(['OK', 'OK', 'OK'])
    }
    expect((await connectionsNamed('waiting')).reduce((a, b) => a + b)).toBeLessThanOrEqual(2)
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

describe('pools: get_connection_by_node, get_connection_by_slot', () => {
  it('are views of a node, named or by key', async () => {
    const rc = await used.client()
    for (const view of rc.nodes()) expect(await view.ping()).toBe('PONG')
    const [key = ''] = keyOnEach(rc, 'by-slot')
    const view = rc.node(rc.nodeFor(key)?.name as string)
    expect(await view.set(key, 'v')).toBe('OK')
    const stranger = rc.nodes('primary').find(({ name }) => name !== view.name)
    // Redirects are thrown: who names a node means that node.
    await expect(stranger?.get(key)).rejects.toBeInstanceOf(errors.MovedError)
  })

  it('a blocking command has a connection of its own, and disturbs nobody', async () => {
    const rc = await used.client()
    await rc.del('{b}list')
    const blocked = rc.blpop('{b}list', 5)
    expect(await rc.set('{b}other', 'v')).toBe('OK')
    await rc.rpush('{b}list', 'now')
    expect(await blocked).toEqual({ key: '{b}list', element: 'now' })
  })
})

describe('scan_iter', () => {
  it('finds every key of all primaries, once', async () => {
    const rc = await used.client()
    await used.flush()
    const keys = Array.from({ length: 500 }, (_, i) => `scan:${i}`)
    await rc.mset(keys.map(key => [key, '1'] as const))
    const found: string[] = []
    for await (const key of rc.scan({ match: 'scan:*', count: 50 })) found.push(key)
    expect(found.toSorted()).toEqual(keys.toSorted())
  })
})

describe('errors', () => {
  it.each([
    ['RedisClusterException', errors.ConfigError],
    ['RedisClusterError', errors.RedisClusterError],
    ['ClusterDownException', errors.ClusterDownError],
    ['ClusterDownError', errors.ClusterDownError],
    ['ClusterError', errors.SlotNotCoveredError],
    ['ClusterCrossSlotError', errors.CrossSlotError],
    ['AskError', errors.AskError],
    ['MovedError', errors.MovedError],
    ['TryAgainError', errors.TryAgainError],
    ['MasterDownError', errors.MasterDownError],
  ] as const)('%s has its like here', (_, { prototype }) => {
    expect(prototype === errors.RedisClusterError.prototype || prototype instanceof errors.RedisClusterError).toBe(true)
  })

  it('AskError, MovedError: slot_id, host, port, node_addr, message → slot, host, port', async () => {
    const rc = await used.client()
    const [first = '', second = ''] = keyOnEach(rc, 'moved')
    const error: unknown = await rc
      .node(rc.nodeFor(first)?.name as string)
      .get(second)
      .catch((thrown: unknown) => thrown)
    const there = await used.cluster.ownerOf(rc.slotOf(second))
    expect(error).toBeInstanceOf(errors.MovedError)
    expect(error).toMatchObject({ code: 'MOVED', slot: rc.slotOf(second), host: there?.host, port: there?.port })
    expect(errors.parseErrorReply('ASK 12182 127.0.0.1:7001')).toMatchObject({
      name: 'AskError',
      slot: 12182,
      host: '127.0.0.1',
      port: 7001,
    })
  })
})

describe('tutorial', () => {
  it('connect, set, get, handle an error reply', async () => {
    const rc = await used.client()
    expect(await rc.set('name', 'Alice')).toBe('OK')
    expect(await rc.get('name')).toBe('Alice')
    // The tutorial says that setting a key which exists is an error. It is not, and with nx it is null.
    expect(await rc.set('name', 'Bob', { nx: true })).toBe(null)
    const error: unknown = await rc.incr('name').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(errors.ReplyError)
    expect(error).toMatchObject({ code: 'ERR', command: 'INCR', executed: 'yes' })
  })

  it('the states of a connection', async () => {
    const rc = new RedisCluster({ nodes: used.cluster.seeds })
    const states: string[] = [rc.status]
    rc.on('ready', () => states.push(rc.status))
    rc.on('close', () => states.push(rc.status))
    const connected = rc.connect()
    states.push(rc.status)
    await connected
    const closing = rc.close()
    states.push(rc.status)
    await closing
    expect(states).toEqual(['idle', 'connecting', 'ready', 'closing', 'closed'])
  })

  it('the share of data per node', async () => {
    const rc = await used.client()
    await used.flush()
    await rc.mset(Array.from({ length: 300 }, (_, i) => [`share:${i}`, '1'] as const))
    const shares = await Promise.all(rc.nodes('primary').map(node => node.dbsize()))
    expect(shares.reduce((a, b) => a + b)).toBe(300)
    expect(Math.min(...shares)).toBeGreaterThan(50)
  })
})
