import { type ShardInput, SLOT_COUNT, Topology } from '@rc/slots'
import { describe, expect, it } from 'vitest'
import { ClusterMap } from './topology-map.js'
import type { View } from './topology-view.js'

const node = (port: number) => ({ host: '10.0.0.1', port, id: `n${port}`, name: `10.0.0.1:${port}` })
const shard = (port: number, from: number, to: number, epoch: number): ShardInput => ({
  primary: node(port),
  ranges: from > to ? [] : [{ from, to }],
  epoch,
})
const view = (self: number, shards: readonly ShardInput[]): View => ({
  from: node(self).name,
  self: `n${self}`,
  askedAt: 0,
  shards: Topology.of(shards).toJSON().shards,
})
const failure = (port: number) => ({ node: node(port).name, error: new Error('down') })
const A = shard(1, 0, 5460, 1)
const B = shard(2, 5461, 10_922, 2)
const C = shard(3, 10_923, 16_383, 3)
const ALL = [A, B, C]
const TIMES = { askedAt: 1000, now: 1010 }

function begun({ requireFullCoverage = false, shards = ALL } = {}): ClusterMap {
  const map = new ClusterMap(requireFullCoverage)
  map.begin([view(1, shards)])
  return map
}
const owner = (map: ClusterMap, slot: number) => map.topology.ownerOf(slot)?.port

describe('ClusterMap', () => {
  it('asks whom an old view concerns, and keeps what is known while that one is silent', () => {
    const map = begun({ shards: [A, shard(2, 5461, 16_383, 9), shard(3, 1, 0, 3)] })
    const stale = [view(1, ALL)]
    expect(map.judge({ views: stale, failures: [] })).toEqual({ enough: false, next: [node(2).name] })
    map.take(stale, TIMES)
    expect(owner(map, 12_000)).toBe(2)
  })

  it('believes most primaries where the one concerned is gone: a cluster restored from a backup', () => {
    const map = begun({ shards: [A, shard(2, 5461, 10_922, 9), C] })
    const views = [view(1, [A, shard(4, 5461, 10_922, 4), C]), view(3, [A, shard(4, 5461, 10_922, 4), C])]
    expect(map.judge({ views, failures: [] }).enough).toBe(false)
    expect(map.judge({ views, failures: [failure(2)] }).enough).toBe(true)
    map.take(views, TIMES)
    expect(owner(map, 6000)).toBe(4)
  })

  it('takes no smaller map by accident, and a smaller one that is true', () => {
    const map = begun()
    const without = [A, shard(2, 5461, 10_000, 2), C]
    map.take([view(1, without)], TIMES)
    expect(owner(map, 10_500)).toBe(2)
    map.take([view(1, without), view(2, without)], TIMES)
    expect(owner(map, 10_500)).toBeUndefined()
    expect(map.topology.coveredSlots).toBe(SLOT_COUNT - 922)
  })

  it('is moved by redirects, which older views do not take back', () => {
    const map = begun()
    map.moved(7, node(2), 900)
    expect(owner(map, 7)).toBe(2)
    map.take([view(1, ALL), view(2, ALL)], TIMES)
    expect(owner(map, 7)).toBe(2)
    expect(owner(map, 8)).toBe(1)
    map.take([view(1, [shard(1, 0, 5460, 4), B, C])], TIMES)
    expect(owner(map, 7)).toBe(1)
  })

  it('gives another cluster no place beside the known one, and its place where that is gone', () => {
    const map = begun()
    const other = view(9, [shard(9, 0, 16_383, 50)])
    expect(map.judge({ views: [other], failures: [] }).enough).toBe(false)
    expect(map.take([view(1, ALL), other], TIMES)?.foreign).toEqual([node(9).name])
    expect(owner(map, 7)).toBe(1)
    expect(map.take([other], TIMES)?.foreign).toEqual([node(9).name])
    expect(owner(map, 7)).toBe(9)
  })

  it('is nothing where nothing was heard', () => {
    const map = begun()
    expect(map.take([], TIMES)).toBeUndefined()
    expect(owner(map, 7)).toBe(1)
  })
})

describe('requireFullCoverage', () => {
  const gap = [A, B, shard(3, 10_923, 16_000, 3)]

  it('refuses a first map with a gap', () => {
    expect(() => begun({ requireFullCoverage: true, shards: gap })).toThrow(
      expect.objectContaining({ name: 'SlotNotCoveredError', slot: 16_001 }),
    )
    expect(begun({ shards: gap }).topology.coveredSlots).toBe(16_001)
  })

  it('keeps the last owner of a slot that was lost, tells it once, and follows all else', () => {
    const map = begun({ requireFullCoverage: true })
    const promoted = shard(12, 5461, 10_922, 8)
    const views = [view(1, [A, promoted, gap[2] as ShardInput]), view(3, [A, promoted, gap[2] as ShardInput])]
    expect(map.take(views, TIMES)?.gap).toMatchObject({ slot: 16_001 })
    expect(map.take(views, TIMES)?.gap).toBeUndefined()
    expect(owner(map, 16_001)).toBe(3)
    expect(owner(map, 6000)).toBe(12)
    map.take([view(1, [A, promoted, C])], TIMES)
    expect(map.take(views, TIMES)?.gap).toMatchObject({ slot: 16_001 })
  })
})
