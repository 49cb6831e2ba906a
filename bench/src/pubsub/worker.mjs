// One client, one load: subscribes, lets everything be published while it does nothing else, and then measures how long
// it takes to hear it all. So the servers, which have the same cores, are idle while the client is measured.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { clients, loads } from './clients.mjs'

const { client, title, nodes, publisher } = JSON.parse(process.argv[2] ?? '')
const load = loads.find(one => one.title === title)
const subscribe = clients[client]
if (load === undefined || subscribe === undefined) throw new Error('no such client or load')

const total = load.messages * load.listeners
let count = 0
/** @type {() => void} */
let done = () => {}
const all = new Promise(resolve => {
  done = () => resolve(undefined)
})
await subscribe({
  nodes,
  load,
  heard: () => {
    if (++count === total) done()
  },
})
const path = publisher ?? fileURLToPath(new URL('publish.mjs', import.meta.url))
const { status } = spawnSync(process.execPath, [path, JSON.stringify({ nodes, load })], { stdio: 'inherit' })
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
process.stdout.write(JSON.stringify({ perSecond: (total / ms) * 1000, cpu: (user + system) / total }))
process.exit(0)
