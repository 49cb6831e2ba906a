import { ConfigError } from '@rc/errors'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SLOT_COUNT } from './key.js'
import { evenSlotRanges, formatSlotRanges, parseSlotRanges } from './slot-ranges.js'

describe('parseSlotRanges', () => {
  it('reads slots and ranges apart by spaces, commas and line breaks', () => {
    const ranges = [
      { from: 0, to: 5460 },
      { from: 6000, to: 6000 },
      { from: 7000, to: 7010 },
    ]
    expect(parseSlotRanges('0-5460 6000 7000-7010')).toEqual(ranges)
    expect(parseSlotRanges(' 0-5460,6000,\n7000-7010 ')).toEqual(ranges)
    expect(parseSlotRanges('')).toEqual([])
  })

  it.each(['a', '-1', '1-', '-', '5-4', '16384', '0-16384', '1--2', '1-2-3', '01', '1.5', '0x10', '1 - 2'])(
    'refuses %s',
    text => expect(() => parseSlotRanges(text)).toThrow(ConfigError),
  )

  it('reads what formatSlotRanges writes', () => {
    const slot = fc.integer({ min: 0, max: SLOT_COUNT - 1 })
    const range = fc.tuple(slot, slot).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }))
    fc.assert(
      fc.property(fc.array(range), list => {
        expect(parseSlotRanges(formatSlotRanges(list))).toEqual(list)
      }),
    )
  })
})

describe('evenSlotRanges', () => {
  it('divides as redis-cli does', () => {
    expect(formatSlotRanges(evenSlotRanges(3))).toBe('0-5460 5461-10922 10923-16383')
  })

  it('gives every slot away, in order, to shards that differ by one slot at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: SLOT_COUNT }), count => {
        const ranges = evenSlotRanges(count)
        const sizes = ranges.map(({ from, to }) => to - from + 1)
        expect(ranges).toHaveLength(count)
        expect(ranges[0]?.from).toBe(0)
        expect(ranges.at(-1)?.to).toBe(SLOT_COUNT - 1)
        expect(ranges.every((range, i) => i === 0 || range.from === (ranges[i - 1]?.to ?? 0) + 1)).toBe(true)
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it.each([0, -1, 1.5, SLOT_COUNT + 1, Number.NaN])('refuses %s shards', count => {
    expect(() => evenSlotRanges(count)).toThrow(ConfigError)
  })
})
