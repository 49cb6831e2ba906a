import { clusterReset, clusterSaveconfig } from '@rc/commands'
import type { ServerNode } from '@rc/testing'
import { describe, expect, it } from 'vitest'
import type { RedisCluster } from '../../src/redis-cluster.js'
import { keyOnEach, useCountedCluster } from './setup.js'

// The cluster_* methods of redis-py-cluster. Its `node_id` never routed: here a view names the node.

const used = useCountedCluster()
const primary = (): ServerNode => used.cluster.primaries[0] as ServerNode

describe('cluster_* methods that look', () => {
  it('countkeysinslot, getkeysinslot, keyslot', async () => {
    const looking = await used.client()
    for (const key of keyOnEach(looking, 'look')) {
      await looking.set(key, 'v')
      const slot = await looking.clusterKeyslot(key)
      expect(slot).toBe(looking.slotOf(key))
      expect(await looking.clusterCountkeysinslot(slot)).toBe(1)
      expect(await looking.clusterGetkeysinslot(slot, 5)).toEqual([key])
    }
  })

  it('info, nodes, slots, shards, links, myid', async () => {
    const looking = await used.client()
    const ids = used.cluster.nodes.map(({ id }) => id).toSorted()
    expect(await looking.clusterInfo()).toMatchObject({ cluster_state: 'ok', cluster_known_nodes: 6, cluster_size: 3 })
    expect((await looking.clusterNodes()).map(({ id }) => id).toSorted()).toEqual(ids)
    const shards = await looking.clusterShards()
    expect(shards.flatMap(({ nodes }) => nodes.map(({ id }) => id)).toSorted()).toEqual(ids)
    const slots = await looking.clusterSlots()
    expect(slots.reduce((sum, { from, to }) => sum + to - from + 1, 0)).toBe(16384)
    expect((await looking.clusterLinks()).length).toBeGreaterThan(0)
    const view = looking.node(used.proxies.of(primary()).address)
    expect(await view.clusterMyid()).toBe(primary().id)
  })

  it('slaves, replicas, count_failure_report', async () => {
    const looking = await used.client()
    const replica = used.cluster.replicas.find(({ primaryId }) => primaryId === primary().id)
    expect(await looking.clusterReplicas(primary().id)).toMatchObject([{ id: replica?.id, primaryId: primary().id }])
    expect(await looking.clusterSlaves(primary().id)).toMatchObject([{ id: replica?.id, role: 'replica' }])
    expect(await looking.clusterCountFailureReports(primary().id)).toBe(0)
  })
})

describe('cluster_* methods that change', () => {
  it('delslots, addslots, setslot: on the node that is named, and nowhere else', async () => {
    const changing = await used.client()
    const view = changing.node(used.proxies.of(primary()).address)
    const [slot = 0] = (await changing.clusterSlots()).flatMap(({ from, primary: owner }) =>
      owner.id === primary().id ? [from] : [],
    )
    const removed = await used.watch(changing, 'CLUSTER DELSLOTS', () => view.clusterDelslots(slot))
    expect(removed).toMatchObject({ reached: 'one primary', times: 1, reply: 'OK' })
    const added = await used.watch(changing, 'CLUSTER ADDSLOTS', () => view.clusterAddslots([slot]))
    expect(added).toMatchObject({ reached: 'one primary', times: 1, reply: 'OK' })
    expect(await view.clusterSetslot(slot, 'STABLE')).toBe('OK')
    await expect(view.clusterAddslots(slot)).rejects.toMatchObject({ code: 'ERR' })
    await used.cluster.waitUntilStable()
  })

  it.each([
    ['addslots', (client: RedisCluster) => client.clusterAddslots(1)],
    ['delslots', (client: RedisCluster) => client.clusterDelslots(1)],
    ['failover', (client: RedisCluster) => client.clusterFailover()],
    ['flushslots', (client: RedisCluster) => client.clusterFlushslots()],
    ['bumpepoch', (client: RedisCluster) => client.clusterBumpepoch()],
    ['replicate', (client: RedisCluster) => client.clusterReplicate('x')],
    ['reset', (client: RedisCluster) => client.clusterReset()],
    ['set_config_epoch', (client: RedisCluster) => client.clusterSetConfigEpoch(1)],
    ['setslot', (client: RedisCluster) => client.clusterSetslot(1, 'STABLE')],
  ])('%s without a node is refused, and says that a view names one', async (_, run) => {
    const changing = await used.client()
    await expect(run(changing)).rejects.toMatchObject({ name: 'ConfigError', executed: 'no' })
    await expect(run(changing)).rejects.toThrow(/node/)
  })

  it('failover: the replica that is named takes over', async () => {
    const changing = await used.client()
    const replica = used.cluster.replicas[0] as ServerNode
    expect(await changing.node(used.proxies.of(replica).address).clusterFailover()).toBe('OK')
    await expect.poll(async () => String(await used.cluster.command(replica, 'ROLE'))).toContain('master')
    await used.cluster.waitUntilStable()
    expect(replica.role).toBe('primary')
  })

  it('bumpepoch, saveconfig', async () => {
    const changing = await used.client()
    expect(await changing.nodes('primary')[0]?.clusterBumpepoch()).toMatch(/^(BUMPED|STILL) \d+$/)
    const saved = await used.watch(changing, 'CLUSTER SAVECONFIG', () => changing.clusterSaveconfig())
    expect(saved).toMatchObject({ reached: 'all', reply: 'OK' })
    expect(Object.values(await changing.runOn('primary', clusterSaveconfig()))).toEqual(['OK', 'OK', 'OK'])
  })

  it('meet, replicate, flushslots, set_config_epoch, reset: a node comes and goes', async () => {
    const node = await used.cluster.addNode()
    await used.proxies.add(node)
    const changing = await used.client()
    const view = changing.node(used.proxies.of(node).address)
    expect(await view.clusterFlushslots()).toBe('OK')
    expect(await view.clusterReset({ hard: true })).toBe('OK')
    expect(await view.clusterSetConfigEpoch(99)).toBe('OK')
    expect(await view.clusterMeet(primary().host, primary().port)).toBe('OK')
    await expect.poll(async () => (await view.clusterNodes()).length).toBeGreaterThan(6)
    await expect.poll(() => view.clusterReplicate(primary().id).catch((error: unknown) => error)).toBe('OK')
    expect(await view.clusterReset()).toBe('OK')
    expect(await view.clusterInfo()).toMatchObject({ cluster_known_nodes: 1 })
  })

  it('reset_all_nodes: runOn says on which', async () => {
    const changing = await used.client()
    await used.flush()
    const nodes = used.cluster.nodes.slice(0, 6).map(node => used.proxies.of(node).address)
    const replies = await changing.runOn(nodes, clusterReset())
    expect(Object.values(replies)).toEqual(Array.from({ length: 6 }, () => 'OK'))
    expect(await used.cluster.command(0, 'CLUSTER', 'INFO')).toContain('cluster_known_nodes:1\r\n')
  })
})
