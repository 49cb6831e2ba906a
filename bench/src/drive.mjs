import { performance } from 'node:perf_hooks'
import { Latencies } from './latency.mjs'

/**
 * What one round measured.
 * @typedef {object} Round
 * @property {number} operations
 * @property {number} seconds
 * @property {number} cpuMicros CPU time of the whole process, its native threads included
 * @property {Uint32Array} latencies see `Latencies`
 * @property {number} heapUsed bytes, as the round left it, garbage included
 * @property {number} rss bytes
 */

/**
 * Runs `operation` from so many callers, each with one in flight, for so long.
 * The same loop and the same sampling serve every client.
 * @param {(i: number) => Promise<unknown>} operation
 * @param {{ callers: number, seconds: number, sampleEvery: number }} shape
 * @returns {Promise<Round>}
 */
export async function drive(operation, { callers, seconds, sampleEvery }) {
  const latencies = new Latencies()
  let running = true
  let started = 0
  let untilSample = 1

  const caller = async () => {
    while (running) {
      if (--untilSample === 0) {
        untilSample = sampleEvery
        const from = performance.now()
        await operation(started++)
        latencies.record(performance.now() - from)
      } else await operation(started++)
    }
  }

  const cpuBefore = process.cpuUsage()
  const from = performance.now()
  const timer = setTimeout(() => {
    running = false
  }, seconds * 1000)
  try {
    await Promise.all(Array.from({ length: callers }, caller))
  } finally {
    clearTimeout(timer)
    running = false
  }
  const elapsed = (performance.now() - from) / 1000
  const cpu = process.cpuUsage(cpuBefore)
  const memory = process.memoryUsage()
  return {
    operations: started,
    seconds: elapsed,
    cpuMicros: cpu.user + cpu.system,
    latencies: latencies.counts,
    heapUsed: memory.heapUsed,
    rss: memory.rss,
  }
}
