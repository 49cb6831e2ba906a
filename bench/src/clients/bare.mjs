import { encode } from '../bare/encode.mjs'
import { PlainNode } from '../bare/plain-node.mjs'
import { primariesOf } from '../bare/primaries.mjs'
import { slotOf } from '../bare/slot.mjs'

/** @type {import('./client.mjs').Connect} */
export async function connect([seed]) {
  if (seed === undefined) throw new Error('no node to connect to')
  /** @type {PlainNode[]} */
  const nodes = []
  /** @type {PlainNode[]} */
  const bySlot = []
  for (const { address, ranges } of primariesOf(await clusterNodes(seed))) {
    const node = new PlainNode(address)
    nodes.push(node)
    for (const [from, to] of ranges) for (let slot = from; slot <= to; slot++) bySlot[slot] = node
  }
  const run = (/** @type {[string, string, ...string[]]} */ ...words) =>
    /** @type {PlainNode} */ (bySlot[slotOf(words[1])]).send(encode(words))
  const getMany = (/** @type {readonly string[]} */ keys) => Promise.all(keys.map(key => run('GET', key)))
  return {
    get: key => run('GET', key),
    set: (key, value) => run('SET', key, value),
    mget: getMany,
    getMany,
    setMany: (keys, values) => Promise.all(keys.map((key, i) => run('SET', key, values[i] ?? ''))),
    lrange: key => run('LRANGE', key, '0', '-1'),
    hgetall: async key => {
      const flat = await run('HGETALL', key)
      const record = Object.create(null)
      for (let i = 0; i < flat.length; i += 2) record[flat[i]] = flat[i + 1]
      return record
    },
    close: async () => {
      for (const node of nodes) node.close()
    },
  }
}

/** @param {import('./client.mjs').Address} seed */
async function clusterNodes(seed) {
  const node = new PlainNode(seed)
  try {
    return await node.send(encode(['CLUSTER', 'NODES']))
  } finally {
    node.close()
  }
}
