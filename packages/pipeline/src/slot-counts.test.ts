import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SlotCounts } from './slot-counts.js'

describe('SlotCounts', () => {
  it('counts each slot by itself, however high, and down again', () => {
    const counts = new SlotCounts()
    for (let i = 0; i < 1000; i++) counts.up(5)
    counts.up(4)
    counts.up(16_383)
    expect([4, 5, 6, 16_383].map(slot => counts.of(slot))).toEqual([1, 1000, 0, 1])
    for (let left = 999; left >= 0; left--) {
      counts.down(5)
      expect(counts.of(5)).toBe(left)
    }
    expect([4, 16_383].map(slot => counts.of(slot))).toEqual([1, 1])
  })

  it('is right wherever it turns round', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -300, max: 300 }), { maxLength: 12 }), steps => {
        const counts = new SlotCounts()
        let count = 0
        for (const step of steps) {
          for (let i = 0; i < Math.abs(step); i++) {
            if (step > 0) counts.up(9)
            else if (count > 0) counts.down(9)
            else break
            count += Math.sign(step)
            expect(counts.of(9)).toBe(count)
          }
        }
      }),
    )
  })
})
