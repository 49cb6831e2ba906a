import * as errors from '@rc/errors'
import { describe, expect, it } from 'vitest'
import { RedisCluster } from '../../src/redis-cluster.js'
import { connectionsNamed, keyOnEach, useCountedCluster } from './setup.js'

// What redis-py-cluster has, row by row: client, pools, scan_iter, errors, tutorial. Options, routing and merging, the
// cluster_* methods and the pipeline have files of their own.

const used = useCountedCluster()

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
    expect(Math.max(...(await connectionsNamed(used.cluster, 'pools')))).toBe(1)
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
