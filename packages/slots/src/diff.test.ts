import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { B, B1, NODES, NODES_AFTER_FAILOVER } from '../test/replies.js'
import { diffTopology } from './diff.js'
import { parseClusterNodes } from './parse-nodes.js'
import { parseSlotRanges } from './slot-ranges.js'
import { Topology } from './topology.js'

const at = (port: number, id?: string) => ({ host: '10.0.0.1', port, id })
const moves = (before: Topology, after: Topology) =>
  diffTopology(before, after).slotsMoved.map(({ range, from, to }) => [range.from, range.to, from?.port, to?.port])
const NOTHING = { nodesAdded: [], nodesRemoved: [], roleChanged: [], idChanged: [], replicasMoved: [], slotsMoved: [] }

describe('diffTopology', () => {
  it('finds nothing between equals', () => {
    const read = () => Topology.of(parseClusterNodes(NODES, at(1)))
    expect(diffTopology(read(), read())).toEqual({ changed: false, ...NOTHING })
  })

  it('tells a failover as a change of roles and a move of slots', () => {
    const [before, after] = [NODES, NODES_AFTER_FAILOVER].map(text => Topology.of(parseClusterNodes(text, at(1))))
    if (before === undefined || after === undefined) throw new Error('not read')
    const diff = diffTopology(before, after)
    const promoted = after.nodes.get('127.0.0.1:8304')
    expect(diff).toEqual({
      ...NOTHING,
      changed: true,
      roleChanged: [{ node: promoted, from: 'replica', to: 'primary' }],
      slotsMoved: [{ range: { from: 5461, to: 10922 }, from: before.ownerOf(6000), to: promoted }],
    })
    expect([diff.slotsMoved[0]?.from?.id, diff.slotsMoved[0]?.to?.id]).toEqual([B, B1])
  })

  it('tells nodes that came and went', () => {
    const before = Topology.of([{ primary: at(1), replicas: [at(2)], ranges: parseSlotRanges('0-9') }])
    const after = Topology.of([{ primary: at(1), replicas: [at(3)], ranges: parseSlotRanges('0-9') }])
    const diff = diffTopology(before, after)
    expect(diff.nodesAdded).toEqual([after.nodes.get('10.0.0.1:3')])
    expect(diff.nodesRemoved).toEqual([before.nodes.get('10.0.0.1:2')])
    expect(diff.changed).toBe(true)
  })

  it('tells another node at the same address, where both ids are known', () => {
    const make = (id?: string) => Topology.of([{ primary: at(1, id), ranges: [] }])
    expect(diffTopology(make('a'), make('b')).idChanged).toMatchObject([{ node: { id: 'b' }, from: 'a', to: 'b' }])
    expect(diffTopology(make('a'), make()).changed).toBe(false)
    expect(diffTopology(make(), make('b')).changed).toBe(false)
  })

  it('tells a replica that follows another primary now', () => {
    const make = (first: number[], second: number[]) =>
      Topology.of([
        { primary: at(1), replicas: first.map(port => at(port)), ranges: [] },
        { primary: at(2), replicas: second.map(port => at(port)), ranges: [] },
      ])
    const diff = diffTopology(make([3], [4]), make([], [3, 4]))
    expect(diff.replicasMoved.map(({ node, from, to }) => [node.port, from.port, to.port])).toEqual([[3, 1, 2]])
    expect(diff.changed).toBe(true)
  })

  it('joins the slots that moved between the same two, and tells who had or has none', () => {
    const make = (a: string, b: string) =>
      Topology.of([
        { primary: at(1), ranges: parseSlotRanges(a) },
        { primary: at(2), ranges: parseSlotRanges(b) },
      ])
    expect(moves(make('0-99', '100-199'), make('0-9 30-99 200', '10-29 100-149'))).toEqual([
      [10, 29, 1, 2],
      [150, 199, 2, undefined],
      [200, 200, undefined, 1],
    ])
  })

  it('leads from one owner to the next for every slot', () => {
    const topology = fc
      .array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.nat({ max: 60 }), fc.nat({ max: 9 })), { maxLength: 12 })
      .map(parts =>
        Topology.of(parts.map(([port, from, size]) => ({ primary: at(port), ranges: [{ from, to: from + size }] }))),
      )
    fc.assert(
      fc.property(topology, topology, (before, after) => {
        const owners = Array.from({ length: 100 }, (_, slot) => before.ownerOf(slot)?.port)
        for (const [from, to, old, next] of moves(before, after) as [number, number, number?, number?][]) {
          for (let slot = from; slot <= to; slot++) {
            expect(owners[slot]).toBe(old)
            expect(old).not.toBe(next)
            owners[slot] = next
          }
        }
        expect(owners).toEqual(Array.from({ length: 100 }, (_, slot) => after.ownerOf(slot)?.port))
      }),
    )
  })

  it('finds the same where one came of the other by redirects, as where nothing is known of that', () => {
    const base = Topology.of([
      { primary: at(1), replicas: [at(11), at(12)], ranges: parseSlotRanges('0-49') },
      { primary: at(2), replicas: [at(13)], ranges: parseSlotRanges('50-99') },
    ])
    const moved = fc.tuple(
      fc.nat({ max: 120 }),
      fc.constantFrom(1, 2, 3, 11, 12, 13).map(port => at(port)),
    )
    fc.assert(
      fc.property(fc.array(moved, { maxLength: 6 }), fc.array(moved, { minLength: 1, maxLength: 8 }), (first, then) => {
        const before = base.withSlotsAt(first)
        const after = before.withSlotsAt(then)
        // What was made anew knows nothing of where it came from.
        const fresh = Topology.of(after.toJSON().shards)
        expect(moves(before, after)).toEqual(moves(before, fresh))
        const patched = after.slotsPatchedSince(before)
        if (patched !== undefined) {
          const changed = Array.from({ length: 130 }, (_, slot) => slot).filter(
            slot => before.ownerOf(slot)?.name !== after.ownerOf(slot)?.name,
          )
          expect(patched).toEqual(expect.arrayContaining(changed))
          expect(patched.length).toBeLessThanOrEqual(then.length)
        }
      }),
      { numRuns: 500 },
    )
  })
})
