// A process that issues many commands at once and prints how much memory is held for them, garbage not counted.
import { clientById } from '../clients/registry.mjs'

const { client: id, nodes, commands } = JSON.parse(process.argv[2] ?? '{}')
const adapter = await import(new URL(clientById(id).module, new URL('../clients/', import.meta.url)).href)
const client = await adapter.connect(nodes)
const keys = Array.from({ length: 10_000 }, (_, i) => `held:${i}`)
for (let i = 0; i < keys.length; i += 500) {
  await Promise.all(keys.slice(i, i + 500).map(key => client.set(key, 'v'.repeat(64))))
}

function held() {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** @type {unknown[]} */
const outcomes = Array.from({ length: commands }, () => null)
/** All at once, each by the caller's own loop: no caller's memory is in it. */
const issue = () => {
  for (let i = 0; i < commands; i++) outcomes[i] = client.get(keys[i % keys.length])
}
// Once for what is made on the first occasion, then for what counts.
issue()
await Promise.all(outcomes)
outcomes.fill(null)
const before = held()
issue()
const heldBytes = held() - before
await Promise.all(outcomes)
process.stdout.write(`${JSON.stringify({ heldBytes })}\n`)
process.exit()
