import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { useCluster } from '../../test/cluster.js'
import { PROTOCOLS } from '../../test/connection.js'
import { ifKnown } from '../../test/if-known.js'
import {
  clusterCountFailureReports,
  clusterCountkeysinslot,
  clusterGetkeysinslot,
  clusterInfo,
  clusterKeyslot,
  clusterLinks,
  clusterMyid,
  clusterMyshardid,
  clusterNodes,
  clusterReplicas,
  clusterShards,
  clusterSlaves,
  clusterSlotStats,
  clusterSlots,
} from './cluster.js'
import { clusterSetslot } from './cluster-admin.js'
import { toNodes } from './cluster-node-lines.js'
import { del } from './keys.js'
import { set } from './strings.js'

const cluster = useCluster({ primaries: 3, replicas: 1 })

/** The slots of the first of three primaries. */
const FIRST_THIRD = { from: 0, to: 5460 }
/** The slot of `{b}`, which the first primary has. */
const SLOT_OF_B = 3300

describe.each(PROTOCOLS)('a cluster under RESP%i', protocol => {
  const first = () => cluster.shard(0)
  const onPrimary = () => cluster.on(first().primary, protocol)
  const onReplica = () => cluster.on(first().replica, protocol)

  it('clusterInfo', async () => {
    expect(await onPrimary()(clusterInfo())).toMatchObject({
      cluster_state: 'ok',
      cluster_slots_assigned: 16_384,
      cluster_known_nodes: 6,
      cluster_size: 3,
    })
  })

  it('clusterMyid, clusterMyshardid', async () => {
    const { primary, replica } = first()
    expect(await onPrimary()(clusterMyid())).toBe(primary.id)
    expect(await onReplica()(clusterMyid())).toBe(replica.id)
    const shard = await ifKnown(onPrimary()(clusterMyshardid()))
    expect(await ifKnown(onReplica()(clusterMyshardid()))).toBe(shard)
  })

  it('clusterNodes', async () => {
    const { primary, replica } = first()
    const nodes = await onPrimary()(clusterNodes())
    expect(nodes).toHaveLength(6)
    expect(nodes.find(({ id }) => id === primary.id)).toMatchObject({
      host: primary.host,
      port: primary.port,
      cport: expect.any(Number),
      hostname: '',
      flags: ['myself', 'master'],
      role: 'primary',
      primaryId: null,
      linkState: 'connected',
      slots: [FIRST_THIRD],
      migrating: [],
      importing: [],
    })
    const seen = nodes.find(({ id }) => id === replica.id)
    expect(seen).toMatchObject({ flags: ['slave'], role: 'replica', primaryId: primary.id, slots: [] })
    expect(seen?.pongReceived).toBeGreaterThan(0)
    expect(seen?.pingSent).toBeTypeOf('number')
    expect(seen?.configEpoch).toBeGreaterThan(0)
  })

  it('clusterNodes while slots move', async () => {
    const [from, to] = cluster.primaries()
    if (from === undefined || to === undefined) throw new Error('There are not two primaries.')
    const [onFrom, onTo] = [cluster.on(from, protocol), cluster.on(to, protocol)]
    await onTo(clusterSetslot(7, 'IMPORTING', from.id))
    await onFrom(clusterSetslot(7, 'MIGRATING', to.id))
    const [seenFrom, seenTo] = [await onFrom(clusterNodes()), await onTo(clusterNodes())]
    expect(seenFrom.find(({ id }) => id === from.id)).toMatchObject({
      slots: [FIRST_THIRD],
      migrating: [{ slot: 7, to: to.id }],
      importing: [],
    })
    expect(seenTo.find(({ id }) => id === to.id)).toMatchObject({
      migrating: [],
      importing: [{ slot: 7, from: from.id }],
    })
    await onTo(clusterSetslot(7, 'STABLE'))
    await onFrom(clusterSetslot(7, 'STABLE'))
    expect((await onFrom(clusterNodes())).flatMap(({ migrating }) => migrating)).toEqual([])
  })

  it('clusterReplicas, clusterSlaves', async () => {
    const { primary, replica } = first()
    const only = [expect.objectContaining({ id: replica.id, role: 'replica', primaryId: primary.id })]
    expect(await onPrimary()(clusterReplicas(primary.id))).toEqual(only)
    expect(await onPrimary()(clusterSlaves(primary.id))).toEqual(only)
    await expect(onPrimary()(clusterReplicas(replica.id))).rejects.toThrow('not a master')
  })

  it('clusterSlots', async () => {
    const { primary, replica } = first()
    const slots = await onPrimary()(clusterSlots())
    expect(slots).toHaveLength(3)
    expect(slots.reduce((sum, { from, to }) => sum + to - from + 1, 0)).toBe(16_384)
    expect(slots.find(({ from }) => from === 0)).toEqual({
      ...FIRST_THIRD,
      primary: { host: primary.host, port: primary.port, id: primary.id, metadata: {} },
      replicas: [{ host: replica.host, port: replica.port, id: replica.id, metadata: {} }],
    })
  })

  it('clusterShards', async () => {
    const { primary, replica } = first()
    const shards = await onPrimary()(clusterShards())
    expect(shards).toHaveLength(3)
    const shard = shards.find(({ nodes }) => nodes.some(({ id }) => id === primary.id))
    expect(shard?.slots).toEqual([FIRST_THIRD])
    expect(shard?.nodes).toHaveLength(2)
    expect(shard?.nodes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: primary.id, port: primary.port, role: 'master', health: 'online' }),
        expect.objectContaining({ id: replica.id, endpoint: replica.host, role: 'replica' }),
      ]),
    )
    expect(shard?.nodes[0]?.['replication-offset']).toBeTypeOf('number')
  })

  it('clusterLinks', async () => {
    const links = await onPrimary()(clusterLinks())
    expect(links.length).toBeGreaterThanOrEqual(5)
    expect(links).toContainEqual({
      direction: 'to',
      node: first().replica.id,
      'create-time': expect.any(Number),
      events: expect.any(String),
      'send-buffer-allocated': expect.any(Number),
      'send-buffer-used': expect.any(Number),
    })
  })

  it('clusterKeyslot, clusterCountkeysinslot, clusterGetkeysinslot', async () => {
    const run = onPrimary()
    expect(await run(clusterKeyslot('{b}:1'))).toBe(SLOT_OF_B)
    expect(await run(clusterCountkeysinslot(SLOT_OF_B))).toBe(0)
    expect(await run(clusterGetkeysinslot(SLOT_OF_B, 10))).toEqual([])
    for (const key of ['{b}:1', '{b}:2', '{b}:3']) await run(set(key, 'v'))
    expect(await run(clusterCountkeysinslot(SLOT_OF_B))).toBe(3)
    expect((await run(clusterGetkeysinslot(SLOT_OF_B, 10))).sort()).toEqual(['{b}:1', '{b}:2', '{b}:3'])
    expect(await run(clusterGetkeysinslot(SLOT_OF_B, 2))).toHaveLength(2)
    expect(await run(del(['{b}:1', '{b}:2', '{b}:3']))).toBe(3)
  })

  it('clusterCountFailureReports', async () => {
    expect(await onPrimary()(clusterCountFailureReports(first().replica.id))).toBe(0)
  })

  it('clusterSlotStats, where the server has it', async () => {
    const run = onPrimary()
    await run(set('{b}:1', 'v'))
    const stats = await ifKnown(run(clusterSlotStats({ slotsrange: { from: SLOT_OF_B, to: SLOT_OF_B + 1 } })))
    if (stats !== undefined) {
      expect(Object.keys(stats)).toEqual([String(SLOT_OF_B), String(SLOT_OF_B + 1)])
      expect(stats[SLOT_OF_B]).toMatchObject({ 'key-count': 1 })
      const first = await run(clusterSlotStats({ orderby: 'KEY-COUNT', limit: 1, desc: true }))
      expect(Object.keys(first)).toEqual([String(SLOT_OF_B)])
    }
    await run(del('{b}:1'))
  })
})

describe('lines of nodes', () => {
  it('of IPv6 addresses, names, unknown addresses and single slots', () => {
    const id = '07c37dfeb235213a872192d90877d0cd55635b91'
    const [six, gone] = toNodes(
      [
        `${id} fe80::1:7000@17000,host.example,shard-id=ab,nodename=n myself,master - 0 12 3 connected 5 7-9`,
        `${id} :0@0 slave,fail,noaddr ${id} 1426238316232 1426238317741 0 disconnected`,
      ].join('\n'),
    )
    expect(six).toMatchObject({
      host: 'fe80::1',
      port: 7000,
      cport: 17_000,
      hostname: 'host.example',
      configEpoch: 3,
      slots: [
        { from: 5, to: 5 },
        { from: 7, to: 9 },
      ],
    })
    expect(gone).toMatchObject({
      host: '',
      port: 0,
      flags: ['slave', 'fail', 'noaddr'],
      role: 'replica',
      primaryId: id,
      pingSent: 1_426_238_316_232,
      linkState: 'disconnected',
    })
  })
})

describe('a cluster is not asked for with', () => {
  it('slot statistics of nothing, or of too much', () => {
    const slotsrange = { from: 0, to: 1 }
    expectRefused(() => clusterSlotStats({}), 'CLUSTER SLOT-STATS', 'slotsrange', 'orderby')
    expectRefused(() => clusterSlotStats({ slotsrange, orderby: SECRET }), 'CLUSTER SLOT-STATS', 'slotsrange')
    expectRefused(
      () => clusterSlotStats({ orderby: SECRET, asc: true, desc: true }),
      'CLUSTER SLOT-STATS',
      'asc and desc',
    )
    expectRefused(() => clusterSlotStats({ slotsrange: untyped([0, 1]) }), 'CLUSTER SLOT-STATS', '{ from, to }')
    expectRefused(() => clusterSlotStats(untyped({ range: SECRET })), 'CLUSTER SLOT-STATS', 'range')
  })

  it('what is no number or text', () => {
    expectRefused(() => clusterCountkeysinslot(Number.NaN), 'CLUSTER COUNTKEYSINSLOT', 'NaN')
    expectRefused(() => clusterKeyslot(untyped([SECRET])), 'CLUSTER KEYSLOT', 'an array')
    expectRefused(() => clusterReplicas(untyped({ id: SECRET })), 'CLUSTER REPLICAS', 'an object')
  })
})
