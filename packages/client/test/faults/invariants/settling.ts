import { type Invariant, offences } from './evidence.js'

const TOLERANCE_MS = 250
/** A server that goes on runs what it had received at once; what it runs later was sent later. */
const THAW_MS = 500

/** I1: everything settles by its deadline and 250 ms. A busy machine's own lateness is not held against a client. */
export const settles: Invariant = ({ testimony, timeoutMs }) => {
  const bound = timeoutMs + TOLERANCE_MS + testimony.lagMs
  const late = testimony.operations.flatMap(({ id, at, settledAt }) => {
    if (settledAt === undefined) return [`${id} never settled`]
    return settledAt - at > bound ? [`${id} settled after ${Math.round(settledAt - at)} ms`] : []
  })
  return offences('I1', 'unsettled at deadline + 250 ms', late)
}

/** I5: no rejection that nobody handles, no exception that nobody catches. */
export const quiet: Invariant = ({ testimony }) => offences('I5', 'unhandled', testimony.unhandled)

/** I10: nothing is written after its caller was told how it ended. */
export const nothingLate: Invariant = ({ testimony, logs, thawedAt }) => {
  const settled = new Map(testimony.operations.map(one => [one.id, one.settledAt ?? Number.POSITIVE_INFINITY]))
  const late = [...logs.values()].flat().flatMap(({ id, at }) => {
    const end = settled.get(id) ?? Number.POSITIVE_INFINITY
    return at > Math.max(end, thawedAt) + THAW_MS ? [`${id} ran ${Math.round(at - end)} ms after it had settled`] : []
  })
  return offences('I10', 'run after they settled', late)
}

/** Callers are told of no error where the servers allow it. */
export const noErrors: Invariant = ({ testimony }) =>
  offences(
    'errors',
    'errors',
    testimony.operations.flatMap(({ id, error }) =>
      error === undefined ? [] : [`${id}: ${error.name} ${error.message}`],
    ),
  )

/** No client needs a restart: every key is served again once the world is well. */
export const heals: Invariant = ({ testimony }) => offences('heals', 'keys not served again', testimony.unserved)
