import { bareSubscribe } from './bare.mjs'
import { channelsOf } from './loads.mjs'

/**
 * @typedef {{ host: string, port: number, slots?: [number, number][] }} BenchNode
 *
 * Subscribes and counts: `heard` is called once for each message and listener.
 * @typedef {(setup: { nodes: readonly BenchNode[], load: import('./loads.mjs').Load, heard: () => void }) => Promise<void>} Subscribe
 */

/** @type {Record<string, Subscribe>} */
export const clients = {
  async 'ours, listeners'({ nodes, load, heard }) {
    const { RedisCluster } = await import('@rc/client')
    const rc = new RedisCluster({ nodes: [...nodes] })
    for (const channel of channelsOf(load)) {
      for (let i = 0; i < load.listeners; i++) {
        const subscription = load.sharded ? await rc.ssubscribe(channel) : await rc.subscribe(channel)
        subscription.on('message', () => heard())
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
  async 'ours, batches'({ nodes, load, heard }) {
    const { RedisCluster } = await import('@rc/client')
    const rc = new RedisCluster({ nodes: [...nodes] })
    const listen = async (/** @type {import('@rc/client').Subscription} */ subscription) => {
      for await (const items of subscription.batches()) for (const item of items) if ('message' in item) heard()
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
    for (let i = 0; i < load.listeners; i++) cluster.on(load.sharded ? 'smessage' : 'message', () => heard())
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
  'a bare socket that counts bytes': bareSubscribe,
}
