import { startCluster } from '@rc/testing'
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { describeMachine } from '../machine.mjs'
import { BENCH } from '../options.mjs'
import { parts } from './parts.mjs'

const HELP = `Measures how the cost of a command grows, and what starts and stalls cost. Takes about ten minutes.

  pnpm bench growth                     all parts, into bench/GROWTH.md
  node src/growth/main.mjs --only map   parts whose title holds the word; printed, not written
    --rounds 3                          rounds of each row, in turn
    --seconds 0.6                       length of a round

Parts: ${parts.map(({ title }) => title).join(' · ')}
`

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '0.6' },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
const only = values.only?.toLowerCase()
const chosen = parts.filter(({ title }) => only === undefined || title.toLowerCase().includes(only))

if (values.help || chosen.length === 0) {
  process.stdout.write(HELP)
  process.exitCode = values.help ? 0 : 2
} else {
  const page = await measure()
  if (only === undefined) await writeFile(`${BENCH}GROWTH.md`, page)
  process.stdout.write(page)
}

async function measure() {
  const cluster = await startCluster({ primaries: 3, replicas: 0, nodeTimeoutMs: 30_000 })
  try {
    const nodes = cluster.nodes.map(({ host, port }) => ({ host, port }))
    const machine = await describeMachine(nodes)
    const sections = []
    for (const [i, part] of chosen.entries()) {
      process.stderr.write(`[${i + 1}/${chosen.length}] ${part.title}\n`)
      const rows = await part.rows({ nodes, rounds: Number(values.rounds), seconds: Number(values.seconds) })
      sections.push(`## ${part.title}\n\n${part.about}\n\n${table(part.head, rows)}`)
    }
    const when = new Date().toISOString().slice(0, 16).replace('T', ' ')
    return `# Growth

Written by \`pnpm bench growth\`; do not edit. Each row is the median of its rounds, which were run in turn; the machine is shared, so compare rows of one table and nothing else.

- **When** ${when} UTC
- **Machine** ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}, Node.js ${machine.node}; ${machine.server}; load average before the run ${machine.loadBefore.toFixed(2)}

${sections.join('\n\n')}
`
  } finally {
    await cluster.stop()
  }
}

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
function table(head, rows) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n')
}
