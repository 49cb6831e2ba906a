import { BARE, BOUNDS, OURS, TUNED } from './clients/registry.mjs'
import { Latencies } from './latency.mjs'

/** @typedef {import('./run.mjs').Outcome} Outcome */
/** @typedef {{ median: number, min: number, max: number }} Spread */

/**
 * One client under one load.
 * @typedef {object} Cell
 * @property {Spread} rate commands or keys a second
 * @property {number} cpuMicros CPU time of the client's process for one command or key, median of the rounds
 * @property {number | null} p50 milliseconds for one operation, all rounds together
 * @property {number | null} p99
 * @property {number | null} p999
 * @property {number} heapBytes the most that a round left in use
 * @property {number} rssBytes
 */

/**
 * How ours compares. A ratio is taken within each round, where both clients met the same noise, then the median.
 * @typedef {object} Comparison
 * @property {Spread | null} toBare
 * @property {Spread | null} toTuned the same, tuned to the loads
 * @property {Spread | null} toBest
 * @property {string | null} best which other client that is
 */

/**
 * @typedef {object} Row
 * @property {import('./loads.mjs').Load} load
 * @property {Map<string, Cell>} cells by client
 * @property {Map<string, string>} failures by client
 * @property {Comparison | null} ours null where ours did not run
 */

/** @param {Outcome} outcome @returns {Row[]} */
export function summarise(outcome) {
  return outcome.results.map(({ load, byClient }) => {
    const cells = new Map()
    const failures = new Map()
    for (const [id, { rounds, failure }] of byClient) {
      if (failure === null) cells.set(id, cellOf(rounds, load.size))
      else failures.set(id, failure)
    }
    return { load, cells, failures, ours: cells.has(OURS) ? compare(cells, byClient, load.size) : null }
  })
}

/**
 * @param {readonly import('./drive.mjs').Round[]} rounds
 * @param {number} size
 * @returns {Cell}
 */
function cellOf(rounds, size) {
  const latencies = new Latencies()
  for (const round of rounds) latencies.add(round.latencies)
  return {
    rate: spread(rounds.map(round => rateOf(round, size))),
    cpuMicros: spread(rounds.map(round => round.cpuMicros / round.operations / size)).median,
    p50: latencies.percentile(0.5),
    p99: latencies.percentile(0.99),
    p999: latencies.percentile(0.999),
    heapBytes: Math.max(...rounds.map(round => round.heapUsed)),
    rssBytes: Math.max(...rounds.map(round => round.rss)),
  }
}

/**
 * @param {ReadonlyMap<string, Cell>} cells
 * @param {ReadonlyMap<string, import('./run.mjs').Measured>} byClient
 * @param {number} size
 * @returns {Comparison}
 */
function compare(cells, byClient, size) {
  const best = bestOther(cells)
  const rates = (/** @type {string} */ id) => (byClient.get(id)?.rounds ?? []).map(round => rateOf(round, size))
  /** @type {(id: string | null) => Spread | null} */
  const ratioTo = id => {
    if (id === null || !cells.has(id)) return null
    const theirs = rates(id)
    return spread(rates(OURS).map((rate, i) => rate / (theirs[i] ?? NaN)))
  }
  return { best, toBest: ratioTo(best), toBare: ratioTo(BARE), toTuned: ratioTo(TUNED) }
}

/**
 * The fastest client that is neither ours nor a bound.
 * @param {ReadonlyMap<string, Cell>} cells
 */
export function bestOther(cells) {
  let best = null
  let bestRate = 0
  for (const [id, { rate }] of cells) {
    if (id === OURS || BOUNDS.includes(id) || rate.median <= bestRate) continue
    best = id
    bestRate = rate.median
  }
  return best
}

/** @type {(round: import('./drive.mjs').Round, size: number) => number} */
export const rateOf = (round, size) => (round.operations * size) / round.seconds

/**
 * @param {readonly number[]} numbers at least one
 * @returns {Spread}
 */
export function spread(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const at = (/** @type {number} */ i) => sorted[i] ?? NaN
  const middle = (sorted.length - 1) / 2
  return { min: at(0), median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2, max: at(sorted.length - 1) }
}
