import type { Operation } from '../journal.js'
import { type Finding, type Invariant, offences } from './evidence.js'

const AFTER_SERVERS_MS = 200
/** Clients take a node that is silent for about a second for a dead one; ours looks every 250 ms. */
const SILENT_MS = 750

/** I7: `close` ends, and leaves no socket and no timer behind. */
export const leavesNothing: Invariant = ({ testimony: { left, closeMs } }) =>
  offences('I7', 'left behind', Number.isFinite(closeMs) ? left : [...left, 'close() did not end within 10 s'])

/** I8: every key is served again within 200 ms of the servers themselves. */
export const recovers: Invariant = ({ testimony, servedAgain, injectedAt = 0, proxiesLateMs = 0 }): Finding => {
  const behind = 'ms behind the servers'
  if (servedAgain === undefined)
    return { id: 'I8', ok: false, figure: Number.NaN, unit: behind, example: 'nobody looked' }
  const { at, keys, wholeAt } = servedAgain
  const usualMs = usual(testimony.operations, injectedAt)
  const within = (since: number) => servedWithin(testimony.operations, keys, { since, usualMs })
  const figure = within(at)
  const whole = wholeAt === undefined ? 0 : within(wholeAt)
  const unit = wholeAt === undefined ? behind : `${behind}, ${whole} ms after the network was whole`
  const ok = figure <= AFTER_SERVERS_MS + testimony.lagMs + proxiesLateMs
  const late = [testimony.lagMs, proxiesLateMs].map(Math.round).join(' and ')
  const example = `the event loops of the client and of the proxies were late by ${late} ms at most`
  return { id: 'I8', ok, figure, unit, ...(!ok && { example }) }
}

/**
 * Milliseconds from a moment until each of the keys was served that the load asks for, without what an operation takes
 * when all is well: with big values that is much.
 */
function servedWithin(
  operations: readonly Operation[],
  keys: readonly string[],
  { since, usualMs }: { since: number; usualMs: number },
): number {
  const asked = new Set(operations.map(({ key }) => key))
  const firsts = new Map(keys.filter(key => asked.has(key)).map(key => [key, Number.POSITIVE_INFINITY]))
  for (const { key, settledAt, error } of operations) {
    const first = firsts.get(key)
    if (first === undefined || error !== undefined || settledAt === undefined || settledAt < since) continue
    firsts.set(key, Math.min(first, settledAt - since))
  }
  return Math.max(0, Math.round(Math.max(...firsts.values()) - usualMs))
}

/**
 * What an operation takes as a rule before the fault, of the slower kind where a load has two: a big value is written in
 * more time than it is read.
 */
function usual(operations: readonly Operation[], injectedAt: number): number {
  const took = operations
    .flatMap(({ at, settledAt = Infinity, error }) =>
      error === undefined && settledAt < injectedAt ? [settledAt - at] : [],
    )
    .sort((a, b) => a - b)
  return took[Math.floor(took.length * 0.9)] ?? 0
}

/**
 * I9: looks at the map and new connections stay within what the row allows. Where the proxies themselves were silent for
 * so long that a client has to doubt its nodes, the figure says nothing of the client.
 */
export const withinBudget: Invariant = ({ refreshes, connects, budget, proxiesLateMs = 0 }): Finding => {
  const within = budget === undefined || (refreshes <= budget.refreshes && connects <= budget.connects)
  const silent = proxiesLateMs >= SILENT_MS
  const unit = `looks at the map, ${connects} connections`
  const late = `the proxies were late by ${Math.round(proxiesLateMs)} ms at most`
  const example = `${refreshes} looks at the map, ${connects} new connections; ${late}`
  const ok = within || silent
  return { id: 'I9', ok, figure: refreshes, unit: within ? unit : `${unit}, ${late}`, ...(!ok && { example }) }
}

/** RSS: the client's process never holds more than the row allows. */
export const staysSmall: Invariant = ({ testimony, peakRssMb = Number.POSITIVE_INFINITY }) => {
  const ok = testimony.peakRssMb <= peakRssMb
  return {
    id: 'RSS',
    ok,
    figure: testimony.peakRssMb,
    unit: 'MB at most',
    ...(!ok && { example: `of ${peakRssMb} MB` }),
  }
}
