import type { RefreshReason } from '@rc/pipeline'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LookSchedule } from './topology-schedule.js'

/** Runs looks as the monitor does, where `why` is asked for again and again; returns when they began. */
function looks(
  why: RefreshReason,
  { everyMs, forMs, random = 0.5 }: { everyMs: number; forMs: number; random?: number },
) {
  const schedule = new LookSchedule(() => random)
  const begun: number[] = []
  let wanted: number | undefined
  for (let now = 0; now <= forMs; now += everyMs) {
    if (wanted !== undefined && wanted <= now) {
      schedule.began(why, now)
      schedule.ended(false)
      begun.push(now)
      wanted = undefined
    }
    wanted ??= schedule.dueAt(why, now)
  }
  return begun
}

describe('LookSchedule', () => {
  it('makes at most three looks of a hundred slots that move within 20 seconds, at any pace', () => {
    for (const everyMs of [2, 20, 200])
      expect(looks('moved', { everyMs, forMs: 100 * everyMs }).length).toBeLessThanOrEqual(3)
    expect(looks('moved', { everyMs: 20, forMs: 2000 }).length).toBeGreaterThanOrEqual(1)
  })

  it('looks soon again when the moving has been over for a while', () => {
    const schedule = new LookSchedule(() => 0)
    for (const now of [0, 5000, 25_000]) schedule.began('moved', schedule.dueAt('moved', now))
    expect(schedule.dueAt('moved', 30_000)).toBe(56_000)
    expect(schedule.dueAt('moved', 200_000)).toBe(201_000)
  })

  it('looks at once in trouble, often while it lasts, and at most 20 times a second at first, 10 times then', () => {
    const begun = looks('connection-lost', { everyMs: 1, forMs: 20_000 })
    expect(begun[0]).toBeLessThanOrEqual(1)
    for (let start = 0; start < 20_000; start += 1000) {
      const inSecond = begun.filter(at => at >= start && at < start + 1000).length
      expect(inSecond).toBeLessThanOrEqual(start === 0 ? 13 : 10)
      expect(inSecond).toBeGreaterThanOrEqual(6)
    }
  })

  it('never keeps trouble waiting for 150 ms within the first 40 seconds, whatever chance says', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), random => {
        const begun = looks('cluster-down', { everyMs: 5, forMs: 40_000, random })
        expect(Math.max(...begun.map((at, i) => at - (begun[i - 1] ?? 0)))).toBeLessThan(150)
      }),
      { numRuns: 30 },
    )
  })

  it('slows down where trouble lasts for minutes, and is prompt again in the next', () => {
    const begun = looks('connection-lost', { everyMs: 10, forMs: 300_000 })
    expect(begun.filter(at => at > 299_000).length).toBeLessThanOrEqual(1)
    const schedule = new LookSchedule(() => 0)
    for (let i = 0; i < 1000; i++) schedule.ended(false)
    schedule.began('suspicion', 0)
    expect(schedule.dueAt('suspicion', 10)).toBe(50)
  })

  it('spreads looks by chance', () => {
    const due = (random: number) => {
      const schedule = new LookSchedule(() => random)
      schedule.began('suspicion', 0)
      return schedule.dueAt('suspicion', 1)
    }
    expect(due(0)).toBe(50)
    expect(due(0.8)).toBe(60)
  })

  it('tells the first failure, then ever fewer, and begins again after a success', () => {
    const schedule = new LookSchedule(() => 0)
    const told: number[] = []
    for (let now = 0; now < 100_000; now += 100) if (schedule.failed(now)) told.push(now)
    expect(told).toEqual([0, 1000, 3000, 7000, 15_000, 31_000, 61_000, 91_000])
    schedule.ended(false)
    expect(schedule.failed(100_000)).toBe(true)
  })
})
