import { createCluster } from 'redis'

/** @type {import('./client.mjs').Connect} */
export async function connect(nodes) {
  const cluster = createCluster({ rootNodes: nodes.map(({ host, port }) => ({ socket: { host, port } })) })
  cluster.on('error', error => console.error(error))
  await cluster.connect()
  const getMany = (/** @type {readonly string[]} */ keys) => Promise.all(keys.map(key => cluster.get(key)))
  return {
    get: key => cluster.get(key),
    set: (key, value) => cluster.set(key, value),
    mget: getMany,
    getMany,
    setMany: (keys, values) => Promise.all(keys.map((key, i) => cluster.set(key, values[i] ?? ''))),
    lrange: key => cluster.lRange(key, 0, -1),
    hgetall: key => cluster.hGetAll(key),
    close: async () => cluster.destroy(),
  }
}
