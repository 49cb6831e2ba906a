import { table } from '../text/table.js'
import { many, whole } from '../text/units.js'
import type { BenchOptions, BenchReport } from './bench-report.js'
import type { Latencies } from './latencies.js'

const right = (title: string) => ({ title, align: 'right' }) as const
const COLUMNS = [
  { title: 'command' },
  right('count'),
  right('per second'),
  right('mean'),
  right('p50'),
  right('p95'),
  right('p99'),
  right('p99.9'),
  right('max'),
] as const

/** A load's figures as a table; latencies in milliseconds. */
export function printBench(report: BenchReport, { concurrency }: BenchOptions): string {
  const row = (name: string, one: Latencies): string[] => [
    name,
    whole(one.count),
    whole(one.count / report.seconds),
    ...[one.mean, one.p50, one.p95, one.p99, one.p999, one.max].map(ms => ms.toFixed(2)),
  ]
  const names = Object.entries(report.byCommand)
  const rows = names.map(([name, one]) => row(name, one))
  if (names.length > 1) rows.push(row('all', report.all))
  const head = `${many(concurrency, 'caller')}, ${report.seconds.toFixed(1)} s; latencies in milliseconds.\n\n`
  const errors = Object.entries(report.errors).map(([code, count]) => `${many(count, 'command')} failed: ${code}\n`)
  return `${head}${table(COLUMNS, rows)}${errors.join('')}`
}
