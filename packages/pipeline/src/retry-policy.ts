import type { Fault } from '@rc/errors'
import type { Attempt, Effect, RetryMode, RetryPolicy, Verdict } from './verdict.js'

/** So many redirects in a row are normal while slots move; beyond, they go in circles and get slower. */
const PROMPT_REDIRECTS = 5
/** So many are given up. */
const MAX_REDIRECTS = 20
/** Waiting grows from the first to the second. Servers fail over in seconds: more patience brings nothing. */
const FIRST_WAIT_MS = 10
const LONGEST_WAIT_MS = 100

/** Which commands may run again when nobody knows whether they ran. */
const REPEATABLE = {
  none: [],
  safe: ['read'],
  idempotent: ['read', 'idempotent'],
  all: ['read', 'idempotent', 'write'],
} as const satisfies Record<RetryMode, readonly Effect[]>

const FAIL: Verdict = { kind: 'fail' }

/**
 * The policy of a mode. What was not sent, or was turned away by the server, is sent again by every mode but `'none'`;
 * what may have run is sent again only where the mode says that this does no harm. Redirects are always followed: they
 * are how a cluster tells the way.
 */
export function retryPolicy(mode: RetryMode): RetryPolicy {
  const repeatable: readonly Effect[] = REPEATABLE[mode]
  return {
    decide(fault, attempt) {
      switch (fault.kind) {
        case 'moved':
        case 'ask':
          return redirect(fault.kind === 'ask', attempt)
        case 'wait':
        case 'elsewhere':
          return mode === 'none' ? FAIL : retry(attempt, fault.kind === 'elsewhere')
        case 'connection':
          return mayRunAgain(attempt, mode, repeatable) ? retry(attempt, true) : FAIL
        case 'final':
          return FAIL
      }
    },
  }
}

function mayRunAgain(attempt: Attempt, mode: RetryMode, repeatable: readonly Effect[]): boolean {
  if (mode === 'none') return false
  return attempt.phase !== 'unknown' || repeatable.includes(attempt.effect)
}

function redirect(asking: boolean, attempt: Attempt): Verdict {
  if (attempt.redirects > MAX_REDIRECTS) return FAIL
  const afterMs = attempt.redirects > PROMPT_REDIRECTS ? wait(attempt.redirects - PROMPT_REDIRECTS, attempt.random) : 0
  return { kind: 'redirect', asking, afterMs }
}

const retry = (attempt: Attempt, refresh: boolean): Verdict => ({
  kind: 'retry',
  afterMs: wait(attempt.count, attempt.random),
  refresh,
})

const wait = (count: number, random: number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(count - 1, 10)) * (0.5 + random / 2)

/** The fault of a slot that nobody owns as far as the map says. */
export const UNCOVERED: Fault = { kind: 'elsewhere' }
