import { ConfigError } from '@rc/errors'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ShardInput } from './cluster-node.js'
import { SlotMap, Topology } from './index.js'
import { SLOT_COUNT } from './key.js'
import { parseSlotRanges } from './slot-ranges.js'

const at = (port: number, id?: string) => ({ host: '10.0.0.1', port, id })
const shard = (port: number, ranges: string, more: Partial<ShardInput> = {}): ShardInput => ({
  primary: at(port),
  ranges: parseSlotRanges(ranges),
  ...more,
})
const THREE = [
  shard(1, '0-5460', { replicas: [at(11)], epoch: 1 }),
  shard(2, '5461-10922', { replicas: [at(12), at(22)], epoch: 2 }),
  shard(3, '10923-16383', { epoch: 3 }),
]
const owner = (topology: Topology, slot: number) => topology.ownerOf(slot)?.port

describe('Topology.of', () => {
  it('finds owner and shard of every slot', () => {
    const topology = Topology.of(THREE)
    expect([0, 5460, 5461, 10922, 10923, 16383].map(slot => owner(topology, slot))).toEqual([1, 1, 2, 2, 3, 3])
    expect(topology.shardOf(6000)).toBe(topology.shards[1])
    expect(topology.shardOf(6000)?.replicas.map(node => node.name)).toEqual(['10.0.0.1:12', '10.0.0.1:22'])
    expect(topology.coveredSlots).toBe(SLOT_COUNT)
    expect(topology.uncovered()).toEqual([])
    expect([...topology.nodes.keys()]).toEqual(['1', '11', '2', '12', '22', '3'].map(port => `10.0.0.1:${port}`))
  })

  it('owns nothing outside of the slots', () => {
    for (const slot of [-1, SLOT_COUNT, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(Topology.of(THREE).ownerOf(slot)).toBeUndefined()
      expect(Topology.of(THREE).shardOf(slot)).toBeUndefined()
    }
  })

  it('starts empty', () => {
    expect(Topology.of([])).toBe(Topology.empty)
    expect(Topology.empty.ownerOf(0)).toBeUndefined()
    expect(Topology.empty.uncovered()).toEqual([{ from: 0, to: 16383 }])
    expect(Topology.empty.coveredSlots).toBe(0)
    expect(SlotMap).toBe(Topology)
  })

  it('joins ranges, and tells what nobody owns', () => {
    const topology = Topology.of([shard(1, '3 1 2 10-12 5'), shard(2, '4')])
    expect(topology.shards.map(each => topology.rangesOf(each))).toEqual([
      parseSlotRanges('1-3 5 10-12'),
      parseSlotRanges('4'),
    ])
    expect(topology.uncovered()).toEqual(parseSlotRanges('0 6-9 13-16383'))
  })

  it('knows the ranges of its own shards, and of those of another topology by their primary', () => {
    const topology = Topology.of(THREE)
    const [first] = Topology.of([shard(1, '0')]).shards
    const [replica] = Topology.of([shard(11, '0')]).shards
    const [stranger] = Topology.of([shard(99, '0')]).shards
    const rangesOf = (each: typeof first) => each && topology.rangesOf(each)
    expect(rangesOf(first)).toEqual([{ from: 0, to: 5460 }])
    expect(rangesOf(replica)).toEqual([])
    expect(rangesOf(stranger)).toEqual([])
  })

  it('gives a slot that two claim to the higher epoch, and to the earlier of equals', () => {
    const slots = (...claims: (number | undefined)[]) =>
      owner(Topology.of(claims.map((epoch, i) => shard(i + 1, '7', { epoch }))), 7)
    expect(slots(1, 2)).toBe(2)
    expect(slots(2, 1)).toBe(1)
    expect(slots(1, 1)).toBe(1)
    expect(slots(undefined, 0)).toBe(2)
    expect(slots(undefined, undefined)).toBe(1)
  })

  it('takes several views of one failover for what the newest of them says', () => {
    const stale = shard(1, '0-9', { replicas: [at(2), at(3)], epoch: 1 })
    const fresh = shard(2, '0-9', { replicas: [at(1), at(3)], epoch: 7 })
    for (const views of [
      [stale, fresh],
      [fresh, stale],
    ]) {
      const topology = Topology.of(views)
      expect(topology.shards).toHaveLength(1)
      expect(owner(topology, 0)).toBe(2)
      expect(topology.nodes.get('10.0.0.1:1')?.role).toBe('replica')
      expect(topology.shards[0]?.replicas.map(node => node.port)).toEqual([1, 3])
    }
  })

  it('joins what several descriptions of one epoch say of one primary', () => {
    const topology = Topology.of([
      shard(1, '0-9', { replicas: [at(2)], epoch: 4 }),
      shard(1, '20', { replicas: [at(2), at(3)], epoch: 4 }),
    ])
    expect(topology.shards).toHaveLength(1)
    expect(topology.shards[0]?.replicas.map(node => node.port)).toEqual([2, 3])
    expect(topology.coveredSlots).toBe(11)
  })

  it('does not let a primary keep what only an older view of it says', () => {
    const topology = Topology.of([
      shard(1, '0-9', { replicas: [at(8)], epoch: 1 }),
      shard(1, '0-4', { epoch: 4 }),
      shard(2, '5-7', { epoch: 3 }),
      shard(1, '5-9'),
    ])
    expect([0, 4, 5, 7, 8, 9].map(slot => owner(topology, slot))).toEqual([1, 1, 2, 2, 1, 1])
    expect(topology.nodes.has('10.0.0.1:8')).toBe(false)
  })

  it('has one node for each address: the one of the higher epoch', () => {
    const topology = Topology.of([
      { primary: at(1, 'old'), ranges: parseSlotRanges('0-9'), epoch: 3 },
      { primary: at(1, 'new'), ranges: [], epoch: 5 },
    ])
    expect(topology.nodes.get('10.0.0.1:1')?.id).toBe('new')
    expect(topology.coveredSlots).toBe(0)
  })

  it('keeps the order of the descriptions', () => {
    const ports = Topology.of([shard(3, '0', { epoch: 1 }), shard(1, '1', { epoch: 9 })]).shards
    expect(ports.map(each => each.primary.port)).toEqual([3, 1])
  })

  it('gives each slot to the newest of the claims that are not of the past, in whatever order they come', () => {
    const claim = fc.record({
      port: fc.integer({ min: 1, max: 4 }),
      from: fc.nat({ max: 30 }),
      size: fc.nat({ max: 9 }),
    })
    fc.assert(
      fc.property(fc.array(claim, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (claims, chance) => {
        const views = claims.map((each, epoch) => ({ ...each, epoch, order: chance.next().value }))
        const latest = (port: number) => views.findLast(view => view.port === port)
        const shuffled = [...views].sort((a, b) => a.order - b.order)
        const topology = Topology.of(
          shuffled.map(({ port, from, size, epoch }) => shard(port, `${from}-${from + size}`, { epoch })),
        )
        for (let slot = 0; slot < 50; slot++) {
          const winner = views.findLast(
            view => latest(view.port) === view && view.from <= slot && slot <= view.from + view.size,
          )
          expect(owner(topology, slot)).toBe(winner?.port)
        }
      }),
    )
  })

  it.each([
    ['a port', { primary: at(0), ranges: [] }],
    ['a host', { primary: { host: 'a b', port: 1 }, ranges: [] }],
    ['a replica', { primary: at(1), replicas: [at(70000)], ranges: [] }],
    ['a range upside down', { primary: at(1), ranges: [{ from: 2, to: 1 }] }],
    ['a slot', { primary: at(1), ranges: [{ from: 0, to: SLOT_COUNT }] }],
  ])('refuses %s that cannot be', (_, description) => {
    expect(() => Topology.of([description])).toThrow(ConfigError)
  })

  it('cannot be changed', () => {
    const topology = Topology.of(THREE)
    for (const part of [topology.shards, topology.shards[0], topology.shards[0]?.replicas, topology.ownerOf(0)]) {
      expect(Object.isFrozen(part)).toBe(true)
    }
  })

  it('comes back from JSON', () => {
    const topology = Topology.of(THREE).withSlotAt(0, at(99))
    const again = Topology.of(JSON.parse(JSON.stringify(topology)).shards)
    expect(again.toJSON()).toEqual(topology.toJSON())
  })
})
