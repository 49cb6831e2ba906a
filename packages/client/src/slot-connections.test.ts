import type { Connection } from '@rc/pool'
import { describe, expect, it } from 'vitest'
import { SlotConnections } from './slot-connections.js'

const connection = (over = false) => ({ over }) as Connection

describe('SlotConnections', () => {
  it('knows the connection of each slot, first and last', () => {
    const table = new SlotConnections()
    const a = connection()
    const b = connection()
    table.set(0, a)
    table.set(16_383, b)
    table.set(7, a)
    expect([0, 7, 16_383, 8].map(slot => table.of(slot))).toEqual([a, a, b, undefined])
    expect(table.of(7)).toBe(a)
    expect(table.of(16_383)).toBe(b)
  })

  it('forgets a range, and nothing beside it', () => {
    const table = new SlotConnections()
    const a = connection()
    for (const slot of [4, 5, 9, 10]) table.set(slot, a)
    table.forget({ from: 5, to: 9 })
    expect([4, 5, 9, 10].map(slot => table.of(slot) === a)).toEqual([true, false, false, true])
  })

  it('hands out none that takes no more commands', () => {
    const table = new SlotConnections()
    const a = { over: false }
    table.set(1, a as Connection)
    a.over = true
    expect(table.of(1)).toBeUndefined()
  })

  it('keeps those that are over alive no longer than until the next one comes, and gives their slots to nobody', () => {
    const table = new SlotConnections()
    const live = connection()
    table.set(0, live)
    for (let i = 1; i <= 300; i++) {
      const next = { over: false }
      table.set(i, next as Connection)
      expect([table.of(i), table.size]).toEqual([next, 2])
      expect(table.of(i - 1)).toBe(i === 1 ? live : undefined)
      next.over = true
      expect(table.of(i)).toBeUndefined()
    }
    expect(table.of(0)).toBe(live)
  })

  it('tells a thousand connections apart', () => {
    const table = new SlotConnections()
    const all = Array.from({ length: 1000 }, () => connection())
    for (const [slot, one] of all.entries()) table.set(slot, one)
    expect(all.every((one, slot) => table.of(slot) === one)).toBe(true)
    expect([table.size, table.of(1000)]).toEqual([1000, undefined])
  })
})
