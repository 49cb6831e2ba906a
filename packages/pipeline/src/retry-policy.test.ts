import type { Fault } from '@rc/errors'
import { describe, expect, it } from 'vitest'
import { retryPolicy } from './retry-policy.js'
import type { Attempt, Effect, Phase, RetryMode } from './verdict.js'

const attempt = (phase: Phase, effect: Effect, rest: Partial<Attempt> = {}): Attempt => ({
  phase,
  effect,
  count: 1,
  redirects: 1,
  random: 0.5,
  ...rest,
})
const lost: Fault = { kind: 'connection' }
const to = { slot: 1, host: 'a', port: 1 }

describe('retryPolicy', () => {
  // Phase by phase: read, idempotent write, other write.
  const expected: Record<RetryMode, Record<Phase, [boolean, boolean, boolean]>> = {
    none: { unsent: [false, false, false], rejected: [false, false, false], unknown: [false, false, false] },
    safe: { unsent: [true, true, true], rejected: [true, true, true], unknown: [true, false, false] },
    idempotent: { unsent: [true, true, true], rejected: [true, true, true], unknown: [true, true, false] },
    all: { unsent: [true, true, true], rejected: [true, true, true], unknown: [true, true, true] },
  }
  for (const [mode, phases] of Object.entries(expected) as [RetryMode, (typeof expected)[RetryMode]][]) {
    for (const [phase, answers] of Object.entries(phases) as [Phase, [boolean, boolean, boolean]][]) {
      it(`'${mode}' with what is ${phase}`, () => {
        const verdicts = (['read', 'idempotent', 'write'] as const).map(
          effect => retryPolicy(mode).decide(lost, attempt(phase, effect)).kind,
        )
        expect(verdicts).toEqual(answers.map(again => (again ? 'retry' : 'fail')))
      })
    }
  }

  it('follows redirects in every mode, at once at first, slower in circles, and not for ever', () => {
    for (const mode of ['none', 'safe', 'idempotent', 'all'] as const) {
      const { decide } = retryPolicy(mode)
      expect(decide({ kind: 'moved', to }, attempt('rejected', 'write'))).toEqual({
        kind: 'redirect',
        asking: false,
        afterMs: 0,
      })
      expect(decide({ kind: 'ask', to }, attempt('rejected', 'write'))).toEqual({
        kind: 'redirect',
        asking: true,
        afterMs: 0,
      })
      expect(decide({ kind: 'moved', to }, attempt('rejected', 'write', { redirects: 8 }))).toMatchObject({
        kind: 'redirect',
        afterMs: expect.any(Number) as number,
      })
      expect(decide({ kind: 'moved', to }, attempt('rejected', 'write', { redirects: 21 }))).toEqual({ kind: 'fail' })
    }
  })

  it('waits longer each time, up to 100 ms, and asks for the map where it may be out of date', () => {
    const { decide } = retryPolicy('safe')
    const waits = [1, 2, 3, 10].map(count =>
      decide({ kind: 'wait' }, attempt('rejected', 'write', { count, random: 1 })),
    )
    expect(waits.map(verdict => (verdict.kind === 'retry' ? [verdict.afterMs, verdict.refresh] : undefined))).toEqual([
      [10, false],
      [20, false],
      [40, false],
      [100, false],
    ])
    expect(decide({ kind: 'elsewhere' }, attempt('rejected', 'write'))).toMatchObject({ kind: 'retry', refresh: true })
  })

  it('gives the answer to a command to its caller', () => {
    for (const mode of ['none', 'safe', 'idempotent', 'all'] as const) {
      expect(retryPolicy(mode).decide({ kind: 'final' }, attempt('rejected', 'read'))).toEqual({ kind: 'fail' })
    }
  })
})
