import { ConfigError } from '@rc/errors'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SLOT_COUNT } from './key.js'
import { evenSlotRanges } from './slot-ranges.js'
import { Topology } from './topology.js'

const at = (port: number) => ({ host: '10.0.0.1', port })
const base = Topology.of(
  evenSlotRanges(3).map((range, i) => ({
    primary: { ...at(i + 1), id: `p${i + 1}` },
    replicas: [at(i + 11), at(i + 21)],
    ranges: [range],
    epoch: i,
  })),
)
const owners = (topology: Topology) => Array.from({ length: SLOT_COUNT }, (_, slot) => topology.ownerOf(slot)?.port)
const ranges = (topology: Topology) => topology.shards.map(shard => topology.rangesOf(shard))

describe('Topology.withSlotAt', () => {
  it('moves that one slot to the shard of a primary, and nothing else', () => {
    const after = base.withSlotAt(7, at(2))
    const expected = owners(base)
    expected[7] = 2
    expect(owners(after)).toEqual(expected)
    expect(after.shardOf(7)).toBe(base.shards[1])
    expect(after.shards).toBe(base.shards)
    expect(after.nodes).toBe(base.nodes)
    expect(ranges(after)[0]).toEqual([
      { from: 0, to: 6 },
      { from: 8, to: 5460 },
    ])
  })

  it('leaves the topology that it came from as it was', () => {
    const before = owners(base)
    base.withSlotAt(7, at(2))
    base.withSlotAt(7, at(11))
    base.withSlotAt(7, at(99))
    expect(owners(base)).toEqual(before)
    expect(base.nodes.size).toBe(9)
    expect(base.nodes.get('10.0.0.1:11')?.role).toBe('replica')
  })

  it('is the very same topology where it says so already', () => {
    expect(base.withSlotAt(7, at(1))).toBe(base)
  })

  it('makes an unknown address a shard of its own', () => {
    const after = base.withSlotAt(7, { host: '::1', port: 99 })
    const node = { name: '[::1]:99', host: '::1', port: 99, id: undefined, role: 'primary' }
    expect(after.shardOf(7)).toEqual({ primary: node, replicas: [], epoch: undefined })
    expect(after.nodes.get('[::1]:99')).toBe(after.ownerOf(7))
    expect(after.shards).toHaveLength(4)
    expect(after.coveredSlots).toBe(SLOT_COUNT)
    expect(after.withSlotAt(8, { host: '::1', port: 99 }).shards).toHaveLength(4)
  })

  it('promotes a replica for all slots of its shard', () => {
    const after = base.withSlotAt(7, at(11))
    expect(owners(after)).toEqual(owners(base).map(port => (port === 1 ? 11 : port)))
    expect(after.shards[0]).toMatchObject({ primary: { port: 11, role: 'primary' }, epoch: 0 })
    expect(after.shards[0]?.replicas).toMatchObject([{ port: 21 }, { port: 1, id: 'p1', role: 'replica' }])
    expect(after.nodes.get('10.0.0.1:11')).toBe(after.ownerOf(0))
    expect(after.nodes.get('10.0.0.1:1')).toBe(after.shards[0]?.replicas[1])
    expect(after.shards.slice(1)).toEqual(base.shards.slice(1))
  })

  it("promotes a replica of another shard than the slot's, too", () => {
    const after = base.withSlotAt(7, at(12))
    expect(owner(after, 7)).toBe(12)
    expect(owner(after, 8)).toBe(1)
    expect(owner(after, 6000)).toBe(12)
  })

  it('takes a demoted primary back when it owns a slot again', () => {
    const after = base.withSlotAt(7, at(11)).withSlotAt(7, at(1))
    expect(owners(after)).toEqual(owners(base))
  })

  it('covers a slot that nobody had', () => {
    const after = Topology.empty.withSlotAt(16383, at(1))
    expect(after.coveredSlots).toBe(1)
    expect(after.withSlotAt(16383, at(2)).coveredSlots).toBe(1)
    expect(Topology.empty.coveredSlots).toBe(0)
  })

  it('stays consistent however often it is patched', () => {
    const moved = fc.tuple(fc.nat({ max: SLOT_COUNT - 1 }), fc.integer({ min: 1, max: 30 }))
    fc.assert(
      fc.property(fc.array(moved, { maxLength: 30 }), moves => {
        let topology = base
        for (const [slot, port] of moves) {
          topology = topology.withSlotAt(slot, at(port))
          expect(owner(topology, slot)).toBe(port)
          expect(topology.shardOf(slot)?.primary).toBe(topology.ownerOf(slot))
        }
        const members = topology.shards.flatMap(shard => [shard.primary, ...shard.replicas])
        expect(members.every(node => topology.nodes.get(node.name) === node)).toBe(true)
        expect(members).toHaveLength(topology.nodes.size)
        expect(topology.coveredSlots).toBe(SLOT_COUNT)
        expect(
          ranges(topology)
            .flat()
            .reduce((sum, { from, to }) => sum + to - from + 1, 0),
        ).toBe(SLOT_COUNT)
      }),
      { numRuns: 50 },
    )
  })

  it.each([-1, SLOT_COUNT, 0.5, Number.NaN])('refuses slot %s', slot => {
    expect(() => base.withSlotAt(slot, at(1))).toThrow(ConfigError)
  })

  it('refuses an address that cannot be', () => {
    expect(() => base.withSlotAt(0, { host: '__proto__', port: 1 })).toThrow(ConfigError)
    expect(() => base.withSlotAt(0, at(0))).toThrow(ConfigError)
  })
})

const owner = (topology: Topology, slot: number) => topology.ownerOf(slot)?.port

describe('Topology.withSlotsAt', () => {
  it('is withSlotAt for one after the other', () => {
    const address = fc.constantFrom(at(1), at(2), at(11), at(21), at(99), at(98))
    const moves = fc.array(fc.tuple(fc.integer({ min: 0, max: SLOT_COUNT - 1 }), address), { maxLength: 12 })
    fc.assert(
      fc.property(moves, list => {
        const together = base.withSlotsAt(list)
        const apart = list.reduce((topology, [slot, to]) => topology.withSlotAt(slot, to), base)
        expect(together.toJSON()).toEqual(apart.toJSON())
        expect(owners(together)).toEqual(owners(apart))
      }),
      { numRuns: 50 },
    )
  })

  it('counts what had no owner, and is the very same topology where there is nothing to do', () => {
    const gaps = Topology.of([{ primary: at(1), ranges: [{ from: 10, to: 19 }] }])
    const moves = [
      [1, at(1)],
      [1, at(1)],
      [15, at(1)],
      [2, at(5)],
    ] as const
    expect(gaps.withSlotsAt(moves).coveredSlots).toBe(12)
    expect(gaps.withSlotsAt([])).toBe(gaps)
    expect(() => gaps.withSlotsAt([[SLOT_COUNT, at(1)]])).toThrow(ConfigError)
  })
})
