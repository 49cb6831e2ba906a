import { BareCluster } from './clients/bare-tuned.mjs'
import * as data from './data.mjs'

/**
 * Puts the data of `data.mjs` into the cluster, unless it lies there already.
 * @param {readonly import('./clients/client.mjs').Address[]} nodes
 * @throws {Error} when the cluster holds keys that are not the bench's own
 */
export async function seed(nodes) {
  const cluster = await BareCluster.open(nodes)
  try {
    if ((await cluster.get(data.MARKER_KEY)) === data.MARKER) return
    const held = await cluster.size()
    if (held > 0) {
      throw new Error(
        `The cluster holds ${held} keys that are not the bench's own, and the bench writes ${data.KEYS} of its own. Give it an empty cluster.`,
      )
    }
    await cluster.setMany(data.times(data.KEYS, data.keyName), data.times(data.KEYS, data.value))
    await cluster.setMany(data.times(data.BIG_KEYS, data.bigName), data.times(data.BIG_KEYS, data.bigValue))
    await Promise.all([
      ...data.times(data.LISTS, list => {
        const elements = data.times(data.LIST_LENGTH, n => data.element(list, n))
        return cluster.send(data.listName(list), ['RPUSH', data.listName(list), ...elements])
      }),
      ...data.times(data.HASHES, hash => {
        const pairs = data.times(data.HASH_FIELDS, n => [data.fieldName(n), data.fieldValue(hash, n)])
        return cluster.send(data.hashName(hash), ['HSET', data.hashName(hash), ...pairs.flat()])
      }),
    ])
    await cluster.set(data.MARKER_KEY, data.MARKER)
  } finally {
    await cluster.close()
  }
}
