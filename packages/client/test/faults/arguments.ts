import { parseArgs } from 'node:util'
import { CLIENTS, type ClientName } from './clients/names.js'
import { parsed, UsageError } from './usage.js'
import { type Variant, VARIANTS } from './variants.js'

/** What `pnpm faults` is asked for. */
export interface Wanted {
  readonly rows: readonly number[] | undefined
  /** Of rows with several parts this one; `''` is the one without a name. */
  readonly part: string | undefined
  readonly loads: readonly string[] | undefined
  readonly clients: readonly ClientName[]
  readonly variants: readonly Variant[]
  readonly runs: number
  readonly times: number | undefined
  readonly server: string | undefined
}

export const USAGE = `pnpm faults [--rows 1,7] [--loads W1] [--client ours,ioredis] [--variant full-coverage] [--runs 5] [--times 10000] [--server path]

  --rows    rows of the matrix; default all
  --part    of rows with several parts the one of this name; default all
  --loads   loads; default all that a row names
  --client  ${CLIENTS.join(', ')}; default ours
  --variant ${VARIANTS.join(', ')}: how the servers are configured; default usual
  --runs    how often each; default 1
  --times   how often a counted row (5, 15, 16) injects its fault
  --server  a redis-server or valkey-server; default the one that is found
  --help    this

Ends with 0 when all was run, whatever came of it: that stands in docs/faults.md. With 2 where an option cannot be read.`

/**
 * @returns `'help'` where that is asked for
 * @throws UsageError that names the option
 */
export function readArguments(args: readonly string[]): Wanted | 'help' {
  const text = { type: 'string' } as const
  const options = {
    rows: text,
    part: text,
    loads: text,
    client: text,
    variant: text,
    runs: text,
    times: text,
    server: text,
    help: { type: 'boolean', short: 'h' },
  } as const
  const { values } = parsed(() => parseArgs({ args: [...args], options }))
  if (values.help) return 'help'
  const names = values.client?.split(',') ?? ['ours']
  const clients = CLIENTS.filter(name => names.includes(name))
  if (clients.length !== names.length) throw new UsageError(`--client takes ${CLIENTS.join(', ')}.`)
  const asked = values.variant?.split(',') ?? ['usual']
  const variants = VARIANTS.filter(name => asked.includes(name))
  if (variants.length !== asked.length) throw new UsageError(`--variant takes ${VARIANTS.join(', ')}.`)
  return {
    rows: values.rows?.split(',').map(row => whole('rows', row)),
    part: values.part,
    loads: values.loads?.split(','),
    clients,
    variants,
    runs: whole('runs', values.runs ?? '1'),
    times: values.times === undefined ? undefined : whole('times', values.times),
    server: values.server,
  }
}

function whole(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new UsageError(`--${name} takes whole numbers.`)
  return value
}
