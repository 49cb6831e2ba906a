import { once } from 'node:events'
import { Cluster } from 'ioredis'
import { listeners, NO_THROWING, ownFor, refuse } from './adapter.mjs'
import { KEYS_OF, SCRIPT } from './script.mjs'

/** @type {import('../../../packages/client/test/faults/client.js').Connect} */
export async function connect(target) {
  const { seeds, addressMap, password, timeoutMs, readFrom } = target
  refuse(target, { credentialsFile: 'is told its password once, when it is made', throwing: NO_THROWING })
  const { listening, listenersOf } = listeners()
  const options = {
    redisOptions: { commandTimeout: timeoutMs, ...(password !== undefined && { password }) },
    ...(readFrom === 'replica' && { scaleReads: /** @type {const} */ ('slave') }),
    ...(addressMap !== undefined && {
      natMap: Object.fromEntries(Object.entries(addressMap).map(([from, to]) => [from, addressOf(to)])),
    }),
  }
  /** @type {Cluster[]} */
  const all = []
  const open = async (more = {}) => {
    const cluster = new Cluster([...seeds], { ...options, ...more })
    all.push(cluster)
    cluster.on('error', () => {})
    await once(cluster, 'ready')
    return cluster
  }
  const cluster = await open()
  const poppers = ownFor(open)
  const listener = ownFor(async () => {
    const heard = await open({ shardedSubscribers: true })
    for (const event of ['message', 'smessage']) heard.on(event, (channel, text) => listenersOf(channel)?.message(text))
    return heard
  })
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
    // It blocks its connection: its documentation says to make another client for that.
    pop: async (key, seconds) => (await (await poppers(key)).blpop(key, seconds))?.[1] ?? null,
    push: (key, value) => cluster.rpush(key, value),
    async listen(kind, channel, ear) {
      listening(channel, ear)
      const heard = await listener('all')
      await (kind === 'sharded' ? heard.ssubscribe(channel) : heard.subscribe(channel))
    },
    publish: (kind, channel, message) =>
      kind === 'sharded' ? cluster.spublish(channel, message) : cluster.publish(channel, message),
    close: async () => {
      for (const one of all) one.disconnect()
    },
  }
}

/** @param {string} text */
function addressOf(text) {
  const colon = text.lastIndexOf(':')
  return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) }
}

/** @param {unknown} error */
const asError = error => (error instanceof Error ? error : new Error(String(error)))
