import { describe, expect, it } from 'vitest'
import { exponentialBackoff } from './reconnect-policy.js'

/** Milliseconds since the first failure at which a node is dialled again, by the longest or the shortest of the delays. */
function dials(forMs: number, random: number): number[] {
  const at: number[] = []
  for (let failures = 1, now = 0; now < forMs; failures++)
    at.push((now += exponentialBackoff.delayMs(failures, random)))
  return at
}

describe('the default policy', () => {
  it('dials a node soon at first, and at least five times a second for as long as a restart takes', () => {
    for (const random of [0, 0.999]) {
      const at = [0, ...dials(20_000, random)]
      const gaps = at.slice(1).map((time, i) => time - (at[i] as number))
      expect(gaps[0]).toBeLessThanOrEqual(10)
      expect(Math.max(...gaps)).toBeLessThanOrEqual(200)
    }
  })

  it('spreads clients that lost a node at the same time over half of each wait', () => {
    for (const failures of [1, 3, 10, 1000]) {
      const delay = (random: number) => exponentialBackoff.delayMs(failures, random)
      expect([delay(0) / delay(1), delay(0.5) / delay(1)]).toEqual([0.5, 0.75])
    }
  })

  it('leaves one that stays away in peace', () => {
    const late = dials(600_000, 0.5).filter(at => at > 300_000)
    expect(late.length).toBeLessThanOrEqual(300)
  })
})
