import { readFileSync } from 'node:fs'
import { createCluster } from 'redis'
import { NO_THROWING, ownFor, refuse } from './adapter.mjs'
import { KEYS_OF, SCRIPT } from './script.mjs'

/** @type {import('../../../packages/client/test/faults/client.js').Connect} */
export async function connect(target) {
  const { seeds, addressMap, timeoutMs, readFrom } = target
  refuse(target, { throwing: NO_THROWING })
  const credentials = credentialsOf(target)
  const options = {
    rootNodes: seeds.map(({ host, port }) => ({ socket: { host, port }, ...credentials })),
    // It covers the time before a command is written; a deadline for the whole is not to be had.
    commandOptions: { timeout: timeoutMs },
    defaults: {
      socket: { connectTimeout: 2000 },
      ...credentials,
    },
    ...(readFrom === 'replica' && { useReplicas: true }),
    ...(addressMap !== undefined && {
      nodeAddressMap: Object.fromEntries(Object.entries(addressMap).map(([from, to]) => [from, addressOf(to)])),
    }),
  }
  /** @type {{ destroy(): void }[]} */
  const all = []
  const open = async () => {
    const cluster = createCluster(options)
    all.push(cluster)
    cluster.on('error', () => {})
    await cluster.connect()
    return cluster
  }
  const cluster = await open()
  const poppers = ownFor(open)
  const append = async (/** @type {{ key: string, id: string }} */ { key, id }) =>
    Number(await cluster.eval(SCRIPT, { keys: KEYS_OF(key), arguments: [id] }))
  return {
    append,
    appendMany: operations =>
      Promise.all(operations.map(one => append(one).catch((/** @type {unknown} */ error) => asError(error)))),
    incr: key => cluster.incr(key),
    get: key => cluster.get(key),
    set: (key, value) => cluster.set(key, value),
    // It blocks its connection: its documentation says to make another client for that.
    pop: async (key, seconds) => (await (await poppers(key)).blPop(key, seconds))?.element ?? null,
    push: (key, value) => cluster.rPush(key, value),
    async listen(kind, channel, ear) {
      const hear = (/** @type {string} */ text) => ear.message(text)
      await (kind === 'sharded' ? cluster.sSubscribe(channel, hear) : cluster.subscribe(channel, hear))
    },
    publish: (kind, channel, message) =>
      kind === 'sharded' ? cluster.sPublish(channel, message) : cluster.publish(channel, message),
    close: async () => {
      for (const one of all) one.destroy()
    },
  }
}

/** @param {import('../../../packages/client/test/faults/client.js').Target} target */
function credentialsOf({ password, credentialsFile }) {
  if (credentialsFile === undefined) return password === undefined ? {} : { password }
  const credentials = async () => JSON.parse(readFileSync(credentialsFile, 'utf8'))
  return { credentialsProvider: { type: /** @type {const} */ ('async-credentials-provider'), credentials } }
}

/** @param {string} text */
function addressOf(text) {
  const colon = text.lastIndexOf(':')
  return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) }
}

/** @param {unknown} error */
const asError = error => (error instanceof Error ? error : new Error(String(error)))
