import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InFlight } from './in-flight.js'
import type { Pending } from './pending.js'

class Item implements Pending {
  readonly request = { spec: { head: '', words: 0 }, args: [] }
  readonly asBytes = false
  readonly deadline = 0
  readonly joined: boolean
  readonly id: number
  readonly bytes: number
  settled = false

  constructor(id: number, joined: boolean) {
    this.id = id
    this.bytes = (id % 7) + 1
    this.joined = joined
  }

  settle(): void {}
  fail(): void {}
  expire(): void {}
}

const id = (pending: Pending | undefined): number | undefined => (pending as Item | undefined)?.id

/** What may be done to the queue; the same is done to two plain lists. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('push' as const), joined: fc.boolean() }),
  fc.record({ kind: fc.constant('write' as const), room: fc.constantFrom(1, 2, 5, 200) }),
  fc.record({ kind: fc.constant('shift' as const), count: fc.constantFrom(1, 1, 150) }),
  fc.record({ kind: fc.constant('settle' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('prune' as const) }),
  fc.record({ kind: fc.constant('burst' as const), count: fc.integer({ min: 50, max: 200 }) }),
)

describe('InFlight', () => {
  it('does what two lists do: those written, then those not', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 100, undefined), fc.array(step, { maxLength: 60 }), (farthest, steps) => {
        const queue = new InFlight(farthest)
        let written: Item[] = []
        let unwritten: Item[] = []
        let next = 0
        const push = (joined: boolean) => {
          const item = new Item(next++, joined)
          queue.push(item, item.bytes)
          unwritten.push(item)
        }
        for (const action of steps) {
          switch (action.kind) {
            case 'push':
              push(action.joined)
              break
            case 'burst':
              for (let i = 0; i < action.count; i++) push(false)
              break
            case 'settle': {
              const all = [...written, ...unwritten]
              const item = all[action.at % Math.max(1, all.length)]
              if (item !== undefined) item.settled = true
              break
            }
            case 'write': {
              const out: number[] = []
              let room = action.room
              queue.write(pending => {
                out.push((pending as Item).id)
                return --room > 0
              })
              const expected: number[] = []
              let left = action.room
              let going = true
              while (going && unwritten.length > 0) {
                const item = unwritten.shift() as Item
                if (item.settled) continue
                expected.push(item.id)
                written.push(item)
                going = --left > 0 || item.joined
              }
              expect(out).toEqual(expected)
              break
            }
            case 'shift':
              for (let i = 0; i < action.count; i++) expect(id(queue.shift())).toBe(written.shift()?.id)
              break
            case 'prune':
              queue.prune()
              unwritten = unwritten.filter(item => !item.settled)
              break
          }
          expect([queue.written, queue.unwritten, queue.size]).toEqual([
            written.length,
            unwritten.length,
            written.length + unwritten.length,
          ])
          expect(queue.bytes).toBe([...written, ...unwritten].reduce((sum, { bytes }) => sum + bytes, 0))
          expect(id(queue.first())).toBe(written[0]?.id)
          const seen: [number | undefined, boolean][] = []
          queue.forEach((pending, sent) => seen.push([id(pending), sent]))
          expect(seen).toEqual([...written.map(item => [item.id, true]), ...unwritten.map(item => [item.id, false])])
        }
        const all = [
          ...written.map(item => ({ id: item.id, sent: true })),
          ...unwritten.map(item => ({ id: item.id, sent: false })),
        ]
        expect(queue.drain().map(({ pending, sent }) => ({ id: id(pending), sent }))).toEqual(all)
        expect([queue.size, queue.bytes]).toEqual([0, 0])
      }),
      { numRuns: 500 },
    )
  })

  it('says whether one waits here, and whether it was written', () => {
    const queue = new InFlight()
    const [a, b, c] = [new Item(1, false), new Item(2, false), new Item(3, false)]
    queue.push(a, 1)
    queue.push(b, 1)
    queue.write(pending => pending !== a)
    expect(queue.has(a)).toEqual({ sent: true })
    expect(queue.has(b)).toEqual({ sent: false })
    expect(queue.has(c)).toBe(undefined)
  })

  it('says whether another node would do for all that somebody still waits for', () => {
    const queue = new InFlight()
    const [read, write] = [Object.assign(new Item(1, false), { movable: true }), new Item(2, false)]
    queue.push(read, 1)
    queue.push(write, 1)
    expect([queue.movable(1), queue.movable(2)]).toEqual([true, false])
    write.settled = true
    expect(queue.movable(2)).toBe(true)
  })

  it.each([undefined, 10])('visits all that wait though a visit pushes more: positions set back at %s', farthest => {
    const queue = new InFlight(farthest)
    const all: number[] = []
    const push = (count: number): void => {
      for (let i = 0; i < count; i++) queue.push(new Item(all.push(all.length) - 1, false), 1)
    }
    push(40)
    queue.write(() => true)
    for (let i = 0; i < 20; i++) queue.shift()
    const seen: (number | undefined)[] = []
    queue.forEach(pending => {
      seen.push(id(pending))
      if (seen.length === 5) push(100)
    })
    expect(seen).toEqual(all.slice(20))
  })

  it('counts what is larger than two gigabytes as that, and is empty when all has gone', () => {
    const queue = new InFlight()
    for (let n = 1; n <= 3; n++) queue.push(new Item(n, false), 3e9)
    expect(queue.bytes).toBe(3 * (2 ** 31 - 1))
    queue.write(() => true)
    for (let n = 1; n <= 3; n++) expect(id(queue.shift())).toBe(n)
    expect(queue.bytes).toBe(0)
  })

  it('goes on in order where positions are set back, whatever is under way', () => {
    const queue = new InFlight(100)
    let next = 0
    let due = 0
    for (let round = 0; round < 2000; round++) {
      for (let i = 0; i < (round % 40) + 1; i++) queue.push(new Item(next++, false), 1)
      let room = (round % 31) + 1
      queue.write(() => --room > 0)
      for (let i = 0; i < (round % 37) + 1 && queue.written > 0; i++) expect(id(queue.shift())).toBe(due++)
      expect(queue.size).toBe(next - due)
      expect(queue.written).toBeGreaterThanOrEqual(0)
      expect(queue.unwritten).toBeGreaterThanOrEqual(0)
    }
    expect(due).toBeGreaterThan(20_000)
  })
})
