import { startCluster } from '@rc/testing'
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { describeMachine } from '../machine.mjs'
import { BENCH } from '../options.mjs'
import { clients } from './clients.mjs'
import { loads } from './loads.mjs'

const HELP = `Measures how fast clients hear messages. Takes about eleven minutes.

  pnpm bench pubsub                     all loads, into bench/PUBSUB.md
  node src/pubsub/main.mjs --rounds 1   fewer rounds; printed, not written
`

const { values } = parseArgs({
  options: {
    rounds: { type: 'string' },
    worker: { type: 'string' },
    publisher: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
const worker = values.worker ?? fileURLToPath(new URL('worker.mjs', import.meta.url))
const run = promisify(execFile)

if (values.help) process.stdout.write(HELP)
else {
  const page = await measure(Number(values.rounds ?? '5'))
  if (values.rounds === undefined) await writeFile(`${BENCH}PUBSUB.md`, page)
  process.stdout.write(page)
}

/** @param {number} rounds */
async function measure(rounds) {
  const cluster = await startCluster({ primaries: 3, replicas: 0, nodeTimeoutMs: 30_000 })
  try {
    const nodes = cluster.nodes.map(({ host, port }, i) => ({ host, port, slots: [shareOf(i, cluster.nodes.length)] }))
    for (const node of cluster.nodes) {
      await cluster.command(node, 'CONFIG', 'SET', 'client-output-buffer-limit', 'pubsub 0 0 0')
    }
    const machine = await describeMachine(nodes)
    const tables = []
    for (const { title } of loads) {
      /** @type {Map<string, { perSecond: number, cpu: number }[]>} */
      const results = new Map(Object.keys(clients).map(name => [name, []]))
      for (let round = 0; round < rounds; round++) {
        for (const [client, list] of results) {
          const question = JSON.stringify({ client, title, nodes, publisher: values.publisher })
          const { stdout } = await run(process.execPath, [worker, question])
          list.push(JSON.parse(stdout))
        }
        process.stderr.write(`${title}: round ${round + 1} of ${rounds}\n`)
      }
      const rows = [...results].map(
        ([client, list]) =>
          `| ${client} | ${thousands(median(list.map(one => one.perSecond)))} | ${median(list.map(one => one.cpu)).toFixed(2)} µs |`,
      )
      tables.push(
        `## ${title}\n\n| client | messages a second | CPU a message |\n| --- | ---: | ---: |\n${rows.join('\n')}`,
      )
    }
    const when = new Date().toISOString().slice(0, 16).replace('T', ' ')
    return `# Messages

Written by \`pnpm bench pubsub\`; do not edit. Messages of 64 bytes wait at the servers before the clock starts, so that neither the publisher nor the servers, which share the cores, decide: a client that listens does nothing else, and hears as fast as it can. A message that a hundred hear counts a hundred times. Each client has heard a third as much before, so that the compiler is not in it. Medians of ${rounds} rounds, in turn. CPU time is that of the whole process, native threads included. The bare socket is no client: it counts bytes, and calls each listener so often.

- **When** ${when} UTC
- **Machine** ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}, Node.js ${machine.node}; ${machine.server}; load average before the run ${machine.loadBefore.toFixed(2)}

${tables.join('\n\n')}
`
  } finally {
    await cluster.stop()
  }
}

/**
 * The slots of a primary, as they are dealt out evenly.
 * @param {number} index
 * @param {number} count
 * @returns {[number, number]}
 */
function shareOf(index, count) {
  return [Math.round((index * 16_384) / count), Math.round(((index + 1) * 16_384) / count) - 1]
}

/** @param {readonly number[]} numbers */
function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0
}

/** @param {number} value */
function thousands(value) {
  return `${Math.round(value / 1000)} 000`
}
