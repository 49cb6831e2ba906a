// A process that writes to a frozen server until it is refused, and prints what that cost and how it went on.
import { RedisCluster } from '@rc/client'
import { QueueFullError } from '@rc/errors'
import { startCluster } from '@rc/testing'
import { performance } from 'node:perf_hooks'

const LIMIT = 32 * 1024 * 1024
const cluster = await startCluster({ primaries: 3, replicas: 0, nodeTimeoutMs: 30_000 })
try {
  const rc = await new RedisCluster({ nodes: cluster.seeds, maxQueuedBytes: LIMIT, timeoutMs: 60_000 }).connect()
  const [frozen] = cluster.primaries
  if (frozen === undefined) throw new Error('the cluster has no primary')
  const node = rc.nodes('primary').find(({ address }) => address.port === frozen.port)
  const key = Array.from({ length: 1000 }, (_, i) => `k${i}`).find(k => rc.nodeFor(k)?.port === frozen.port)
  if (node === undefined || key === undefined) throw new Error('no key of the frozen node was found')
  await rc.set(key, '')
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  await cluster.pause(frozen)
  const value = 'v'.repeat(1024)
  let refused = 0
  let slowestRefusalMs = 0
  /** @type {Promise<unknown>[]} */
  const taken = []
  for (let i = 0; i < 200_000; i++) {
    const from = performance.now()
    const outcome = rc.set(key, value)
    taken.push(
      outcome.catch(error => {
        if (!(error instanceof QueueFullError)) throw error
        refused++
        slowestRefusalMs = Math.max(slowestRefusalMs, performance.now() - from)
      }),
    )
    if (i % 1000 === 999) await new Promise(resolve => setImmediate(resolve))
  }
  const rssMb = (process.memoryUsage().rss - before) / 1e6
  await cluster.resume(frozen)
  const from = performance.now()
  await rc.get(key)
  const recoveryMs = performance.now() - from
  await Promise.all(taken)
  await rc.close()
  process.stdout.write(
    `${JSON.stringify({ asked: taken.length, refused, slowestRefusalMs, rssMb, limitMb: LIMIT / 1e6, recoveryMs })}\n`,
  )
} finally {
  await cluster.stop()
}
process.exit()
