import { type ShardDescription, type ShardInput, Topology } from '@rc/slots'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isForeign, keepOwners, majorityHeard, reconcile } from './topology-reconcile.js'
import type { View } from './topology-view.js'

const at = (port: number, more: object = {}) => ({ host: '10.0.0.1', port, id: `n${port}`, ...more })
const shard = (port: number, slots: readonly [number, number], epoch: number | undefined, replicas: number[] = []) => ({
  primary: at(port),
  ranges: [{ from: slots[0], to: slots[1] }],
  replicas: replicas.map(replica => at(replica)),
  epoch,
})
const describeAll = (shards: readonly ShardInput[]): readonly ShardDescription[] => Topology.of(shards).toJSON().shards
const view = (self: number, shards: readonly ShardInput[], from = `10.0.0.1:${self}`): View => ({
  from,
  self: `n${self}`,
  askedAt: 0,
  shards: describeAll(shards),
})

const A = shard(1, [0, 5460], 1, [11])
const B = shard(2, [5461, 10922], 2, [12])
const C = shard(3, [10923, 16383], 3, [13])
const KNOWN = Topology.of([A, B, C])
const owners = (topology: Topology) => [0, 6000, 12_000].map(slot => topology.ownerOf(slot)?.port)

describe('reconcile', () => {
  it('takes of each shard what is told at the highest epoch, whoever tells it', () => {
    const promoted = { ...shard(12, [5461, 10922], 7), replicas: [at(2)] }
    const { topology, doubts } = reconcile(KNOWN, [view(1, [A, B, C]), view(3, [A, promoted, C]), view(13, [A, B, C])])
    expect(owners(topology)).toEqual([1, 12, 3])
    expect(topology.nodes.get('10.0.0.1:2')?.role).toBe('replica')
    expect(topology.coveredSlots).toBe(16384)
    expect(doubts).toEqual([])
  })

  it('goes back to no older view, and says whom to ask', () => {
    const newer = Topology.of([A, { ...shard(12, [5461, 10922], 7), replicas: [at(2)] }, C])
    const { topology, doubts } = reconcile(newer, [view(1, [A, B, C])])
    expect(owners(topology)).toEqual([1, 12, 3])
    expect(doubts).toEqual(['10.0.0.1:12'])
  })

  it('has no doubt once the one concerned has spoken', () => {
    const newer = Topology.of([A, { ...shard(12, [5461, 10922], 7), replicas: [at(2)] }, C])
    const own = view(12, [A, { ...shard(12, [5461, 10922], 7), replicas: [at(2)] }, C])
    expect(reconcile(newer, [view(1, [A, B, C]), own])).toMatchObject({ doubts: [] })
  })

  it('leaves a demoted primary, told of by a stale node under its old address, out of the shards', () => {
    const promoted = { ...shard(12, [5461, 10922], 7), replicas: [at(2, { port: 22 })] }
    const { topology } = reconcile(KNOWN, [view(1, [A, B, C]), view(3, [A, promoted, C])])
    expect(new Set(topology.shards.map(({ primary }) => primary.port))).toEqual(new Set([1, 3, 12]))
    expect(topology.shards).toHaveLength(3)
    expect(topology.nodes.has('10.0.0.1:2')).toBe(false)
    expect(topology.nodes.get('10.0.0.1:22')?.id).toBe('n2')
  })

  it('finds a smaller view doubtful until the one who lost has spoken', () => {
    const { topology, doubts } = reconcile(KNOWN, [view(1, [A, { ...B, ranges: [] }, C])])
    expect(doubts).toEqual(['10.0.0.1:2'])
    expect(topology.ownerOf(6000)).toBeUndefined()
    expect(owners(keepOwners(KNOWN, topology))).toEqual([1, 2, 3])
    const own = reconcile(KNOWN, [view(1, [A, B, C]), view(2, [A, { ...B, ranges: [{ from: 5461, to: 9999 }] }, C])])
    expect(own.doubts).toEqual([])
    expect(own.topology.ownerOf(10_000)).toBeUndefined()
    expect(own.topology.ownerOf(9999)?.port).toBe(2)
  })

  it('keeps a shard that a view has never heard of', () => {
    const { topology, doubts } = reconcile(KNOWN, [view(1, [A, B])])
    expect(owners(topology)).toEqual([1, 2, 3])
    expect(doubts).toEqual(['10.0.0.1:3'])
  })

  it('drops a shard that was drained and forgotten', () => {
    const { topology, doubts } = reconcile(KNOWN, [
      view(1, [{ ...A, epoch: 9, ranges: [...A.ranges, ...C.ranges] }, B]),
    ])
    expect(owners(topology)).toEqual([1, 2, 1])
    expect([...topology.nodes.values()].some(({ port }) => port === 3)).toBe(false)
    expect(doubts).toEqual([])
  })

  it('follows a node by its id to another address', () => {
    const moved = { ...B, primary: at(2, { port: 52 }) }
    const { topology, doubts } = reconcile(KNOWN, [view(1, [A, B, C]), view(2, [A, moved, C], '10.0.0.1:52')])
    expect(owners(topology)).toEqual([1, 52, 3])
    expect(topology.nodes.has('10.0.0.1:2')).toBe(false)
    expect(doubts).toEqual([])
  })

  it('gives an address to the node that answers there, not to the one that was there', () => {
    const wiped = { primary: at(2, { id: 'new' }), ranges: [], epoch: 0 }
    const here: View = { from: '10.0.0.1:2', self: 'new', askedAt: 0, shards: describeAll([A, C, wiped]) }
    const { topology } = reconcile(KNOWN, [view(1, [A, B, C]), here])
    expect(topology.nodes.get('10.0.0.1:2')?.id).toBe('new')
    // Though all have forgotten the one that was there, and nobody has its slots yet.
    expect(reconcile(KNOWN, [here]).topology.nodes.get('10.0.0.1:2')?.id).toBe('new')
  })

  it('believes the first of views that tell no epochs', () => {
    const plain = [A, B, C].map(one => ({ ...one, epoch: undefined }))
    const other = [shard(1, [0, 10922], undefined), shard(3, [10923, 16383], undefined)]
    expect(owners(reconcile(KNOWN, [view(1, other), view(2, plain)]).topology)).toEqual([1, 1, 3])
  })

  it('gives, in any order and with any stale views, what the newest views say', () => {
    // A history of the cluster: at each step one primary takes over some range at an epoch of its own.
    const step = fc.record({
      node: fc.integer({ min: 0, max: 3 }),
      from: fc.nat(7),
      length: fc.integer({ min: 1, max: 8 }),
    })
    const histories = fc.array(step, { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(histories, fc.array(fc.nat(11), { maxLength: 3 }), fc.nat(11), (steps, stale, knownAt) => {
        const states = play(steps)
        const last = states.at(-1) as State
        const heard = stale.map(i => viewOf(states[i % states.length] as State, 1))
        const fresh = last.epochs.map((_, node) => viewOf(last, node))
        const known = Topology.of(shardsOf(states[knownAt % states.length] as State))
        const truth = Topology.of(shardsOf(last))
        for (const views of [
          [...heard, ...fresh],
          [...fresh, ...heard],
        ]) {
          const { topology, doubts } = reconcile(known, views)
          expect(ownersOf(topology)).toEqual(ownersOf(truth))
          expect(doubts).toEqual([])
        }
        // And stale views alone take nothing back.
        if (heard.length > 0) expect(ownersOf(reconcile(truth, heard).topology)).toEqual(ownersOf(truth))
      }),
      { numRuns: 300 },
    )
  })
})

interface State {
  readonly epochs: readonly number[]
  /** Owner of each of eight parts of the slots. */
  readonly parts: readonly number[]
}

function play(steps: readonly { node: number; from: number; length: number }[]): State[] {
  const states: State[] = [{ epochs: [1, 2, 3, 4], parts: [0, 0, 1, 1, 2, 2, 3, 3] }]
  let epoch = 4
  for (const { node, from, length } of steps) {
    const { epochs, parts } = states.at(-1) as State
    epoch++
    states.push({
      epochs: epochs.map((old, i) => (i === node ? epoch : old)),
      parts: parts.map((owner, part) => (part >= from && part < from + length ? node : owner)),
    })
  }
  return states
}

const shardsOf = ({ epochs, parts }: State): ShardInput[] =>
  epochs.map((epoch, node) => ({
    primary: at(node + 1),
    epoch,
    ranges: parts.flatMap((owner, part) => (owner === node ? [{ from: part * 2048, to: part * 2048 + 2047 }] : [])),
  }))

const viewOf = (state: State, node: number): View => view(node + 1, shardsOf(state))

const ownersOf = (topology: Topology) => Array.from({ length: 8 }, (_, part) => topology.ownerOf(part * 2048)?.port)

describe('majorityHeard', () => {
  it('counts primaries with slots that answered themselves', () => {
    expect(majorityHeard(KNOWN, [view(1, [A])])).toBe(false)
    expect(majorityHeard(KNOWN, [view(1, [A]), view(1, [A])])).toBe(false)
    expect(majorityHeard(KNOWN, [view(1, [A]), view(12, [A])])).toBe(false)
    expect(majorityHeard(KNOWN, [view(1, [A]), view(3, [A])])).toBe(true)
    const nameless = { ...view(3, [A]), self: undefined }
    expect(majorityHeard(KNOWN, [view(1, [A]), nameless])).toBe(true)
  })
})

describe('isForeign', () => {
  it('is a view that has not one node in common with the map', () => {
    expect(isForeign(KNOWN, view(1, [A]))).toBe(false)
    expect(isForeign(KNOWN, view(7, [shard(7, [0, 16383], 1, [11])]))).toBe(false)
    expect(isForeign(KNOWN, view(7, [shard(7, [0, 16383], 1)]))).toBe(true)
    expect(isForeign(Topology.empty, view(7, [shard(7, [0, 16383], 1)]))).toBe(false)
  })
})

describe('keepOwners', () => {
  it('gives a slot back to no replica, and to an owner that is gone', () => {
    const after = Topology.of([A, { ...shard(3, [10923, 16383], 9), replicas: [at(2)] }])
    expect(keepOwners(KNOWN, after).ownerOf(6000)).toBeUndefined()
    expect(keepOwners(KNOWN, Topology.of([A, C])).ownerOf(6000)?.port).toBe(2)
    expect(keepOwners(KNOWN, KNOWN)).toBe(KNOWN)
  })
})
