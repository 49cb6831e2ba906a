import { type Finding, type Invariant, offences } from './evidence.js'

const AFTER_SERVERS_MS = 200

/** I7: `close` ends, and leaves no socket and no timer behind. */
export const leavesNothing: Invariant = ({ testimony: { left, closeMs } }) =>
  offences('I7', 'left behind', Number.isFinite(closeMs) ? left : [...left, 'close() did not end within 10 s'])

/** I8: every key is served again within 200 ms of the servers themselves. */
export const recovers: Invariant = ({ testimony, servedAgain }): Finding => {
  const unit = 'ms behind the servers'
  if (servedAgain === undefined) return { id: 'I8', ok: false, figure: Number.NaN, unit, example: 'nobody looked' }
  const firsts = new Map(servedAgain.keys.map(key => [key, Number.POSITIVE_INFINITY]))
  for (const { key, settledAt, error } of testimony.operations) {
    const first = firsts.get(key)
    if (first === undefined || error !== undefined || settledAt === undefined || settledAt < servedAgain.at) continue
    firsts.set(key, Math.min(first, settledAt - servedAgain.at))
  }
  const figure = Math.round(Math.max(...firsts.values()))
  const ok = figure <= AFTER_SERVERS_MS + testimony.lagMs
  const example = `the event loop was late by ${Math.round(testimony.lagMs)} ms at most`
  return { id: 'I8', ok, figure, unit, ...(!ok && { example }) }
}

/** I9: looks at the map and new connections stay within what the row allows. */
export const withinBudget: Invariant = ({ refreshes, connects, budget }): Finding => {
  const ok = budget === undefined || (refreshes <= budget.refreshes && connects <= budget.connects)
  const example = `${refreshes} looks at the map, ${connects} new connections`
  return { id: 'I9', ok, figure: refreshes, unit: `looks at the map, ${connects} connections`, ...(!ok && { example }) }
}
