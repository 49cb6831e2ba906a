import { Topology } from '@rc/slots'
import { describe, expect, it } from 'vitest'
import { inOrderOf } from './topology-order.js'

const at = (port: number) => ({ host: '127.0.0.1', port })
const shard = (port: number, replica: number, from: number, to: number) => ({
  primary: at(port),
  replicas: [at(replica)],
  ranges: [{ from, to }],
})
const describeAll = (...shards: ReturnType<typeof shard>[]) => Topology.of(shards).toJSON().shards
const ports = (shards: readonly { primary: { port: number } }[]) => shards.map(({ primary }) => primary.port)

describe('the order of shards', () => {
  const known = Topology.of([shard(1, 4, 0, 5000), shard(2, 5, 5001, 10_000), shard(3, 6, 10_001, 16_383)])

  it('is that of their slots, for those that are new', () => {
    const told = describeAll(shard(3, 6, 10_001, 16_383), shard(1, 4, 0, 5000), shard(2, 5, 5001, 10_000))
    expect(ports(inOrderOf(Topology.empty, told))).toEqual([1, 2, 3])
  })

  it('stays, when slots move and replicas take over', () => {
    const told = describeAll(shard(3, 6, 0, 7), shard(5, 2, 5001, 10_000), shard(9, 8, 8, 9), shard(1, 4, 10, 5000))
    expect(ports(inOrderOf(known, told))).toEqual([1, 5, 3, 9])
  })
})
