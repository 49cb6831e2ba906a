import { type Cluster, type ServerNode, startCluster } from '@rc/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { useCluster } from '../../test/cluster.js'
import { Connection, PROTOCOLS } from '../../test/connection.js'
import { ifKnown } from '../../test/if-known.js'
import type { Command } from '../command.js'
import { clusterInfo, clusterMyid, clusterNodes } from './cluster.js'
import {
  asking,
  type ClusterFailoverOptions,
  clusterAddslots,
  clusterAddslotsrange,
  clusterBumpepoch,
  clusterDelslots,
  clusterDelslotsrange,
  clusterFailover,
  clusterFlushslots,
  clusterForget,
  clusterMeet,
  clusterReplicate,
  clusterReset,
  clusterSaveconfig,
  clusterSetConfigEpoch,
  clusterSetslot,
  readonly,
  readwrite,
} from './cluster-admin.js'
import {
  clusterCancelslotmigrations,
  clusterFlushslot,
  clusterGetslotmigrations,
  clusterMigrateslots,
} from './cluster-migration.js'
import type { ClusterNodeInfo } from './cluster-node-lines.js'
import { info } from './server.js'
import { get } from './strings.js'

describe.each(PROTOCOLS)('a node alone under RESP%i', protocol => {
  let cluster: Cluster
  let node: Connection
  beforeEach(async () => {
    cluster = await startCluster({ primaries: 1, replicas: 0 })
    node = await Connection.open(cluster.primaries[0]?.port as number, { protocol })
  })
  afterEach(async () => {
    node.close()
    await cluster.stop()
  })
  const slots = async () => (await node.run(clusterNodes())).flatMap(one => one.slots)

  it('gets and loses slots', async () => {
    expect(await node.run(clusterDelslots([5, 6]))).toBe('OK')
    expect(await node.run(clusterDelslots(16_383))).toBe('OK')
    expect(await slots()).toEqual([
      { from: 0, to: 4 },
      { from: 7, to: 16_382 },
    ])
    expect(await node.run(clusterAddslots(5))).toBe('OK')
    expect(await node.run(clusterAddslots([6, 16_383]))).toBe('OK')
    await expect(node.run(clusterAddslots(5))).rejects.toThrow('already busy')
    expect(await slots()).toEqual([{ from: 0, to: 16_383 }])

    expect(
      await node.run(
        clusterDelslotsrange([
          { from: 0, to: 9 },
          { from: 20, to: 29 },
        ]),
      ),
    ).toBe('OK')
    expect(await slots()).toEqual([
      { from: 10, to: 19 },
      { from: 30, to: 16_383 },
    ])
    expect(await node.run(clusterAddslotsrange({ from: 0, to: 9 }))).toBe('OK')
    expect(await node.run(clusterFlushslots())).toBe('OK')
    expect(await slots()).toEqual([])
    expect(await node.run(clusterInfo())).toMatchObject({
      cluster_state: expect.any(String),
      cluster_slots_assigned: 0,
    })
  })

  it('has an epoch and an id', async () => {
    const id = await node.run(clusterMyid())
    expect(await node.run(clusterBumpepoch())).toMatch(/^(BUMPED|STILL) \d+$/)
    expect(await node.run(clusterSaveconfig())).toBe('OK')
    expect(await node.run(clusterReset())).toBe('OK')
    expect(await node.run(clusterReset({ soft: true }))).toBe('OK')
    expect(await node.run(clusterMyid())).toBe(id)
    expect(await node.run(clusterReset({ hard: true }))).toBe('OK')
    expect(await node.run(clusterMyid())).not.toBe(id)
    expect(await node.run(clusterSetConfigEpoch(42))).toBe('OK')
    expect(await node.run(clusterInfo())).toMatchObject({ cluster_my_epoch: 42 })
  })
})

const roleIn = (nodes: readonly ClusterNodeInfo[], { id }: ServerNode) => nodes.find(node => node.id === id)?.role

const cluster = useCluster({ primaries: 3, replicas: 1 })

describe.each(PROTOCOLS)('nodes of a cluster under RESP%i', protocol => {
  it('clusterFailover, gently and by force', async () => {
    // Primaries vote for a replica of one primary only every now and then, so each protocol has a shard of its own.
    const { primary, replica } = cluster.shard(protocol - 1)
    await expect(cluster.on(primary, protocol)(clusterFailover())).rejects.toThrow('replica')

    const views = () => Promise.all(cluster.nodes().map(node => cluster.on(node, protocol)(clusterNodes())))
    const swap = async (to: ServerNode, from: ServerNode, options?: ClusterFailoverOptions) => {
      const run = cluster.on(to, protocol)
      await expect
        .poll(() => run(info('replication')), { timeout: 30_000 })
        .toMatchObject({ replication: { role: 'slave', master_link_status: 'up' } })
      expect(await run(clusterFailover(options))).toBe('OK')
      await expect
        .poll(
          async () => (await views()).every(seen => roleIn(seen, to) === 'primary' && roleIn(seen, from) === 'replica'),
          {
            timeout: 30_000,
          },
        )
        .toBe(true)
    }
    await swap(replica, primary)
    await swap(primary, replica, { force: true })
    await swap(replica, primary, { takeover: true })
    await swap(primary, replica, { takeover: true })
  })

  it('clusterReplicate, clusterForget, clusterMeet', async () => {
    const [one, two] = [cluster.shard(0), cluster.shard(1)]
    const run = cluster.on(one.replica, protocol)
    const primaryId = async () => (await run(clusterNodes())).find(({ flags }) => flags.includes('myself'))?.primaryId
    expect(await run(clusterReplicate(two.primary.id))).toBe('OK')
    expect(await primaryId()).toBe(two.primary.id)
    expect(await run(clusterReplicate(one.primary.id))).toBe('OK')
    expect(await primaryId()).toBe(one.primary.id)

    const known = async () => (await run(clusterNodes())).map(({ id }) => id)
    expect(await run(clusterForget(two.replica.id))).toBe('OK')
    expect(await known()).not.toContain(two.replica.id)
    await expect(run(clusterForget('0'.repeat(40)))).rejects.toThrow('Unknown node')
    expect(await run(clusterMeet(two.replica.host, two.replica.port))).toBe('OK')
    expect(await run(clusterMeet(two.replica.host, two.replica.port, two.replica.port + 10_000))).toBe('OK')
    await expect.poll(known, { timeout: 30_000 }).toContain(two.replica.id)
  })

  it('clusterSetslot', async () => {
    const [from, to] = cluster.primaries()
    if (from === undefined || to === undefined) throw new Error('There are not two primaries.')
    const [onFrom, onTo] = [cluster.on(from, protocol), cluster.on(to, protocol)]
    const mine = async (run: typeof onFrom) => (await run(clusterNodes())).find(({ flags }) => flags.includes('myself'))
    expect(await onTo(clusterSetslot(0, 'IMPORTING', from.id))).toBe('OK')
    expect(await onFrom(clusterSetslot(0, 'MIGRATING', to.id))).toBe('OK')
    await expect(onTo(get('{06S}'))).rejects.toMatchObject({ code: 'MOVED' })
    expect(await onTo(asking())).toBe('OK')
    expect(await onTo(get('{06S}'))).toBeNull()
    expect(await onTo(clusterSetslot(0, 'NODE', to.id))).toBe('OK')
    expect(clusterSetslot(0, 'STABLE', undefined, { timeout: 5 }).args).toEqual([0, 'STABLE', 'TIMEOUT', 5])
    expect(await onFrom(clusterSetslot(0, 'NODE', to.id))).toBe('OK')
    expect((await mine(onTo))?.slots).toContainEqual({ from: 0, to: 0 })
    expect((await mine(onFrom))?.slots).toEqual([{ from: 1, to: 5460 }])

    expect(await onFrom(clusterSetslot(0, 'IMPORTING', to.id))).toBe('OK')
    expect(await onFrom(clusterSetslot(0, 'STABLE'))).toBe('OK')
    expect((await mine(onFrom))?.importing).toEqual([])
    await onFrom(clusterSetslot(0, 'IMPORTING', to.id))
    await onFrom(clusterSetslot(0, 'NODE', from.id))
    await onTo(clusterSetslot(0, 'NODE', from.id))
    expect((await mine(onFrom))?.slots).toEqual([{ from: 0, to: 5460 }])
  })

  it('readonly, readwrite', async () => {
    const { replica } = cluster.shard(0)
    const run = cluster.on(replica, protocol)
    await expect(run(get('{b}'))).rejects.toMatchObject({ code: 'MOVED' })
    expect(await run(readonly())).toBe('OK')
    expect(await run(get('{b}'))).toBeNull()
    expect(await run(readwrite())).toBe('OK')
    await expect(run(get('{b}'))).rejects.toMatchObject({ code: 'MOVED' })
  })

  it('what Valkey 9 alone has', async () => {
    const { primary } = cluster.shard(0)
    const run = cluster.on(primary, protocol)
    expect(await ifKnown(run(clusterFlushslot(0, { sync: true })))).toBeOneOf(['OK', undefined])
    expect(await ifKnown(run(clusterGetslotmigrations()))).toBeOneOf([[], undefined])
    const cancelled = run(clusterCancelslotmigrations()).catch((error: Error) => error.message)
    expect(await cancelled).toMatch(/^OK$|unknown subcommand|No migrations/i)
  })
})

describe('the administration of a cluster', () => {
  const wordsOf = ({ spec, args }: Command<unknown>) => [spec.name, ...args].join(' ')

  it('writes its words', () => {
    expect(wordsOf(clusterMigrateslots([{ ranges: { from: 0, to: 9 }, to: 'a' }]))).toBe(
      'CLUSTER MIGRATESLOTS SLOTSRANGE 0 9 NODE a',
    )
    const ranges = [
      { from: 0, to: 9 },
      { from: 20, to: 20 },
    ]
    expect(
      wordsOf(
        clusterMigrateslots([
          { ranges, to: 'a' },
          { ranges: [{ from: 30, to: 39 }], to: 'b' },
        ]),
      ),
    ).toBe('CLUSTER MIGRATESLOTS SLOTSRANGE 0 9 20 20 NODE a SLOTSRANGE 30 39 NODE b')
  })

  it('refuses empty lists, and ranges that are none', () => {
    expectRefused(() => clusterAddslots([]), 'CLUSTER ADDSLOTS', 'slots')
    expectRefused(() => clusterDelslots([]), 'CLUSTER DELSLOTS', 'slots')
    expectRefused(() => clusterAddslotsrange([]), 'CLUSTER ADDSLOTSRANGE', 'range')
    expectRefused(() => clusterDelslotsrange([]), 'CLUSTER DELSLOTSRANGE', 'range')
    expectRefused(() => clusterAddslotsrange(untyped([[0, 5]])), 'CLUSTER ADDSLOTSRANGE', '{ from, to }', 'an array')
    expectRefused(() => clusterDelslotsrange(untyped([null])), 'CLUSTER DELSLOTSRANGE', 'null')
    expectRefused(() => clusterMigrateslots([]), 'CLUSTER MIGRATESLOTS', 'at least one')
    expectRefused(() => clusterMigrateslots([{ ranges: [], to: SECRET }]), 'CLUSTER MIGRATESLOTS', 'range')
  })

  it('refuses options that are not known, or exclude each other', () => {
    expectRefused(() => clusterFailover({ force: true, takeover: true }), 'CLUSTER FAILOVER', 'force and takeover')
    expectRefused(() => clusterFailover(untyped('FORCE')), 'CLUSTER FAILOVER', 'options')
    expectRefused(() => clusterReset({ hard: true, soft: true }), 'CLUSTER RESET', 'hard and soft')
    expectRefused(() => clusterFlushslot(1, untyped({ now: true })), 'CLUSTER FLUSHSLOT', 'now')
  })

  it('refuses a slot that goes nowhere, and a stable one that goes somewhere', () => {
    expectRefused(() => clusterSetslot(1, 'MIGRATING'), 'CLUSTER SETSLOT', 'id of a node')
    expectRefused(() => clusterSetslot(1, 'STABLE', SECRET), 'CLUSTER SETSLOT', 'STABLE')
    expectRefused(() => clusterSetslot(Number.NaN, 'STABLE'), 'CLUSTER SETSLOT', 'NaN')
  })
})
