import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { OURS } from './clients/registry.mjs'
import { openCluster } from './cluster.mjs'
import { HELP, parseOptions, UsageError } from './options.mjs'
import { rawResults } from './report/json.mjs'
import { markdown } from './report/markdown.mjs'
import { plot } from './report/plot.mjs'
import { terminalTable } from './report/terminal.mjs'
import { run } from './run.mjs'
import { summarise } from './summary.mjs'

const progress = (/** @type {string} */ line) => void process.stderr.write(`${line}\n`)

/** @param {import('./options.mjs').Options} options */
async function main(options) {
  await mkdir(options.out, { recursive: true })
  progress(options.nodes === null ? 'Starting a cluster' : 'Connecting to the given cluster')
  const cluster = await openCluster(options.nodes)
  const stop = () => void cluster.stop().finally(() => process.exit(130))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    /** @type {import('./run.mjs').Plan} */
    const plan = {
      ...options,
      nodes: cluster.nodes,
      progress,
      nodeOptions: (entry, load) =>
        options.cpuProf && entry.id === OURS && load !== null
          ? ['--cpu-prof', `--cpu-prof-dir=${join(options.out, 'profiles')}`, `--cpu-prof-name=${load.id}.cpuprofile`]
          : [],
    }
    const outcome = await run(plan)
    const rows = summarise(outcome)
    const raw = `${JSON.stringify(rawResults(plan, outcome), null, 2)}\n`
    await writeFile(join(options.out, 'results.json'), raw)
    await writeFile(join(options.out, 'results.svg'), plot(outcome, rows))
    await writeFile(join(options.out, 'RESULTS.md'), markdown({ plan, outcome, rows, about: cluster.about }))
    process.stdout.write(options.json ? raw : `${terminalTable(outcome, rows)}\n`)
    progress(`Written: ${relative(process.cwd(), join(options.out, 'RESULTS.md'))}, results.svg, results.json`)
    if (rows.some(row => row.failures.has(OURS))) process.exitCode = 1
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
    await cluster.stop()
  }
}

try {
  const options = parseOptions(process.argv.slice(2))
  if (options.help) process.stdout.write(HELP)
  else await main(options)
} catch (error) {
  const usage = error instanceof UsageError
  progress(usage ? `${error.message}\n--help shows what there is.` : `The bench could not run: ${String(error)}`)
  process.exitCode = usage ? 2 : 1
}
