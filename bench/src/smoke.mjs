import { BOUNDS, clientById, OURS } from './clients/registry.mjs'
import { openCluster } from './cluster.mjs'
import { loads } from './loads.mjs'
import { terminalTable } from './report/terminal.mjs'
import { run } from './run.mjs'
import { summarise } from './summary.mjs'

/**
 * A look in twenty seconds: ours and the bare sockets on three loads. It reports; no number makes it fail.
 */
const LOADS = ['get-64', 'set-64', 'gets-at-once']

const cluster = await openCluster(null)
try {
  const outcome = await run({
    clients: [OURS, ...BOUNDS].map(clientById),
    loads: loads.filter(({ id }) => LOADS.includes(id)),
    rounds: 3,
    seconds: 0.4,
    warmUpSeconds: 0.5,
    nodes: cluster.nodes,
    progress: line => void process.stderr.write(`${line}\n`),
  })
  process.stdout.write(`${terminalTable(outcome, summarise(outcome))}\n`)
} finally {
  await cluster.stop()
}
