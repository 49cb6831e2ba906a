import { bench, describe } from 'vitest'
import { diffTopology } from './diff.js'
import { parseClusterNodes } from './parse-nodes.js'
import { parseClusterShards } from './parse-shards.js'
import { parseClusterSlots } from './parse-slots.js'
import { Topology } from './topology.js'

// pnpm exec vitest bench packages/slots/src/topology
// The worst cluster there is: 1000 nodes, and no two slots side by side on one primary, so that each is a range.

const PRIMARIES = 334
const REPLICAS = 2
const answeredBy = { host: '10.0.0.1', port: 7000 }
const port = (node: number): number => 7000 + node
const id = (node: number): string => node.toString(16).padStart(40, '0')
const replicasOf = (primary: number): number[] =>
  Array.from({ length: REPLICAS }, (_, i) => PRIMARIES + primary * REPLICAS + i)
const slotsOf = (primary: number): number[] =>
  Array.from({ length: Math.ceil((16384 - primary) / PRIMARIES) }, (_, i) => primary + i * PRIMARIES)
const primaries = Array.from({ length: PRIMARIES }, (_, primary) => primary)

/** A reply as a decoder gives it: every string and array its own. */
const entry = (node: number): unknown[] => [
  `10.0.${node >> 8}.${node & 255}`,
  port(node),
  id(node),
  ['hostname', `node-${node}.example`],
]
const slots = Array.from({ length: 16384 }, (_, slot) => {
  const primary = slot % PRIMARIES
  return [slot, slot, entry(primary), ...replicasOf(primary).map(entry)]
})
const member = (node: number): unknown => ({
  id: id(node),
  port: port(node),
  ip: `10.0.${node >> 8}.${node & 255}`,
  endpoint: `10.0.${node >> 8}.${node & 255}`,
  role: node < PRIMARIES ? 'master' : 'replica',
  'replication-offset': 1,
  health: 'online',
})
const shards = primaries.map(primary => ({
  slots: slotsOf(primary).flatMap(slot => [slot, slot]),
  nodes: [primary, ...replicasOf(primary)].map(member),
}))
const line = (node: number, rest: string): string =>
  `${id(node)} 10.0.${node >> 8}.${node & 255}:${port(node)}@17000 ${rest}`
const nodes = primaries
  .flatMap(primary => [
    line(primary, `master - 0 1795235940080 ${primary} connected ${slotsOf(primary).join(' ')}`),
    ...replicasOf(primary).map(replica => line(replica, `slave ${id(primary)} 0 1795235940080 ${primary} connected`)),
  ])
  .join('\n')

const before = Topology.of(parseClusterNodes(nodes, answeredBy))
// Every slot has another owner: the longest diff that there can be.
const shifted = slots.map(([from, to, ...rest], i) => [from, to, ...(slots[(i + 1) % slots.length]?.slice(2) ?? rest)])

describe('1000 nodes and 16384 ranges, parsed, put together and compared', () => {
  bench('CLUSTER SLOTS', () => {
    diffTopology(before, Topology.of(parseClusterSlots(slots, answeredBy)))
  })
  bench('CLUSTER SLOTS, every slot moved', () => {
    diffTopology(before, Topology.of(parseClusterSlots(shifted, answeredBy)))
  })
  bench('CLUSTER SHARDS', () => {
    diffTopology(before, Topology.of(parseClusterShards(shards, answeredBy)))
  })
  bench('CLUSTER NODES', () => {
    diffTopology(before, Topology.of(parseClusterNodes(nodes, answeredBy)))
  })
})

describe('one slot moved', () => {
  const address = { host: '10.0.0.9', port: port(9) }
  const patched = before.withSlotAt(0, address)
  bench('withSlotAt', () => {
    before.withSlotAt(0, address)
  })
  bench('withSlotAt an unknown address', () => {
    before.withSlotAt(0, { host: 'new.example', port: 1 })
  })
  bench('diffTopology', () => {
    diffTopology(before, patched)
  })
})

describe('16384 look-ups', () => {
  bench('ownerOf', () => {
    for (let slot = 0; slot < 16384; slot++) before.ownerOf(slot)
  })
})
