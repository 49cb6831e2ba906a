import { findServer } from '@rc/testing'
import { describe, expect, it } from 'vitest'
import { sameZone } from '../../src/read-same-zone.js'
import { useCluster } from '../cluster/setup.js'
import { ranAt, where } from './setup.js'

const valkey = await findServer({ flavour: 'valkey-9.1' }).catch(() => undefined)
const keys = Array.from({ length: 30 }, (_, i) => `read:${i}`)

describe.skipIf(valkey === undefined)('sameZone where servers tell their zone', () => {
  const own = useCluster({ primaries: 3, replicas: 2, server: valkey as NonNullable<typeof valkey> })

  it('reads from the nodes of the zone alone', async () => {
    const { cluster } = own
    const inZone = cluster.primaries.map(({ id }) => cluster.replicas.filter(r => r.primaryId === id)[1])
    for (const node of cluster.nodes) {
      await cluster.command(node, 'CONFIG', 'SET', 'availability-zone', inZone.includes(node) ? 'eu-1b' : 'eu-1a')
    }
    const writer = own.client()
    for (const key of keys) await writer.withReplication({ replicas: 2, timeoutMs: 2000 }).set(key, key)
    const client = own.client({ readFrom: sameZone('eu-1b'), topologyRefreshMs: 100 })
    const nodes = inZone.filter(node => node !== undefined)
    await expect
      .poll(
        async () => {
          const before = await ranAt(cluster, nodes)
          for (const key of keys) expect(await client.get(key)).toBe(key)
          return (await ranAt(cluster, nodes)) - before
        },
        { timeout: 15_000 },
      )
      .toBe(keys.length)
    // Nodes hear of each other's zones one by one.
    const zones = () => [...client.topology.nodes.values()].map(({ zone }) => zone ?? 'unknown')
    await expect.poll(zones, { timeout: 15_000 }).not.toContain('unknown')
    expect(new Set(zones())).toEqual(new Set(['eu-1a', 'eu-1b']))
  }, 40_000)
})

describe('sameZone where servers tell none', () => {
  const own = useCluster({ primaries: 3, replicas: 1 })

  it('reads from all replicas', async () => {
    const writer = own.client()
    for (const key of keys) await writer.withReplication({ replicas: 1, timeoutMs: 2000 }).set(key, key)
    const client = own.client({ readFrom: sameZone('eu-1b') })
    const reads = await where(own.cluster, async () => {
      for (const key of keys) expect(await client.get(key)).toBe(key)
    })
    expect(reads).toEqual({ primaries: 0, replicas: keys.length })
  })
})
