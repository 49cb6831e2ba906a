import { type Finding, type Invariant, offences } from './evidence.js'

const AFTER_SERVERS_MS = 200

/** I7: `close` ends, and leaves no socket and no timer behind. */
export const leavesNothing: Invariant = ({ testimony: { left, closeMs } }) =>
  offences('I7', 'left behind', Number.isFinite(closeMs) ? left : [...left, 'close() did not end within 10 s'])

/** I8: served again within 200 ms of the servers themselves. */
export const recovers: Invariant = ({ testimony, servedAgain }): Finding => {
  const unit = 'ms behind the servers'
  if (servedAgain === undefined) return { id: 'I8', ok: false, figure: Number.NaN, unit, example: 'nobody looked' }
  const keys = new Set(servedAgain.keys)
  const firsts = new Map<string, number>()
  for (const { key, at, settledAt, error } of testimony.operations) {
    // What was answered before the fault's effect says nothing: it counts what came after the servers' recovery.
    if (!keys.has(key) || error !== undefined || settledAt === undefined || firsts.has(key)) continue
    if (settledAt >= servedAgain.at || at >= servedAgain.at) firsts.set(key, settledAt - servedAgain.at)
  }
  const first = Math.min(...firsts.values())
  const figure = Math.max(0, Math.round(first))
  const ok = figure <= AFTER_SERVERS_MS + testimony.lagMs
  return {
    id: 'I8',
    ok,
    figure,
    unit,
    ...(!ok && { example: `event loop late by ${Math.round(testimony.lagMs)} ms at most` }),
  }
}

/** I9: looks at the map and new connections stay within what the row allows. */
export const withinBudget: Invariant = ({ refreshes, connects, budget }): Finding => {
  const ok = budget === undefined || (refreshes <= budget.refreshes && connects <= budget.connects)
  const example = `${refreshes} looks at the map, ${connects} new connections`
  return { id: 'I9', ok, figure: refreshes, unit: `looks at the map, ${connects} connections`, ...(!ok && { example }) }
}
