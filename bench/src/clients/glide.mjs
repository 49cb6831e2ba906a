import { ClusterBatch, GlideClusterClient } from '@valkey/valkey-glide'

/** Over its default of 1000 the client refuses commands. */
const IN_FLIGHT = 100_000
/** Its default of 250 ms fails on a busy machine. */
const TIMEOUT_MS = 5000
const THROW_ERRORS = true

/** @type {import('./client.mjs').Connect} */
export async function connect(nodes) {
  const client = await GlideClusterClient.createClient({
    addresses: [...nodes],
    requestTimeout: TIMEOUT_MS,
    inflightRequestsLimit: IN_FLIGHT,
  })
  return {
    get: key => client.get(key),
    set: (key, value) => client.set(key, value),
    mget: keys => client.mget([...keys]),
    getMany: keys => {
      const batch = new ClusterBatch(false)
      for (const key of keys) batch.get(key)
      return client.exec(batch, THROW_ERRORS)
    },
    setMany: (keys, values) => {
      const batch = new ClusterBatch(false)
      for (let i = 0; i < keys.length; i++) batch.set(keys[i] ?? '', values[i] ?? '')
      return client.exec(batch, THROW_ERRORS)
    },
    lrange: key => client.lrange(key, 0, -1),
    hgetall: key => client.hgetall(key),
    close: async () => client.close(),
  }
}
