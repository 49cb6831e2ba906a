// A process that starts a client and prints how long it took until the first GET had its answer.
import { performance } from 'node:perf_hooks'
import { clientById } from '../clients/registry.mjs'

const { client: id, nodes } = JSON.parse(process.argv[2] ?? '{}')
const start = performance.now()
const adapter = await import(new URL(clientById(id).module, new URL('../clients/', import.meta.url)).href)
const imported = performance.now()
globalThis.gc?.()
const before = process.memoryUsage().heapUsed
const client = await adapter.connect(nodes)
await client.get('key:0')
const answered = performance.now()
globalThis.gc?.()
const heapBytes = process.memoryUsage().heapUsed - before
process.stdout.write(`${JSON.stringify({ importMs: imported - start, connectMs: answered - imported, heapBytes })}\n`)
process.exit()
