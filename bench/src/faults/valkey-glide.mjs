import { GlideClusterClient } from '@valkey/valkey-glide'
import { KEYS_OF, SCRIPT } from './script.mjs'

/** Over its default of 1000 the client refuses commands. */
const IN_FLIGHT = 100_000

/** @type {import('../../../packages/client/test/faults/client.js').Connect} */
export async function connect({ seeds, addressMap, password, timeoutMs, readFrom }) {
  if (addressMap !== undefined) throw new Error('it has no map of addresses, so it cannot be led through the proxies')
  const client = await GlideClusterClient.createClient({
    addresses: [...seeds],
    requestTimeout: timeoutMs,
    inflightRequestsLimit: IN_FLIGHT,
    ...(password !== undefined && { credentials: { password } }),
    ...(readFrom === 'replica' && { readFrom: /** @type {const} */ ('preferReplica') }),
  })
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
    close: async () => client.close(),
  }
}

/** @param {unknown} error */
const asError = error => (error instanceof Error ? error : new Error(String(error)))
