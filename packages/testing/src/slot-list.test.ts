import { expect, test } from 'vitest'
import { slotShare } from './form-cluster.js'
import { type SlotSpec, slotList } from './slot-list.js'

test.each<[SlotSpec, number[]]>([
  [5, [5]],
  ['5', [5]],
  ['3-5', [3, 4, 5]],
  [' 1 - 2 , 7', [1, 2, 7]],
  [{ from: 1, to: 2 }, [1, 2]],
  [{ start: 1, end: 1 }, [1]],
  [
    [7, '2-3', { from: 2, to: 4 }, 7],
    [2, 3, 4, 7],
  ],
])('%j means %j', (spec, slots) => {
  expect(slotList(spec)).toEqual(slots)
})

test.each<[SlotSpec]>([[-1], [16_384], [1.5], ['a'], ['1-'], ['5-1'], [[]], [''], [{ from: 0, to: 16_384 }]])(
  '%j is refused',
  spec => {
    expect(() => slotList(spec)).toThrow(/slot|range/)
  },
)

test('shares are even, without gaps', () => {
  for (const primaries of [1, 2, 3, 7, 100]) {
    const shares = Array.from({ length: primaries }, (_, index) => slotShare(index, primaries))
    expect(shares.flatMap(([from, to]) => slotList({ from, to }))).toHaveLength(16_384)
    const sizes = shares.map(([from, to]) => to - from)
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
  }
})
