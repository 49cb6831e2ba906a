import { describe, expect, it } from 'vitest'
import { ManualClock } from '../test/topology/manual-clock.js'
import { type Candidate, type Heard, look, type LookSetup } from './topology-look.js'
import type { View } from './topology-view.js'

const viewFrom = (from: string): View => ({ from, self: undefined, askedAt: 0, shards: [] })

/** A look at nodes that answer after so many milliseconds, never, or with an error. */
function begin(answers: Readonly<Record<string, number | 'never' | 'error'>>, given: Partial<LookSetup> = {}) {
  const clock = new ManualClock()
  const asked: string[] = []
  const candidates: Candidate[] = Object.entries(answers).map(([name, answer]) => ({
    name,
    ask: () => {
      asked.push(`${name}@${clock.now()}`)
      if (answer === 'error') return Promise.reject(new Error(`${name} is down`))
      if (answer === 'never') return new Promise(() => {})
      return new Promise(resolve => clock.after(answer, () => resolve(viewFrom(name))))
    },
  }))
  const result: { heard?: Heard; endedAt?: number } = {}
  void look({
    clock,
    candidates,
    first: 3,
    most: 4,
    staggerMs: 100,
    graceMs: 50,
    limitMs: 4000,
    hold: false,
    judge: () => ({ enough: true, next: [] }),
    ...given,
  }).then(heard => Object.assign(result, { heard, endedAt: clock.now() }))
  return { clock, asked, result, from: () => result.heard?.views.map(({ from }) => from) }
}

describe('look', () => {
  it('asks a few, and hears all of them where they answer within the grace of the first', async () => {
    const { clock, asked, from, result } = begin({ a: 5, b: 10, c: 20, d: 1 })
    await clock.pass(100)
    expect(asked).toEqual(['a@0', 'b@0', 'c@0'])
    expect(from()).toEqual(['a', 'b', 'c'])
    expect(result.endedAt).toBe(20)
    expect(clock.pending).toBe(0)
  })

  it('does not wait for the slow once one has answered', async () => {
    const { clock, from, result } = begin({ a: 5, b: 'never', c: 60 })
    await clock.pass(100)
    expect(from()).toEqual(['a'])
    expect(result.endedAt).toBe(55)
  })

  it('asks the next ones, more each time, while nobody answers', async () => {
    const { clock, asked, from } = begin({
      a: 'never',
      b: 'never',
      c: 'never',
      d: 'never',
      e: 'never',
      f: 'never',
      g: 'never',
      h: 1,
    })
    await clock.pass(300)
    expect(asked).toEqual(['a@0', 'b@0', 'c@0', 'd@100', 'e@100', 'f@100', 'g@100', 'h@200'])
    expect(from()).toEqual(['h'])
  })

  it('replaces at once each that fails, and never asks more at a time for that', async () => {
    const { clock, asked, from } = begin({ a: 'error', b: 'never', c: 'never', d: 'error', e: 20, f: 1 })
    await clock.pass(1)
    expect(asked).toEqual(['a@0', 'b@0', 'c@0', 'd@0', 'e@0'])
    await clock.pass(100)
    expect(from()).toEqual(['e'])
    expect(asked).toHaveLength(5)
  })

  it('asks everybody where all fail', async () => {
    const { clock, asked, from } = begin({ a: 'error', b: 'error', c: 'error', d: 1 })
    await clock.pass(1)
    expect(asked).toHaveLength(4)
    await clock.pass(10)
    expect(from()).toEqual(['d'])
  })

  it('always ends, and says who was silent', async () => {
    const { clock, result } = begin({ a: 'never', b: 'error' }, { limitMs: 2000 })
    await clock.pass(1999)
    expect(result.heard).toBeUndefined()
    await clock.pass(1)
    expect(result.heard?.views).toEqual([])
    expect(result.heard?.failures).toMatchObject([
      { node: 'b', error: { message: 'b is down' } },
      { node: 'a', error: { name: 'TimeoutError' } },
    ])
    expect(clock.pending).toBe(0)
  })

  it('ends where there is nobody to ask', async () => {
    const { clock, result } = begin({})
    await clock.pass(0)
    expect(result.heard).toEqual({ views: [], failures: [] })
  })

  it('asks those first who can settle a doubt, and waits for them rather than for others', async () => {
    const { clock, asked, result } = begin(
      { a: 1, b: 1, c: 1, d: 1, witness: 300 },
      {
        judge: ({ views }) => ({ enough: views.some(({ from }) => from === 'witness'), next: ['witness'] }),
      },
    )
    await clock.pass(1000)
    expect(asked).toEqual(['a@0', 'b@0', 'c@0', 'witness@1'])
    expect(result.endedAt).toBe(301)
  })

  it('asks everybody before it ends in doubt', async () => {
    const { clock, asked, result } = begin(
      { a: 1, b: 1, c: 1, d: 1, e: 'error', f: 1 },
      { judge: () => ({ enough: false, next: [] }) },
    )
    await clock.pass(1000)
    expect(asked).toHaveLength(6)
    expect(result.heard?.views).toHaveLength(5)
  })

  it('takes what the first says at once, without any grace', async () => {
    const { clock, result } = begin({ a: 'never', b: 7 }, { first: 1, most: 1, graceMs: 0 })
    await clock.pass(200)
    expect(result.endedAt).toBe(107)
  })
})
