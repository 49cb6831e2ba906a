import { createHistogram, type RecordableHistogram } from 'node:perf_hooks'

/** Latencies in milliseconds. */
export interface Latencies {
  readonly count: number
  readonly mean: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly p999: number
  readonly max: number
}

/** Gathers latencies, to three digits. */
export class LatencyHistogram {
  readonly #histogram: RecordableHistogram = createHistogram({ figures: 3 })

  add(ms: number): void {
    this.#histogram.record(Math.max(1, Math.round(ms * 1e6)))
  }

  result(): Latencies {
    const at = (percentile: number): number => this.#histogram.percentile(percentile) / 1e6
    const { count, mean, max } = this.#histogram
    if (count === 0) return { count, mean: 0, p50: 0, p95: 0, p99: 0, p999: 0, max: 0 }
    return { count, mean: mean / 1e6, p50: at(50), p95: at(95), p99: at(99), p999: at(99.9), max: max / 1e6 }
  }
}
