// A process that fetches one long reply and prints what a megabyte of it cost.
import { RedisCluster } from '@rc/client'
import { performance } from 'node:perf_hooks'

const { nodes, megabytes, kind } = JSON.parse(process.argv[2] ?? '{}')
const rc = new RedisCluster({ nodes, timeoutMs: 60_000 })
const key = `reply:${kind}:${megabytes}`
await rc.del(key)
if (kind === 'string') await rc.setrange(key, megabytes * 1024 * 1024 - 1, 'x')
else {
  const items = Array.from({ length: 1024 }, (_, i) => `item:${i}`.padEnd(64, 'x'))
  for (let i = 0; i < megabytes * 16; i++) await rc.rpush(key, items)
}
const read = () => (kind === 'string' ? rc.get(key) : rc.lrange(key, 0, -1))
if (megabytes <= 10) await read()
globalThis.gc?.()
const before = process.memoryUsage()
let peak = before.rss
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss)
}, 5)
const cpu = process.cpuUsage()
const from = performance.now()
const value = await read()
const ms = performance.now() - from
const used = process.cpuUsage(cpu)
clearInterval(watch)
peak = Math.max(peak, process.memoryUsage().rss)
const length = (value?.length ?? 0) * (kind === 'string' ? 1 : 64)
if (length !== megabytes * 1024 * 1024) throw new Error(`${length} of ${megabytes} MB came`)
await rc.del(key)
process.stdout.write(
  `${JSON.stringify({ msPerMb: ms / megabytes, cpuMsPerMb: (used.user + used.system) / 1000 / megabytes, peakMb: (peak - before.rss) / 1e6 })}\n`,
)
process.exit()
