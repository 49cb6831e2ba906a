import { Latencies } from '../latency.mjs'
import { rateOf } from '../summary.mjs'

/**
 * The rounds as they were, for whoever wants to count differently.
 * @param {import('../run.mjs').Plan} plan
 * @param {import('../run.mjs').Outcome} outcome
 */
export function rawResults(plan, outcome) {
  return {
    startedAt: outcome.startedAt.toISOString(),
    machine: outcome.machine,
    plan: { rounds: plan.rounds, seconds: plan.seconds, warmUpSeconds: plan.warmUpSeconds },
    clients: outcome.contenders.map(({ entry, ...measured }) => ({ id: entry.id, label: entry.label, ...measured })),
    leftOut: outcome.leftOut.map(({ entry, reason }) => ({ id: entry.id, reason })),
    loads: outcome.results.map(({ load, byClient }) => ({
      id: load.id,
      title: load.title,
      callers: load.callers,
      size: load.size,
      clients: [...byClient].map(([id, { rounds, failure }]) => ({
        id,
        failure,
        rounds: rounds.map(round => rawRound(round, load.size)),
      })),
    })),
  }
}

/**
 * @param {import('../drive.mjs').Round} round
 * @param {number} size
 */
function rawRound(round, size) {
  const latencies = new Latencies()
  latencies.add(round.latencies)
  return {
    perSecond: Math.round(rateOf(round, size)),
    operations: round.operations,
    seconds: round.seconds,
    cpuMicros: round.cpuMicros,
    p50Ms: latencies.percentile(0.5),
    p99Ms: latencies.percentile(0.99),
    p999Ms: latencies.percentile(0.999),
    heapUsed: round.heapUsed,
    rss: round.rss,
  }
}
