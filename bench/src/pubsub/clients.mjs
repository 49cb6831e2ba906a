/**
 * Subscribes and counts: `heard` is called once for each message and listener.
 * @typedef {(setup: { nodes: readonly import('../clients/client.mjs').Address[], load: Load, heard: () => void }) => Promise<void>} Subscribe
 *
 * @typedef {object} Load
 * @property {string} title
 * @property {boolean} sharded
 * @property {number} channels
 * @property {number} listeners of each channel
 * @property {number} messages
 */

/** @type {readonly Load[]} */
export const loads = [
  { title: '1 channel, 1 subscriber', sharded: false, channels: 1, listeners: 1, messages: 600_000 },
  { title: '1 channel, 100 subscribers', sharded: false, channels: 1, listeners: 100, messages: 200_000 },
  { title: '100 channels, 1 subscriber each', sharded: false, channels: 100, listeners: 1, messages: 600_000 },
  { title: '100 sharded channels, 1 subscriber each', sharded: true, channels: 100, listeners: 1, messages: 600_000 },
]

/** @param {Load} load */
export const channelsOf = load => Array.from({ length: load.channels }, (_, i) => `bench:channel:${i}`)

/** @type {Record<string, Subscribe>} */
export const clients = {
  async 'ours, listeners'({ nodes, load, heard }) {
    const { RedisCluster } = await import('@rc/client')
    const rc = new RedisCluster({ nodes: [...nodes] })
    for (const channel of channelsOf(load)) {
      for (let i = 0; i < load.listeners; i++) {
        const subscription = load.sharded ? await rc.ssubscribe(channel) : await rc.subscribe(channel)
        subscription.on('message', heard)
      }
    }
  },
  async 'ours, for await'({ nodes, load, heard }) {
    const { RedisCluster } = await import('@rc/client')
    const rc = new RedisCluster({ nodes: [...nodes] })
    const listen = async (/** @type {AsyncIterable<object>} */ subscription) => {
      for await (const item of subscription) if ('message' in item) heard()
    }
    for (const channel of channelsOf(load)) {
      for (let i = 0; i < load.listeners; i++) {
        void listen(load.sharded ? await rc.ssubscribe(channel) : await rc.subscribe(channel))
      }
    }
  },
  async ioredis({ nodes, load, heard }) {
    const { Cluster } = await import('ioredis')
    const cluster = new Cluster([...nodes], { shardedSubscribers: load.sharded })
    const channels = channelsOf(load)
    for (let i = 0; i < load.listeners; i++) cluster.on(load.sharded ? 'smessage' : 'message', heard)
    for (const channel of channels) await (load.sharded ? cluster.ssubscribe(channel) : cluster.subscribe(channel))
  },
  async 'node-redis'({ nodes, load, heard }) {
    const { createCluster } = await import('redis')
    const cluster = createCluster({ rootNodes: nodes.map(({ host, port }) => ({ url: `redis://${host}:${port}` })) })
    await cluster.connect()
    for (const channel of channelsOf(load)) {
      for (let i = 0; i < load.listeners; i++) {
        const listener = () => heard()
        await (load.sharded ? cluster.sSubscribe(channel, listener) : cluster.subscribe(channel, listener))
      }
    }
  },
}
