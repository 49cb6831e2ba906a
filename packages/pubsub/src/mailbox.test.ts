import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Mailbox } from './mailbox.js'

const acts = fc.array(
  fc.oneof({ weight: 3, arbitrary: fc.constant('push') }, { weight: 2, arbitrary: fc.constantFrom('shift', 'drop') }),
  { maxLength: 6000, size: 'max' },
)

describe('a mailbox', () => {
  it('gives what came in, in order, and counts what was dropped', () => {
    fc.assert(
      fc.property(acts, all => {
        const mailbox = new Mailbox<number>()
        const model: number[] = []
        let next = 0
        let dropped: { from: number; to: number; count: number } | undefined
        for (const act of all) {
          if (act === 'push') {
            mailbox.push(next, Math.floor(next / 3))
            model.push(next++)
          } else if (act === 'shift') {
            expect(mailbox.takeDropped()).toEqual(dropped)
            dropped = undefined
            expect(mailbox.shift()).toBe(model.shift())
          } else if (model.length > 0) {
            const first = model.shift() as number
            expect(mailbox.drop()).toBe(first)
            dropped = {
              from: dropped?.from ?? Math.floor(first / 3),
              to: Math.floor(first / 3),
              count: (dropped?.count ?? 0) + 1,
            }
          }
          expect(mailbox.size).toBe(model.length)
        }
        expect(mailbox.takeAll()).toEqual(model)
        expect(mailbox.size).toBe(0)
        mailbox.push(next, 7)
        expect(mailbox.takeAll()).toEqual([next])
      }),
      { numRuns: 30 },
    )
  })
})
