// A process that writes to a frozen server until it is refused, and prints what that cost and how it went on.
import { RedisCluster } from '@rc/client'
import { QueueFullError } from '@rc/errors'
import { startCluster } from '@rc/testing'
import { performance } from 'node:perf_hooks'

const LIMIT = 32 * 1024 * 1024
const ASKED = 200_000

/** What is in use, garbage not counted, and what the process has of the system. */
function memory() {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage()
  return { held: heapUsed + arrayBuffers, rss }
}

const cluster = await startCluster({ primaries: 3, replicas: 0, nodeTimeoutMs: 30_000 })
try {
  const rc = await new RedisCluster({ nodes: cluster.seeds, maxQueuedBytes: LIMIT, timeoutMs: 60_000 }).connect()
  const [frozen] = cluster.primaries
  if (frozen === undefined) throw new Error('the cluster has no primary')
  const node = rc.nodes('primary').find(({ address }) => address.port === frozen.port)
  const key = Array.from({ length: 1000 }, (_, i) => `k${i}`).find(k => rc.nodeFor(k)?.port === frozen.port)
  if (node === undefined || key === undefined) throw new Error('no key of the frozen node was found')
  await rc.set(key, '')
  const before = memory()
  await cluster.pause(frozen)
  let asked = 0
  let refused = 0
  let settled = 0
  let slowestRefusalMs = 0
  const bytes = Buffer.alloc(1024, 'v')
  // Two functions for all, so that hardly any of the memory is the caller's.
  const done = () => void settled++
  const failed = (/** @type {unknown} */ error) => {
    if (!(error instanceof QueueFullError)) throw error
    settled++
    refused++
  }
  for (let i = 0; i < ASKED; i++) {
    // Each has a value of its own, as users' values are.
    bytes.write(`${i}:`)
    const value = bytes.toString('latin1')
    void rc.set(key, value).then(done, failed)
    asked++
    if (i % 1000 !== 999) continue
    await new Promise(resolve => setImmediate(resolve))
    if (refused === 0) continue
    const from = performance.now()
    await rc.set(key, value).then(done, failed)
    asked++
    slowestRefusalMs = Math.max(slowestRefusalMs, performance.now() - from)
  }
  const rssMb = (process.memoryUsage().rss - before.rss) / 1e6
  const heldMb = (memory().held - before.held) / 1e6
  await cluster.resume(frozen)
  const from = performance.now()
  await rc.get(key)
  const recoveryMs = performance.now() - from
  await rc.close()
  if (settled !== asked) throw new Error(`${settled} of ${asked} commands have ended`)
  process.stdout.write(
    `${JSON.stringify({ asked, refused, slowestRefusalMs, heldMb, rssMb, limitMb: LIMIT / 1e6, recoveryMs })}\n`,
  )
} finally {
  await cluster.stop()
}
process.exit()
