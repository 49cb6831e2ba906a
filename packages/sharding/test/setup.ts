import { type Servers, type ServerOptions, startServers } from '@rc/testing'
import { afterAll, afterEach, beforeAll } from 'vitest'
import type { ShardedOptions } from '../src/options.js'
import { ShardedRedis } from '../src/sharded-redis.js'

/** Real servers for the tests of a file, and clients that are closed after each of them. */
export function useServers(count: number, options: ServerOptions = {}) {
  let servers: Servers
  const clients: ShardedRedis[] = []
  beforeAll(async () => {
    servers = await startServers(count, options)
  })
  afterEach(() => {
    for (const client of clients.splice(0)) client.destroy()
  })
  afterAll(async () => {
    await servers?.stop()
  })
  /** The first servers as node_1, node_2 … */
  const nodes = (first = count): Record<string, { host: string; port: number }> =>
    Object.fromEntries(
      servers.nodes.slice(0, first).map(({ port }, i) => [`node_${i + 1}`, { host: '127.0.0.1', port }]),
    )
  return {
    get servers(): Servers {
      return servers
    },
    nodes,
    client(given: Partial<ShardedOptions> = {}): ShardedRedis {
      const client = new ShardedRedis({ nodes: nodes(), mastersOnly: given.readFrom === undefined, ...given })
      clients.push(client)
      return client
    },
    async flush(): Promise<void> {
      await Promise.all(servers.nodes.map(node => servers.command(node, 'FLUSHALL')))
    },
    /** The keys that a server has, in order. */
    async keysOf(index: number): Promise<string[]> {
      return ((await servers.command(index, 'KEYS', '*')) as string[]).sort()
    },
    /** How often a server ran a command, as it counts itself. */
    async calls(index: number, command: string): Promise<number> {
      const stats = await servers.text(index, 'INFO', 'commandstats')
      return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(stats)?.[1] ?? 0)
    },
  }
}

/** Tries again until it holds. */
export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await holds()) return
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  throw new Error('It never came to be.')
}
