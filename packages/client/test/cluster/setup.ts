import { type Cluster, type StartClusterOptions, startCluster } from '@rc/testing'
import { afterAll, afterEach, beforeAll } from 'vitest'
import type { ClusterOptions } from '../../src/options.js'
import { RedisCluster } from '../../src/redis-cluster.js'

/** A real cluster for the tests of a file, and clients that are closed after each of them. */
export function useCluster(options: StartClusterOptions = {}) {
  let cluster: Cluster
  const clients: RedisCluster[] = []
  beforeAll(async () => {
    cluster = await startCluster({ nodeTimeoutMs: 1500, ...options })
  })
  afterEach(() => {
    for (const client of clients.splice(0)) client.destroy()
  })
  afterAll(async () => {
    await cluster?.stop()
  })
  return {
    get cluster(): Cluster {
      return cluster
    },
    client(given: Partial<ClusterOptions> = {}): RedisCluster {
      const client = new RedisCluster({ nodes: cluster.seeds, ...given })
      clients.push(client)
      return client
    },
    async flush(): Promise<void> {
      await Promise.all(cluster.primaries.map(node => cluster.command(node, 'FLUSHALL')))
    },
  }
}

/** How often a node ran a command, as the node itself counts: `'cluster|slots'`, `'get'`. */
export async function callsOf(cluster: Cluster, command: string): Promise<number> {
  const counts = await Promise.all(
    cluster.nodes.map(async node => {
      const stats = String(await cluster.command(node, 'INFO', 'commandstats'))
      return Number(new RegExp(`cmdstat_${command.replace('|', '\\|')}:calls=(\\d+)`).exec(stats)?.[1] ?? 0)
    }),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

/** Resolves after so many milliseconds. */
export const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/**
 * Runs `operation` again and again, one caller for each key, until `until` resolves. Returns how often each key's
 * operation succeeded, and every error.
 */
export async function workload<T>(
  keys: readonly string[],
  operation: (key: string) => Promise<T>,
  until: Promise<unknown>,
): Promise<{ done: Map<string, T[]>; errors: unknown[] }> {
  let over = false
  const done = new Map<string, T[]>(keys.map(key => [key, []]))
  const errors: unknown[] = []
  const callers = keys.map(async key => {
    while (!over) {
      try {
        done.get(key)?.push(await operation(key))
      } catch (error) {
        errors.push(error)
        await sleep(5)
      }
    }
  })
  try {
    await until
  } finally {
    over = true
    await Promise.all(callers)
  }
  return { done, errors }
}
