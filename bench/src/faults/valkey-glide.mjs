import { GlideClusterClient } from '@valkey/valkey-glide'
import { listeners, NO_THROWING, ownFor, refuse } from './adapter.mjs'
import { KEYS_OF, SCRIPT } from './script.mjs'

/** Over its default of 1000 the client refuses commands. */
const IN_FLIGHT = 100_000

/** @type {import('../../../packages/client/test/faults/client.js').Connect} */
export async function connect(target) {
  const { seeds, password, timeoutMs, readFrom } = target
  refuse(target, {
    addressMap: 'has no map of addresses, so it cannot be led through the proxies',
    credentialsFile: 'is told of another password by a call on the running client, not asked for one',
    throwing: NO_THROWING,
  })
  const { listening, listenersOf } = listeners()
  /** @type {GlideClusterClient[]} */
  const all = []
  const open = async (more = {}) => {
    const client = await GlideClusterClient.createClient({ ...options, ...more })
    all.push(client)
    return client
  }
  const options = {
    addresses: [...seeds],
    requestTimeout: timeoutMs,
    inflightRequestsLimit: IN_FLIGHT,
    ...(password !== undefined && { credentials: { password } }),
    ...(readFrom === 'replica' && { readFrom: /** @type {const} */ ('preferReplica') }),
  }
  const client = await open()
  const poppers = ownFor(open)
  const callback = (/** @type {{ channel: unknown, message: unknown }} */ { channel, message }) =>
    listenersOf(String(channel))?.message(String(message))
  const listener = ownFor(() => open({ pubsubSubscriptions: { channelsAndPatterns: {}, callback } }))
  const append = async (/** @type {{ key: string, id: string }} */ { key, id }) => {
    const command = ['EVAL', SCRIPT, '2', ...KEYS_OF(key), id]
    return Number(await client.customCommand(command))
  }
  return {
    append,
    appendMany: operations =>
      Promise.all(operations.map(one => append(one).catch((/** @type {unknown} */ error) => asError(error)))),
    incr: key => client.incr(key),
    get: async key => /** @type {string | null} */ (await client.get(key)),
    set: (key, value) => client.set(key, value),
    // It blocks its connection: its documentation says to make another client for that.
    pop: async (key, seconds) => {
      const popped = await (await poppers(key)).blpop([key], seconds)
      return popped === null ? null : String(popped[1])
    },
    push: (key, value) => client.rpush(key, [value]),
    async listen(kind, channel, ear) {
      listening(channel, ear)
      const heard = await listener('all')
      await (kind === 'sharded' ? heard.ssubscribe([channel], timeoutMs) : heard.subscribe([channel], timeoutMs))
    },
    publish: (kind, channel, message) => client.publish(message, channel, kind === 'sharded'),
    close: async () => {
      for (const one of all) one.close()
    },
  }
}

/** @param {unknown} error */
const asError = error => (error instanceof Error ? error : new Error(String(error)))
