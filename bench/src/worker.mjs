import { performance } from 'node:perf_hooks'
import { clientById } from './clients/registry.mjs'
import { drive } from './drive.mjs'
import { loads } from './loads.mjs'
import { verify } from './verify.mjs'

/**
 * The process of one client: asked over IPC, one question at a time.
 * @typedef {object} Questions
 * @property {{ client: string, nodes: readonly import('./clients/client.mjs').Address[] }} connect
 * @property {Record<string, never>} verify
 * @property {{ load: string, seconds: number }} prepare
 * @property {{ seconds: number }} round
 * @property {Record<string, never>} close
 */

/**
 * @typedef {object} Answers
 * @property {Connected} connect
 * @property {void} verify
 * @property {void} prepare
 * @property {import('./drive.mjs').Round} round
 * @property {void} close
 */

/**
 * @typedef {object} Connected
 * @property {number} importMs
 * @property {number} connectMs until the first GET has its answer
 * @property {number} heapBytes what import and connection added, after a collection
 * @property {number} rssBytes what they added to the process
 */

/** After other clients had their turn, caches are cold: so long does a client run before its round counts. */
const roundWarmUp = (/** @type {number} */ seconds) => Math.min(0.1, seconds / 3)

/** @type {import('./clients/client.mjs').Client} */
let client
/** @type {(seconds: number) => Promise<import('./drive.mjs').Round>} */
let run

/** @type {{ [Kind in keyof Questions]: (question: Questions[Kind]) => Promise<Answers[Kind]> }} */
const answers = {
  async connect({ client: id, nodes }) {
    const before = settledMemory()
    const start = performance.now()
    const adapter = await import(new URL(clientById(id).module, new URL('clients/', import.meta.url)).href)
    const imported = performance.now()
    client = await adapter.connect(nodes)
    await client.get('key:0')
    const connected = performance.now()
    const after = settledMemory()
    return {
      importMs: imported - start,
      connectMs: connected - imported,
      heapBytes: after.heapUsed - before.heapUsed,
      rssBytes: after.rss - before.rss,
    }
  },

  verify: () => verify(client),

  async prepare({ load: id, seconds }) {
    const load = loads.find(candidate => candidate.id === id)
    if (load === undefined) throw new Error(`no load has the id ${id}`)
    const operation = load.prepare()
    const step = (/** @type {number} */ i) => operation(client, i)
    run = duration => drive(step, { callers: load.callers, seconds: duration, sampleEvery: load.sampleEvery })
    await run(seconds)
  },

  async round({ seconds }) {
    await run(roundWarmUp(seconds))
    return run(seconds)
  },

  async close() {
    await client?.close()
  },
}

function settledMemory() {
  globalThis.gc?.()
  return process.memoryUsage()
}

/**
 * @param {keyof Questions} kind
 * @param {any} question
 */
async function answer(kind, question) {
  try {
    process.send?.({ answer: await answers[kind](question) })
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error)
    process.send?.({ error: { code, message } })
  }
}

process.on('message', (/** @type {{ kind: keyof Questions, question: unknown }} */ { kind, question }) => {
  void answer(kind, question)
})

// A client may hold the process open after its close, and must not once nobody asks any more.
process.on('disconnect', () => process.exit())
