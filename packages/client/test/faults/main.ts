import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readArguments, USAGE, type Wanted } from './arguments.js'
import type { ClientName } from './clients/names.js'
import type { LoadName } from './loads/load.js'
import { inOwnNetwork, runInOwnNetwork } from './network.js'
import { resultsOf, writePage } from './page.js'
import { startProcess } from './process-subject.js'
import { combine, type Results } from './results.js'
import { ROWS } from './rows/all.js'
import type { Row } from './rows/row.js'
import { type Outcome, runRow } from './runner.js'
import { tellFailure } from './usage.js'
import { isPossible, type Variant } from './variants.js'

const PACKAGES: Readonly<Record<ClientName, string>> = {
  ours: 'packages/client',
  ioredis: 'bench/node_modules/ioredis',
  'node-redis': 'bench/node_modules/redis',
  'valkey-glide': 'bench/node_modules/@valkey/valkey-glide',
}
const say = (line: string) => process.stdout.write(`${line}\n`)
const root = process.cwd()

/** Runs what is wanted, a row at a time, and writes the page of all that is known. */
async function main(wanted: Wanted): Promise<void> {
  const results = resultsOf(root)
  for (const row of ROWS.filter(({ number, part = '' }) => isWanted(wanted, number, part))) {
    const unable = row.unable?.()
    if (unable !== undefined) say(`row ${row.number}: SKIPPED, ${unable}`)
    if (unable === undefined && row.clientSide !== undefined && !inOwnNetwork()) {
      const code = await runInOwnNetwork(['--rows', String(row.number), '--part', row.part ?? '', ...besides(wanted)])
      if (code !== 0) say(`row ${row.number}: FAILED, its own network ended with ${code}`)
      results.reload()
      continue
    }
    for (const load of unable === undefined ? row.loads.filter(name => wanted.loads?.includes(name) ?? true) : []) {
      for (const variant of wanted.variants.filter(name => isPossible(name, row))) {
        for (const client of wanted.clients) await cell(results, { row, load, client, variant }, wanted)
      }
    }
  }
  writePage(root)
}

const isWanted = ({ rows, part }: Wanted, number: number, its: string): boolean =>
  (rows?.includes(number) ?? true) && (part === undefined || part === its)

/** What else was asked for, for the same program elsewhere. */
const besides = ({ loads, clients, variants, runs, times, server }: Wanted): string[] => [
  ...(loads === undefined ? [] : ['--loads', loads.join()]),
  '--client',
  clients.join(),
  '--variant',
  variants.join(),
  '--runs',
  String(runs),
  ...(times === undefined ? [] : ['--times', String(times)]),
  ...(server === undefined ? [] : ['--server', server]),
]

async function cell(
  results: Results,
  { row, load, client, variant }: { row: Row; load: LoadName; client: ClientName; variant: Variant },
  { runs, times, server }: Wanted,
): Promise<void> {
  const places = {
    worker: join(root, '.cache/faults/worker.js'),
    adapters: join(root, 'bench/src/faults'),
    ...(row.clientSide && { side: row.clientSide }),
  }
  const name = `row ${row.number}${row.part ? ` (${row.part})` : ''} ${load} ${client}${variant === 'usual' ? '' : ` ${variant}`}`
  const outcomes: Outcome[] = []
  let trouble: string | undefined
  for (let run = 1; run <= runs; run++) {
    try {
      const experiment = { row, load, variant, ...(times && { times }), ...(server && { server }) }
      const outcome = await runRow(experiment, orders => startProcess(client, orders, places))
      outcomes.push(outcome)
      say(`${name} run ${run}: ${inWords(outcome)}`)
    } catch (error) {
      trouble = String(error)
      say(`${name} run ${run}: FAILED, ${trouble}`)
    }
  }
  const { version } = JSON.parse(readFileSync(join(root, PACKAGES[client], 'package.json'), 'utf8')) as {
    version: string
  }
  const about = {
    row: row.number,
    ...(row.part && { part: row.part }),
    load,
    client,
    ...(variant !== 'usual' && { variant }),
    version,
  }
  results.put(combine({ ...about, times: times ?? row.times ?? 1 }, outcomes, trouble))
}

function inWords({ findings, operations, errors, examples, lagMs, peakRssMb }: Outcome): string {
  const figures = findings.map(({ id, ok, figure, unit, example }) =>
    ok ? `${id} ${figure}` : `${id} BROKEN ${figure} ${unit} (${example ?? ''})`,
  )
  const told = Object.entries(errors).map(([name, count]) => `\n    ${count} ${name}, such as: ${examples[name]}`)
  return `${operations} operations, lag ${Math.round(lagMs)} ms, peak RSS ${peakRssMb} MB; ${figures.join(', ')}${told.join('')}`
}

try {
  const wanted = readArguments(process.argv.slice(2))
  if (wanted === 'help') say(USAGE)
  else await main(wanted)
} catch (error) {
  tellFailure(error, USAGE)
}
