// One client, one load: subscribes, lets everything be published while it does nothing else, and then measures how long
// it takes to hear it all. So the servers, which have the same cores, are idle while the client is measured. A part is
// heard before, so that the compiler is not what is measured.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { clients } from './clients.mjs'
import { loads } from './loads.mjs'

/** How much of a load is heard before the clock starts. */
const WARM_UP = 0.3

const { client, title, nodes, publisher } = JSON.parse(process.argv[2] ?? '')
const load = loads.find(one => one.title === title)
const subscribe = clients[client]
if (load === undefined || subscribe === undefined) throw new Error('no such client or load')

const path = publisher ?? fileURLToPath(new URL('publish.mjs', import.meta.url))
let count = 0
let total = Number.POSITIVE_INFINITY
/** @type {() => void} */
let done = () => {}
await subscribe({
  nodes,
  load,
  heard: () => {
    if (++count === total) done()
  },
})
await hear({ ...load, messages: Math.round(load.messages * WARM_UP) })
process.stdout.write(JSON.stringify(await hear(load)))
process.exit(0)

/** @param {import('./loads.mjs').Load} load */
async function hear(load) {
  const all = new Promise(resolve => {
    done = () => resolve(undefined)
  })
  count = 0
  total = load.messages * load.listeners
  const given = JSON.stringify({ nodes, load })
  const { status } = spawnSync(process.execPath, [path, given], { stdio: 'inherit' })
  if (status !== 0) throw new Error('the publisher failed')
  const began = performance.now()
  const before = process.cpuUsage()
  const patience = setTimeout(() => {
    process.stderr.write(`${client}: heard ${count} of ${total}\n`)
    process.exit(1)
  }, 60_000)
  await all
  clearTimeout(patience)
  const ms = performance.now() - began
  const { user, system } = process.cpuUsage(before)
  return { perSecond: (total / ms) * 1000, cpu: (user + system) / total }
}
