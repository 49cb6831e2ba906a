import { startCluster } from '@rc/testing'
import { clientById } from '../clients/registry.mjs'
import { ask, askInTurn } from './ask.mjs'
import { withSimulated } from './with-simulated.mjs'

/**
 * A part of the page: what was asked, and the rows of its table.
 * @typedef {object} Part
 * @property {string} title
 * @property {string} about
 * @property {readonly string[]} head
 * @property {(tools: Tools) => Promise<readonly (readonly string[])[]>} rows
 *
 * @typedef {object} Tools
 * @property {readonly import('../clients/client.mjs').Address[]} nodes of a cluster of three primaries
 * @property {number} rounds
 * @property {number} seconds of one round
 */

const label = (/** @type {string} */ id) => clientById(id).label
const rate = (/** @type {number} */ n) => Math.round(n).toLocaleString('en').replaceAll(',', ' ')
const fixed = (/** @type {number} */ n, digits = 2) => n.toFixed(digits)
const mb = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(1)} MB`
const addresses = (/** @type {{ nodes: readonly { host: string, port: number }[] }} */ { nodes }) =>
  nodes.map(({ host, port }) => ({ host, port }))

/** For a process that has tens of thousands of commands in flight. */
const YOUNG = '--max-semi-space-size=128'

/** GETs of one shape: what is the same for all rows but for what a row says. */
const shape = { client: 'ours', callers: 256, bytes: 64 }

/**
 * @param {readonly { name: string, question: Record<string, unknown> }[]} rows
 * @param {Tools} tools
 */
async function measured(rows, { rounds, seconds, nodes }) {
  const questions = rows.map(({ question }) => ({ ...shape, nodes, seconds, ...question }))
  const answers = await askInTurn('worker.mjs', questions, { rounds, by: 'cpuMicros' })
  return rows.map(({ name }, i) => ({ name, ...answers[i] }))
}

/** @type {readonly Part[]} */
export const parts = [
  {
    title: 'Commands in flight',
    about: `GET of 64 bytes, by so many callers at once. The memory is what is held for as many commands that were issued at once and are not yet answered, garbage and the callers' own loops not counted. With many in flight it is the collector that costs, the bare sockets too: what waits is moved twice before it counts as old. Where Node.js may use more memory for what is young, it is left alone.`,
    head: ['callers', 'client', 'GETs a second', 'CPU for one', 'memory held'],
    async rows(tools) {
      const usual = [10, 1000, 100_000].flatMap(callers =>
        ['ours', 'ioredis-auto', 'bare', 'bare-tuned'].map(client => ({
          name: `${callers}|${label(client)}`,
          question: { callers, client },
        })),
      )
      const roomy = ['ours', 'bare'].map(client => ({
        name: `100000|${label(client)}, ${YOUNG}`,
        question: { callers: 100_000, client, nodeOptions: [YOUNG] },
      }))
      const rows = [...usual, ...roomy]
      const questions = rows.map(({ question: { callers, client } }) => ({
        client,
        commands: callers,
        nodes: tools.nodes,
      }))
      const memory = await askInTurn('held.mjs', questions, { rounds: 1, by: 'heldBytes' })
      return (await measured(rows, tools)).map(({ name, perSecond, cpuMicros }, i) => {
        const [callers = '', client = ''] = name.split('|')
        const held = memory[i].heldBytes < 50_000 ? 'less than it can be told' : mb(memory[i].heldBytes)
        return [callers, client, rate(perSecond), `${fixed(cpuMicros)} µs`, held]
      })
    },
  },
  {
    title: 'Primaries',
    about:
      'GET of 64 bytes by 256 callers, over clusters of so many primaries. All servers share the cores of this machine.',
    head: ['primaries', 'client', 'GETs a second', 'CPU for one'],
    async rows(tools) {
      const rows = []
      for (const primaries of [3, 12, 30]) {
        // Thirty nodes that ask each other rarely would take half a minute to know of one another.
        const cluster = await startCluster({ primaries, replicas: 0, nodeTimeoutMs: 5000 })
        try {
          const clients = ['ours', 'bare'].map(client => ({ name: client, question: { client } }))
          for (const { name, perSecond, cpuMicros } of await measured(clients, {
            ...tools,
            nodes: addresses(cluster),
          })) {
            rows.push([String(primaries), label(name), rate(perSecond), `${fixed(cpuMicros)} µs`])
          }
        } finally {
          await cluster.stop()
        }
      }
      return rows
    },
  },
  {
    title: 'Primaries and connections, on paper',
    about:
      'GET of 64 bytes by 2000 callers, over clusters that are simulated: the sockets of the client answer by themselves, without a server and without a system call. What is left is the client and its callers.',
    head: ['primaries', 'connections to each', 'CPU for one'],
    async rows({ rounds, seconds }) {
      const rows = []
      for (const primaries of [3, 12, 30, 100]) {
        const questions = [1, 4].map(connectionsPerNode => ({
          callers: 2000,
          seconds,
          options: { connectionsPerNode },
        }))
        const answers = await withSimulated(primaries, nodes =>
          askInTurn(
            'own-work.mjs',
            questions.map(question => ({ ...question, nodes })),
            { rounds, by: 'cpuMicros' },
          ),
        )
        for (const [i, { options }] of questions.entries()) {
          rows.push([String(primaries), String(options.connectionsPerNode), `${fixed(answers[i].cpuMicros)} µs`])
        }
      }
      return rows
    },
  },
  {
    title: 'Size of values',
    about: 'GET by 64 callers.',
    head: ['bytes', 'client', 'GETs a second', 'CPU for one'],
    async rows(tools) {
      const rows = [0, 64, 1024, 16_384, 131_072, 1_048_576].flatMap(bytes =>
        ['ours', 'ioredis', 'bare'].map(client => ({
          name: `${bytes}|${client}`,
          question: { bytes, client, callers: 64 },
        })),
      )
      return (await measured(rows, tools)).map(({ name, perSecond, cpuMicros }) => {
        const [bytes = '', client = ''] = name.split('|')
        return [bytes, label(client), rate(perSecond), `${fixed(cpuMicros)} µs`]
      })
    },
  },
  {
    title: 'RESP2, RESP3 and TLS',
    about: 'GET of 64 bytes by 256 callers, our client.',
    head: ['way', 'GETs a second', 'CPU for one'],
    async rows(tools) {
      const tls = await startCluster({ primaries: 3, replicas: 0, nodeTimeoutMs: 30_000, tls: true })
      try {
        const secure = { nodes: addresses(tls), options: { tls: { ca: tls.tls?.ca.toString() } } }
        const rows = [
          { name: 'RESP3', question: { options: { protocol: 3 } } },
          { name: 'RESP2', question: { options: { protocol: 2 } } },
          { name: 'RESP3 over TLS', question: secure },
        ]
        return (await measured(rows, tools)).map(({ name, perSecond, cpuMicros }) => [
          name,
          rate(perSecond),
          `${fixed(cpuMicros)} µs`,
        ])
      } finally {
        await tls.stop()
      }
    },
  },
  {
    title: 'Long replies',
    about:
      'One reply of so many megabytes: a string, or a list of strings of 64 bytes. Beside it, how far the process grew while it came.',
    head: ['kind', 'megabytes', 'time for each', 'CPU for each', 'growth of the process'],
    async rows({ nodes, rounds }) {
      const questions = ['string', 'list'].flatMap(kind => [1, 10, 100].map(megabytes => ({ kind, megabytes, nodes })))
      const answers = await askInTurn('reply.mjs', questions, { rounds: Math.min(rounds, 3), by: 'cpuMsPerMb' })
      return questions.map(({ kind, megabytes }, i) => {
        const { msPerMb, cpuMsPerMb, peakMb } = answers[i]
        return [kind, String(megabytes), `${fixed(msPerMb)} ms`, `${fixed(cpuMsPerMb)} ms`, `${fixed(peakMb, 0)} MB`]
      })
    },
  },
  {
    title: 'The map of a huge cluster, on paper',
    about:
      '1000 nodes, each of the 16 384 slots a range of its own. All slots have moved between the two maps compared.',
    head: ['what', 'how long'],
    async rows() {
      const { parseMs, diffMs, patchMs, routeNanos } = await ask('map.mjs', {})
      return [
        ['read CLUSTER NODES', `${fixed(parseMs)} ms`],
        ['compare with another', `${fixed(diffMs)} ms`],
        ['move one slot', `${fixed(patchMs, 3)} ms`],
        ['find the node of a key', `${fixed(routeNanos, 0)} ns`],
      ]
    },
  },
  {
    title: 'A server that does not read',
    about:
      'One primary frozen, 200 000 SETs of 1 KB for it as fast as they can be issued, maxQueuedBytes 32 MiB; then it goes on.',
    head: ['what', 'how much'],
    async rows() {
      const { asked, refused, slowestRefusalMs, heldMb, rssMb, limitMb, recoveryMs } = await ask('stalled.mjs', {})
      return [
        ['refused at once with QueueFullError', `${rate(refused)} of ${rate(asked)}`],
        ['slowest refusal', `${fixed(slowestRefusalMs, 1)} ms`],
        [
          'memory held meanwhile, garbage not counted, with the promise that the caller makes of each',
          `${fixed(heldMb, 1)} MB (limit ${fixed(limitMb, 1)} MB)`,
        ],
        ['growth of the process, garbage included', `${fixed(rssMb, 0)} MB`],
        ['a GET right after it goes on', `${fixed(recoveryMs, 0)} ms, behind all that had waited`],
      ]
    },
  },
  {
    title: 'Start',
    about: 'A process of its own: loading the package, then connecting until the first GET has its answer.',
    head: ['client', 'import', 'connect and GET', 'heap of the connected client'],
    async rows({ nodes, rounds }) {
      const questions = ['ours', 'ioredis', 'node-redis', 'glide'].map(client => ({ client, nodes }))
      const answers = await askInTurn('cold.mjs', questions, { rounds: rounds * 2 + 1, by: 'importMs' })
      return questions.map(({ client }, i) => {
        const { importMs, connectMs, heapBytes } = answers[i]
        return [label(client), `${fixed(importMs, 0)} ms`, `${fixed(connectMs, 0)} ms`, mb(heapBytes)]
      })
    },
  },
  {
    title: 'Size of a bundle',
    about:
      'Made by esbuild for Node.js. What is loaded later is loaded when it is first used. valkey-glide is a native library of 15 MB and cannot be bundled.',
    head: ['client', 'minified', 'gzipped', 'loaded later, gzipped'],
    async rows() {
      const bundles = {
        '@rc/client': "export * from '@rc/client'",
        '@rc/client/bare and five builders':
          "export { ClusterClient } from '@rc/client/bare'; export { get, set, del, incr, mget } from '@rc/commands'",
        ioredis: "export * from 'ioredis'",
        'node-redis': "export { createCluster } from 'redis'",
      }
      const kilo = (/** @type {number} */ bytes) => `${fixed(bytes / 1000, 1)} kB`
      const rows = []
      for (const [name, code] of Object.entries(bundles)) {
        const { minified, gzipped, later } = await ask('size.mjs', { code })
        rows.push([name, kilo(minified), kilo(gzipped), later === 0 ? '–' : kilo(later)])
      }
      return rows
    },
  },
]
