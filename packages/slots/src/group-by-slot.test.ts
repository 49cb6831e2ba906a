import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { groupBySlot, positionsBySlot, sameSlot } from './group-by-slot.js'
import type { Key } from './key.js'
import { keySlot } from './key-slot.js'

const keys = fc.array(fc.string({ unit: fc.constantFrom('{', '}', 'a', 'b', 'c'), maxLength: 4 }))

describe('groupBySlot', () => {
  it('keeps every key, in order, under its own slot', () => {
    fc.assert(
      fc.property(keys, list => {
        const groups = groupBySlot(list)
        for (const [slot, group] of groups) expect(group).toEqual(list.filter(key => keySlot(key) === slot))
        expect([...groups.keys()]).toEqual([...new Set(list.map(keySlot))])
      }),
    )
  })

  it('keeps the type of the keys', () => {
    expectTypeOf(groupBySlot([] as string[])).toEqualTypeOf<Map<number, string[]>>()
    expectTypeOf(groupBySlot(new Set<Key>())).toEqualTypeOf<Map<number, Key[]>>()
  })
})

describe('positionsBySlot', () => {
  it('puts answers that came slot by slot back in order', () => {
    fc.assert(
      fc.property(keys, list => {
        const answers: string[] = []
        const groups = groupBySlot(list)
        for (const [slot, positions] of positionsBySlot(list)) {
          for (const [i, position] of positions.entries()) answers[position] = groups.get(slot)?.[i] ?? ''
        }
        expect(answers).toEqual(list)
      }),
    )
  })
})

describe('sameSlot', () => {
  it('is whether there is at most one group', () => {
    fc.assert(
      fc.property(keys, list => {
        expect(sameSlot(list)).toBe(groupBySlot(list).size <= 1)
      }),
    )
  })

  it('takes keys of all kinds, and any iterable', () => {
    expect(sameSlot(new Set(['{1}a', 1, 1n, Buffer.from('1')]))).toBe(true)
    expect(sameSlot([])).toBe(true)
    expect(sameSlot(['a', 'b'])).toBe(false)
  })
})
