import { once } from 'node:events'
import { Cluster } from 'ioredis'

/** @type {import('./client.mjs').Connect} */
export const connect = nodes => connectCluster(nodes, false)

/**
 * @param {readonly import('./client.mjs').Address[]} nodes
 * @param {boolean} enableAutoPipelining
 * @returns {Promise<import('./client.mjs').Client>}
 */
export async function connectCluster(nodes, enableAutoPipelining) {
  const cluster = new Cluster([...nodes], { enableAutoPipelining })
  await once(cluster, 'ready')
  cluster.on('error', error => console.error(error))
  const getMany = (/** @type {readonly string[]} */ keys) => Promise.all(keys.map(key => cluster.get(key)))
  return {
    get: key => cluster.get(key),
    set: (key, value) => cluster.set(key, value),
    mget: getMany,
    getMany,
    setMany: (keys, values) => Promise.all(keys.map((key, i) => cluster.set(key, values[i] ?? ''))),
    lrange: key => cluster.lrange(key, 0, -1),
    hgetall: key => cluster.hgetall(key),
    close: async () => cluster.disconnect(),
  }
}
