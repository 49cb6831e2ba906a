// A process that measures one thing and prints it as JSON: how fast a client goes under one shape of load.
import { clientById } from '../clients/registry.mjs'
import { drive } from '../drive.mjs'
import { WARM_UP_SECONDS } from '../options.mjs'

/**
 * @typedef {object} Question
 * @property {string} client
 * @property {readonly import('../clients/client.mjs').Address[]} nodes
 * @property {number} callers commands in flight
 * @property {number} bytes of each value
 * @property {number} seconds
 * @property {Record<string, unknown>} [options] of our client, where it is not the default
 */

/**
 * @typedef {object} Answer
 * @property {number} perSecond
 * @property {number} cpuMicros for a command
 */

/** Fewer keys where they are large, so that they fit into the servers. */
const keysFor = (/** @type {number} */ bytes) => (bytes > 100_000 ? 30 : bytes > 10_000 ? 300 : 10_000)

/** @param {Question} question */
async function connect({ client, nodes, options }) {
  if (options === undefined) {
    const adapter = await import(new URL(clientById(client).module, new URL('../clients/', import.meta.url)).href)
    return adapter.connect(nodes)
  }
  const { RedisCluster } = await import('@rc/client')
  return new RedisCluster({ nodes: [...nodes], ...options }).connect()
}

/**
 * @param {Question} question
 * @returns {Promise<Answer>}
 */
async function answer(question) {
  const { callers, bytes, seconds } = question
  const client = await connect(question)
  const keys = Array.from({ length: keysFor(bytes) }, (_, i) => `growth:${bytes}:${i}`)
  const value = 'v'.repeat(bytes)
  for (const key of keys) await client.set(key, value)
  const step = (/** @type {number} */ i) => client.get(keys[(i * 7919) % keys.length])
  const shape = { callers, seconds, sampleEvery: 1_000_000_000 }
  await drive(step, { ...shape, seconds: WARM_UP_SECONDS })
  globalThis.gc?.()
  const round = await drive(step, shape)
  await client.close()
  return {
    perSecond: round.operations / round.seconds,
    cpuMicros: round.cpuMicros / round.operations,
  }
}

const question = JSON.parse(process.argv[2] ?? '{}')
process.stdout.write(`${JSON.stringify(await answer(question))}\n`)
process.exit()
