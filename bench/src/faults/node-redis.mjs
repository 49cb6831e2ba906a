import { createCluster } from 'redis'
import { KEYS_OF, SCRIPT } from './script.mjs'

/** @type {import('../../../packages/client/test/faults/client.js').Connect} */
export async function connect({ seeds, addressMap, password, timeoutMs, readFrom }) {
  const cluster = createCluster({
    rootNodes: seeds.map(({ host, port }) => ({ socket: { host, port }, ...(password !== undefined && { password }) })),
    // It covers the time before a command is written; a deadline for the whole is not to be had.
    commandOptions: { timeout: timeoutMs },
    defaults: {
      socket: { connectTimeout: 2000 },
      ...(password !== undefined && { password }),
    },
    ...(readFrom === 'replica' && { useReplicas: true }),
    ...(addressMap !== undefined && {
      nodeAddressMap: Object.fromEntries(Object.entries(addressMap).map(([from, to]) => [from, addressOf(to)])),
    }),
  })
  cluster.on('error', () => {})
  await cluster.connect()
  const append = async (/** @type {{ key: string, id: string }} */ { key, id }) =>
    Number(await cluster.eval(SCRIPT, { keys: KEYS_OF(key), arguments: [id] }))
  return {
    append,
    appendMany: operations =>
      Promise.all(operations.map(one => append(one).catch((/** @type {unknown} */ error) => asError(error)))),
    incr: key => cluster.incr(key),
    get: key => cluster.get(key),
    set: (key, value) => cluster.set(key, value),
    close: async () => cluster.destroy(),
  }
}

/** @param {string} text */
function addressOf(text) {
  const colon = text.lastIndexOf(':')
  return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) }
}

/** @param {unknown} error */
const asError = error => (error instanceof Error ? error : new Error(String(error)))
