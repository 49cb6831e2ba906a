import { once } from 'node:events'
import { Cluster } from 'ioredis'
import { KEYS_OF, SCRIPT } from './script.mjs'

/** @type {import('../../../packages/client/test/faults/client.js').Connect} */
export async function connect({ seeds, addressMap, password, timeoutMs, readFrom }) {
  const cluster = new Cluster([...seeds], {
    redisOptions: { commandTimeout: timeoutMs, ...(password !== undefined && { password }) },
    ...(readFrom === 'replica' && { scaleReads: 'slave' }),
    ...(addressMap !== undefined && {
      natMap: Object.fromEntries(Object.entries(addressMap).map(([from, to]) => [from, addressOf(to)])),
    }),
  })
  cluster.on('error', () => {})
  await once(cluster, 'ready')
  const append = async (/** @type {{ key: string, id: string }} */ { key, id }) =>
    Number(await cluster.eval(SCRIPT, 2, ...KEYS_OF(key), id))
  return {
    append,
    // Its pipelines want one node for all of their keys: commands of one tick are what it has over several.
    appendMany: operations =>
      Promise.all(operations.map(one => append(one).catch((/** @type {unknown} */ error) => asError(error)))),
    incr: key => cluster.incr(key),
    get: key => cluster.get(key),
    set: (key, value) => cluster.set(key, value),
    close: async () => cluster.disconnect(),
  }
}

/** @param {string} text */
function addressOf(text) {
  const colon = text.lastIndexOf(':')
  return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) }
}

/** @param {unknown} error */
const asError = error => (error instanceof Error ? error : new Error(String(error)))
