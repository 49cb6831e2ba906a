import { type Cluster, startCluster } from '@rc/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { diffTopology } from '../src/diff.js'
import type { Key } from '../src/key.js'
import { keySlot } from '../src/key-slot.js'
import { parseClusterNodes } from '../src/parse-nodes.js'
import { parseClusterShards } from '../src/parse-shards.js'
import { parseClusterSlots } from '../src/parse-slots.js'
import { tagForSlot } from '../src/tag-for-slot.js'
import { Topology } from '../src/topology.js'
import { Wire } from './wire.js'

// What a server says is the truth.
let cluster: Cluster
let wire: Wire

beforeAll(async () => {
  cluster = await startCluster({ primaries: 3, replicas: 0 })
  wire = await Wire.open(cluster.nodes[0] as { host: string; port: number })
})

afterAll(async () => {
  wire?.close()
  await cluster?.stop()
})

describe('keySlot', () => {
  /** Keys that a reply of the server differs for; asked in one go. */
  async function misplaced(keys: readonly Key[]): Promise<unknown[]> {
    const slots = await wire.all(keys.map(key => ['CLUSTER', 'KEYSLOT', typeof key === 'object' ? key : String(key)]))
    return keys.filter((key, i) => keySlot(key) !== slots[i])
  }

  const brace = fc.constantFrom('{', '}', '{}', 'a')
  const texts = [
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.oneof(brace, fc.string({ unit: 'binary', maxLength: 2 })) }),
    fc.string({ unit: brace }),
  ]

  it('agrees with CLUSTER KEYSLOT for keys of all of Unicode, with and without tags', async () => {
    const keys = fc.sample(fc.oneof(...texts), 10_000)
    expect(new Set(keys.filter(key => /[^\0-\x7f]/.test(key))).size).toBeGreaterThan(1000)
    expect(await misplaced(keys)).toEqual([])
  })

  it('agrees with CLUSTER KEYSLOT for any bytes', async () => {
    const byte = fc.oneof(fc.constantFrom(0x7b, 0x7d), fc.nat({ max: 255 }))
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.array(byte, { maxLength: 12 }).map(codes => Uint8Array.from(codes)),
    )
    expect(await misplaced(fc.sample(bytes, 10_000))).toEqual([])
  })

  it('agrees with CLUSTER KEYSLOT for numbers, and for lone surrogates as they are sent', async () => {
    expect(await misplaced(fc.sample(fc.oneof(fc.integer(), fc.bigInt(), fc.double({ noNaN: true })), 1000))).toEqual(
      [],
    )
    const surrogate = fc.string({ unit: fc.constantFrom('\ud83d', '\ude00', '{', '}', 'a') })
    expect(await misplaced(fc.sample(surrogate, 1000))).toEqual([])
  })

  it('agrees with CLUSTER KEYSLOT for a tag of every slot', async () => {
    const tags = Array.from({ length: 16384 }, (_, slot) => `{${tagForSlot(slot)}}.`)
    expect(await misplaced(tags)).toEqual([])
  })
})

describe('a view of a running cluster', () => {
  it('is the same out of CLUSTER SLOTS, SHARDS and NODES', async () => {
    const answeredBy = cluster.nodes[0] as { host: string; port: number }
    const [slots, nodes] = await wire.all([
      ['CLUSTER', 'SLOTS'],
      ['CLUSTER', 'NODES'],
    ])
    const fromSlots = Topology.of(parseClusterSlots(slots, answeredBy))
    const fromNodes = Topology.of(parseClusterNodes(nodes, answeredBy))
    expect(fromSlots.coveredSlots).toBe(16384)
    expect([...fromSlots.nodes.keys()].sort()).toEqual(cluster.nodes.map(node => `${node.host}:${node.port}`).sort())
    expect(fromSlots.ownerOf(0)?.id).toMatch(/^[0-9a-f]{40}$/)
    expect(diffTopology(fromSlots, fromNodes).changed).toBe(false)
    const [shards] = await wire.all([['CLUSTER', 'SHARDS']])
    // Servers before 7.0 do not have it.
    if (shards instanceof Error) return
    expect(diffTopology(fromSlots, Topology.of(parseClusterShards(shards, answeredBy))).changed).toBe(false)
  })

  it('has the owner that a redirect names', async () => {
    const topology = Topology.of(parseClusterSlots((await wire.all([['CLUSTER', 'SLOTS']]))[0], wire.address))
    const keys = fc.sample(fc.string(), 300)
    const replies = await wire.all(keys.map(key => ['GET', key]))
    for (const [i, reply] of replies.entries()) {
      const slot = keySlot(keys[i] ?? '')
      const owner = topology.ownerOf(slot)?.name
      const here = `${wire.address.host}:${wire.address.port}`
      expect(reply instanceof Error ? reply.message : here).toBe(
        reply instanceof Error ? `MOVED ${slot} ${owner}` : owner,
      )
    }
  })
})
