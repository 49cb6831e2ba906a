import type { Connection } from '@rc/pool'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CacheStore, type NewEntry } from './store.js'

const [one, two] = [{}, {}] as Connection[]

const entry = (key: string, given: Partial<NewEntry> = {}): NewEntry => ({
  key,
  slot: key.length,
  id: 'GET',
  reply: key,
  bytes: 100,
  until: 1,
  from: one as Connection,
  ...given,
})

describe('CacheStore', () => {
  it('lets go of what was used longest ago, where there are too many', () => {
    const store = new CacheStore({ maxEntries: 3, maxBytes: 10_000 })
    for (const key of ['a', 'b', 'c']) store.put(entry(key))
    store.touch(store.find('a', 'GET') as never)
    store.put(entry('d'))
    expect(['a', 'b', 'c', 'd'].map(key => store.find(key, 'GET')?.reply)).toEqual(['a', undefined, 'c', 'd'])
    expect(store).toMatchObject({ size: 3, evictions: 1 })
  })

  it('lets go of as many as a great one needs, and keeps none that needs more than all', () => {
    const store = new CacheStore({ maxEntries: 100, maxBytes: 2300 })
    for (const key of ['a', 'b', 'c', 'd']) store.put(entry(key))
    store.put(entry('great', { bytes: 1000 }))
    expect(store.find('great', 'GET')).toBeDefined()
    expect(store).toMatchObject({ size: 2, evictions: 3 })
    store.put(entry('great', { bytes: 2300 }))
    expect(store.find('great', 'GET')).toBeUndefined()
    expect(store.find('d', 'GET')).toBeDefined()
  })

  it('lets go of all of a key, of a slot, or of what came over a connection', () => {
    const store = new CacheStore({ maxEntries: 100, maxBytes: 100_000 })
    const fill = (): void => {
      for (const key of ['a', 'b', 'cc', 'ddd']) {
        store.put(entry(key))
        store.put(entry(key, { id: 'STRLEN', from: two as Connection }))
      }
    }
    fill()
    store.removeKey('a')
    expect([store.find('a', 'GET'), store.find('a', 'STRLEN')]).toEqual([undefined, undefined])
    expect(store.size).toBe(6)
    fill()
    expect([...store.slots]).toEqual(expect.arrayContaining([1, 2, 3]))
    store.removeSlot(1)
    expect(new Set(store.slots)).toEqual(new Set([2, 3]))
    expect(store.size).toBe(4)
    fill()
    store.removeFrom(two as Connection)
    expect(store.size).toBe(4)
    expect(store.find('ddd', 'STRLEN')).toBeUndefined()
    store.removeFrom(one as Connection)
    expect(store).toMatchObject({ size: 0, bytes: 0 })
    expect([...store.slots]).toEqual([])
  })

  it('agrees with a simple list, whatever is done to it', () => {
    const key = fc.constantFrom('a', 'b', 'cc', 'dd', 'eee', 'fff')
    const step = fc.oneof(
      fc.record({ does: fc.constant('put' as const), key, bytes: fc.integer({ min: 0, max: 900 }) }),
      fc.record({ does: fc.constantFrom('use' as const, 'drop' as const, 'slot' as const), key }),
      fc.record({ does: fc.constant('clear' as const), key }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), steps => {
        const store = new CacheStore({ maxEntries: 4, maxBytes: 3500 })
        let list: { key: string; cost: number }[] = []
        const sum = (): number => list.reduce((total, { cost }) => total + cost, 0)
        for (const done of steps) {
          const at = list.findIndex(kept => kept.key === done.key)
          switch (done.does) {
            case 'put': {
              const cost = done.bytes + 453 + done.key.length
              store.put(entry(done.key, { bytes: done.bytes }))
              if (at !== -1) list.splice(at, 1)
              while (list.length >= 4 || (list.length > 0 && sum() + cost > 3500)) list.shift()
              list.push({ key: done.key, cost })
              break
            }
            case 'use': {
              const found = store.find(done.key, 'GET')
              expect(found !== undefined).toBe(at !== -1)
              if (found !== undefined) store.touch(found)
              if (at !== -1) list.push(...list.splice(at, 1))
              break
            }
            case 'drop':
              store.removeKey(done.key)
              if (at !== -1) list.splice(at, 1)
              break
            case 'slot':
              store.removeSlot(done.key.length)
              list = list.filter(kept => kept.key.length !== done.key.length)
              break
            case 'clear':
              store.clear()
              list = []
          }
          expect([store.size, store.bytes]).toEqual([list.length, sum()])
        }
        for (const { key: kept } of list) expect(store.find(kept, 'GET')?.reply).toBe(kept)
      }),
    )
  })
})
