import { leavesNothing, recovers, staysSmall, withinBudget } from './costs.js'
import type { Evidence, Finding, Invariant, InvariantId } from './evidence.js'
import { kept, once, ordered, ownReply } from './history.js'
import { heals, noErrors, nothingLate, quiet, settles } from './settling.js'

export const INVARIANTS: Readonly<Record<InvariantId, Invariant>> = {
  I1: settles,
  I2: once,
  I3: kept,
  I4: ordered,
  I5: quiet,
  I6: ownReply,
  I7: leavesNothing,
  I8: recovers,
  I9: withinBudget,
  I10: nothingLate,
  RSS: staysSmall,
  heals,
  errors: noErrors,
}

export const check = (evidence: Evidence, ids: readonly InvariantId[]): Finding[] =>
  ids.map(id => INVARIANTS[id](evidence))
