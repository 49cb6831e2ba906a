const PER_OCTAVE = 32
const SMALLEST_MS = 0.001
const BUCKETS = PER_OCTAVE * 24

/**
 * Latencies in buckets 2.2 % apart, from a microsecond to sixteen seconds: the counts of several rounds can be added,
 * which percentiles cannot.
 */
export class Latencies {
  counts = new Uint32Array(BUCKETS)

  /** @param {number} ms */
  record(ms) {
    const bucket = Math.ceil(Math.log2(ms / SMALLEST_MS) * PER_OCTAVE)
    const index = Math.min(Math.max(bucket, 0), BUCKETS - 1)
    this.counts[index] = (this.counts[index] ?? 0) + 1
  }

  /** @param {Uint32Array} counts */
  add(counts) {
    for (let i = 0; i < BUCKETS; i++) this.counts[i] = (this.counts[i] ?? 0) + (counts[i] ?? 0)
  }

  /**
   * @param {number} share 0.99 for p99
   * @returns {number | null} milliseconds, the upper edge of the bucket; null when too few samples lie beyond it to tell
   */
  percentile(share) {
    const total = this.counts.reduce((sum, n) => sum + n, 0)
    if (total * (1 - share) < 1) return null
    let seen = 0
    for (let i = 0; i < BUCKETS; i++) {
      seen += this.counts[i] ?? 0
      if (seen >= total * share) return SMALLEST_MS * 2 ** (i / PER_OCTAVE)
    }
    return null
  }
}
