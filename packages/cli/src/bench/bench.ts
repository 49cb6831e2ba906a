import type { RedisCluster } from '@rc/client'
import { command, type Executor, SET, UNLINK } from '@rc/commands'
import { isRedisClusterError } from '@rc/errors'
import { randomUUID } from 'node:crypto'
import { EXIT, type ExitCode, type Io, pause } from '../io.js'
import { openCluster } from '../store/open.js'
import { parsePlace } from '../store/place.js'
import type { BenchOptions, BenchReport } from './bench-report.js'
import { LatencyHistogram } from './latencies.js'
import { type Draw, drawShare, KINDS, LOADS, parseMix } from './loads.js'
import { printBench } from './print-bench.js'

const AT_ONCE = 1000

/** `rc bench CLUSTER` */
export async function bench(place: string, options: BenchOptions, io: Io): Promise<ExitCode> {
  const shares = parseMix(options.mix)
  const client = await openCluster(parsePlace(place, io.env), options)
  const prefix = `rc-bench:${randomUUID().slice(0, 8)}:`
  try {
    await onKeys(options.keys, i => client.run(command(SET, [`${prefix}string:${i}`, Buffer.alloc(options.size, 'x')])))
    const report = await load(client, { options, prefix, io, names: random => drawShare(shares, random) })
    io.stdout.write(options.json === true ? `${JSON.stringify(report, null, 2)}\n` : printBench(report, options))
    return Object.keys(report.errors).length > 0 ? EXIT.negative : EXIT.done
  } finally {
    if (options.keep !== true) await tidy(client, prefix, options.keys)
    client.destroy()
  }
}

interface Load {
  readonly options: BenchOptions
  readonly prefix: string
  readonly io: Io
  readonly names: (random: number) => string
}

/** So many callers, each of whom waits for an answer before the next command, until the time is over. */
async function load(client: RedisCluster, { options, prefix, io, names }: Load): Promise<BenchReport> {
  const { seconds, concurrency, keys, size, readFrom } = options
  const executor: Executor = client.with({ readFrom }).bytes() as Executor
  const below = (bound: number): number => Math.floor(Math.random() * bound)
  const draw: Draw = { below, value: Buffer.alloc(size, 'x'), key: kind => `${prefix}${kind}:${below(keys)}` }
  const all = new LatencyHistogram()
  const byCommand = new Map<string, LatencyHistogram>()
  const errors: Record<string, number> = {}
  let over = false

  const caller = async (): Promise<void> => {
    while (!over) {
      const name = names(Math.random())
      const one = LOADS[name]?.(draw)
      if (one === undefined) return
      const sentAt = performance.now()
      try {
        await executor.run(one)
        const ms = performance.now() - sentAt
        all.add(ms)
        histogramOf(byCommand, name).add(ms)
      } catch (error) {
        if (!isRedisClusterError(error)) throw error
        errors[error.code] = (errors[error.code] ?? 0) + 1
        // A cluster that refuses everything at once is not asked ten thousand times a second.
        await pause(10, io.signal)
      }
    }
  }

  const began = performance.now()
  const callers = Promise.all(Array.from({ length: concurrency }, caller))
  // A caller that fails ends it all.
  await Promise.race([pause(seconds * 1000, io.signal), callers])
  over = true
  await callers
  const took = (performance.now() - began) / 1000
  const result = all.result()
  return {
    seconds: took,
    commands: result.count,
    perSecond: result.count / took,
    all: result,
    byCommand: Object.fromEntries([...byCommand].map(([name, one]) => [name, one.result()])),
    errors,
  }
}

function histogramOf(byCommand: Map<string, LatencyHistogram>, name: string): LatencyHistogram {
  const known = byCommand.get(name)
  if (known !== undefined) return known
  const made = new LatencyHistogram()
  byCommand.set(name, made)
  return made
}

async function onKeys(keys: number, work: (i: number) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < keys; from += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, keys - from) }, (_, i) => work(from + i)))
  }
}

/** Takes away what the load left behind. What cannot be deleted now is told by nobody: its name says what it is. */
async function tidy(client: RedisCluster, prefix: string, keys: number): Promise<void> {
  const unlink = (i: number): Promise<unknown> =>
    Promise.all(KINDS.map(kind => client.run(command(UNLINK, [`${prefix}${kind}:${i}`])).catch(() => undefined)))
  await onKeys(keys, unlink)
}
