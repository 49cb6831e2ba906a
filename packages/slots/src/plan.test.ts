import { ConfigError } from '@rc/errors'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HotTags } from './hot-tags.js'
import { keySlot } from './key-slot.js'
import { KeyPlanner, planKeys } from './plan.js'
import { parseSlotRanges } from './slot-ranges.js'
import { tagForSlot } from './tag-for-slot.js'
import { Topology } from './topology.js'

const key = (slot: number, i: number | string = 0): string => `${i}{${tagForSlot(slot)}}`
const topology = Topology.of([
  {
    primary: { host: '10.0.0.1', port: 1 },
    replicas: [{ host: '10.0.0.1', port: 2 }],
    ranges: parseSlotRanges('0-9 20'),
  },
  { primary: { host: '10.0.0.1', port: 3 }, ranges: parseSlotRanges('10-19') },
  { primary: { host: '10.0.0.1', port: 4 }, ranges: [] },
])

describe('planKeys', () => {
  it('counts by slot, shard and node', () => {
    const plan = planKeys([key(3), key(3, 1), key(20), key(10), key(99)], topology)
    expect(plan).toMatchObject({
      total: 5,
      slots: [
        { slot: 3, keys: 2 },
        { slot: 10, keys: 1 },
        { slot: 20, keys: 1 },
        { slot: 99, keys: 1 },
      ],
      shards: [
        { name: '10.0.0.1:1', ranges: '0-9 20', slots: 11, keys: 3, share: 0.6 },
        { name: '10.0.0.1:3', ranges: '10-19', slots: 10, keys: 1, share: 0.2 },
        { name: '10.0.0.1:4', ranges: '', slots: 0, keys: 0, share: 0 },
      ],
      nodes: [
        { name: '10.0.0.1:1', role: 'primary', keys: 3 },
        { name: '10.0.0.1:2', role: 'replica', keys: 3 },
        { name: '10.0.0.1:3', role: 'primary', keys: 1 },
        { name: '10.0.0.1:4', role: 'primary', keys: 0 },
      ],
      uncovered: 1,
      // The shard without slots cannot hold keys, and does not spoil the balance.
      balance: { over: 'shards', min: 1, mean: 2, max: 3, skew: 1.5, deviation: 0.5 },
    })
    expect(plan.hottestSlots[0]).toEqual({ slot: 3, keys: 2 })
  })

  it('divides evenly over as many shards as are assumed', () => {
    const plan = planKeys([key(0), key(5460), key(5461), key(16383)], undefined, { shards: 3 })
    expect(plan.shards.map(({ name, keys }) => [name, keys])).toEqual([
      ['shard-1', 2],
      ['shard-2', 1],
      ['shard-3', 1],
    ])
    expect(plan).toMatchObject({ nodes: [], uncovered: 0 })
  })

  it('compares slots where there are no shards', () => {
    const plan = planKeys([key(1), key(1, 1)])
    expect(plan).toMatchObject({ shards: [], uncovered: 0, balance: { over: 'slots', max: 2, skew: 16384 } })
  })

  it('has a plan for no keys', () => {
    expect(planKeys([], topology)).toMatchObject({ total: 0, slots: [], balance: { skew: 1, deviation: 0 } })
  })

  it('tells the tags that most keys have, of bytes as of strings', () => {
    const keys = ['{a}1', '{a}2', Buffer.from('{a}3'), '{b}1', 'c', '{}', 7, 7n]
    expect(planKeys(keys).hottestTags).toEqual([
      { tag: 'a', slot: keySlot('a'), keys: 3, overcount: 0 },
      { tag: 'b', slot: keySlot('b'), keys: 1, overcount: 0 },
    ])
    expect(planKeys(keys, undefined, { top: 1 }).hottestTags).toHaveLength(1)
    const binary = Buffer.from([0x7b, 0xff, 0x7d])
    expect(planKeys([binary]).hottestTags[0]).toMatchObject({ tag: '\ufffd', slot: keySlot(binary) })
  })

  it('counts every key once, wherever it goes', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.integer({ min: 1, max: 50 }), (keys, shards) => {
        const plan = planKeys(keys, undefined, { shards })
        const sum = (list: readonly { keys: number }[]) => list.reduce((all, { keys: count }) => all + count, 0)
        expect([plan.total, sum(plan.slots), sum(plan.shards)]).toEqual([keys.length, keys.length, keys.length])
      }),
    )
  })

  it('can be asked in between', () => {
    const planner = new KeyPlanner()
    planner.add('a')
    const first = planner.result()
    planner.add('b')
    expect([first.total, planner.result().total]).toEqual([1, 2])
  })

  it.each([{ shards: 0 }, { shards: 1.5 }, { shards: 16385 }, { top: 0 }, { trackedTags: -1 }])(
    'refuses %o',
    options => {
      expect(() => planKeys([], undefined, options)).toThrow(ConfigError)
    },
  )

  it('is plain data', () => {
    const plan = planKeys([key(3)], topology)
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan)
  })
})

describe('HotTags', () => {
  const count = (tags: readonly string[], capacity: number) => {
    const hot = new HotTags(capacity)
    for (const tag of tags) hot.add(tag, 0)
    return hot.top(1000)
  }

  it('keeps to its bounds, and its counts to theirs', () => {
    const tag = fc.oneof(
      fc.constantFrom('hot', 'warm'),
      fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 3 }),
    )
    fc.assert(
      fc.property(fc.array(tag, { maxLength: 300 }), fc.integer({ min: 1, max: 10 }), (tags, capacity) => {
        const top = count(tags, capacity)
        expect(top.length).toBeLessThanOrEqual(2 * capacity)
        for (const { tag: text, keys, overcount } of top) {
          const truth = tags.filter(other => other === text).length
          expect(keys).toBeGreaterThanOrEqual(truth)
          expect(keys - overcount).toBeLessThanOrEqual(truth)
        }
      }),
    )
  })

  it('is exact while there are few different tags', () => {
    expect(count(['b', 'a', 'b', 'c', 'a', 'b'], 3)).toEqual([
      { tag: 'b', slot: 0, keys: 3, overcount: 0 },
      { tag: 'a', slot: 0, keys: 2, overcount: 0 },
      { tag: 'c', slot: 0, keys: 1, overcount: 0 },
    ])
  })

  it('never loses a tag that is frequent enough', () => {
    const tags = Array.from({ length: 20_000 }, (_, i) => (i % 10 === 0 ? 'hot' : `rare-${i}`))
    expect(count(tags, 20)[0]).toMatchObject({ tag: 'hot' })
    expect(count(tags, 20)[0]?.keys).toBeGreaterThanOrEqual(2000)
  })
})
