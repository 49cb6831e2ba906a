import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SlotSet } from './slot-set.js'

const slots = fc.uniqueArray(fc.oneof(fc.nat(16383), fc.nat(70), fc.constantFrom(0, 31, 32, 16382, 16383)), {
  maxLength: 60,
})
const sorted = (list: Iterable<number>): number[] => [...list].sort((a, b) => a - b)

describe('a set of slots', () => {
  it('does what a Set does', () => {
    fc.assert(
      fc.property(slots, slots, (a, b) => {
        const [one, other] = [SlotSet.of(a), SlotSet.of(b)]
        expect([...one]).toEqual(sorted(a))
        expect(one.size).toBe(a.length)
        expect([...one.or(other)]).toEqual(sorted(new Set([...a, ...b])))
        expect([...one.and(other)]).toEqual(sorted(a.filter(slot => b.includes(slot))))
        expect([...one.without(other)]).toEqual(sorted(a.filter(slot => !b.includes(slot))))
        expect(one.without(other).size + one.and(other).size).toBe(a.length)
        expect([...SlotSet.where(slot => a.includes(slot))]).toEqual(sorted(a))
        expect([...SlotSet.ofRanges(one.ranges())]).toEqual(sorted(a))
        expect([...one]).toEqual(sorted(a))
      }),
      { numRuns: 60 },
    )
  })

  it('joins what touches', () => {
    expect(SlotSet.of([7, 5, 6, 31, 32, 33, 16383]).ranges()).toEqual([
      { from: 5, to: 7 },
      { from: 31, to: 33 },
      { from: 16383, to: 16383 },
    ])
    expect(SlotSet.all.ranges()).toEqual([{ from: 0, to: 16383 }])
    expect([SlotSet.all.size, SlotSet.none.size, SlotSet.all.without(SlotSet.of([0])).size]).toEqual([16384, 0, 16383])
  })
})
