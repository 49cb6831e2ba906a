import { RedisCluster } from '@rc/client'

/** @type {import('./client.mjs').Connect} */
export async function connect(nodes) {
  const cluster = new RedisCluster({ nodes: [...nodes] })
  await cluster.connect()
  return {
    get: key => cluster.get(key),
    set: (key, value) => cluster.set(key, value),
    mget: keys => cluster.mget(keys),
    getMany: keys => {
      const pipeline = cluster.pipeline()
      for (const key of keys) pipeline.get(key)
      return pipeline.execute()
    },
    setMany: (keys, values) => {
      const pipeline = cluster.pipeline()
      for (let i = 0; i < keys.length; i++) pipeline.set(keys[i] ?? '', values[i] ?? '')
      return pipeline.execute()
    },
    lrange: key => cluster.lrange(key, 0, -1),
    hgetall: key => cluster.hgetall(key),
    close: () => cluster.close(),
  }
}
