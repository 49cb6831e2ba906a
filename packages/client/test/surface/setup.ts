import { type Cluster, type NodeProxies, type StartClusterOptions, startProxies } from '@rc/testing'
import { afterAll, beforeAll } from 'vitest'
import type { ClusterOptions } from '../../src/options.js'
import type { RedisCluster } from '../../src/redis-cluster.js'
import { useCluster } from '../cluster/setup.js'

/** Which nodes a command reached, in a word where there is one. */
export type Reached = 'none' | 'one primary' | 'one replica' | 'primaries' | 'replicas' | 'all' | readonly string[]

/** A real cluster with a proxy before every node that counts what it sees. Clients look at the map only when they must. */
export function useCountedCluster(options: StartClusterOptions = {}) {
  const given = useCluster({ primaries: 3, replicas: 1, ...options })
  let proxies: NodeProxies
  beforeAll(async () => {
    proxies = await startProxies(given.cluster)
  })
  afterAll(async () => {
    await proxies?.stop()
  })
  return {
    get cluster(): Cluster {
      return given.cluster
    },
    get proxies(): NodeProxies {
      return proxies
    },
    flush: () => given.flush(),
    async client(more: Partial<ClusterOptions> = {}): Promise<RedisCluster> {
      const { seeds, addressMap } = proxies
      const rc = given.client({ nodes: seeds, addressMap, topologyRefreshMs: 0, ...more })
      return rc.connect()
    },
    /** Runs something and tells which nodes saw the command, how often in all, and what came of it. */
    async watch<T>(
      rc: RedisCluster,
      name: string,
      run: () => Promise<T>,
    ): Promise<{ reached: Reached; times: number; reply: T }> {
      const counts = () => new Map(proxies.all.map(proxy => [proxy.address, proxy.commands.count(name)]))
      const before = counts()
      const reply = await run()
      const more = [...counts()].map(([node, count]) => [node, count - (before.get(node) ?? 0)] as const)
      const saw = more.filter(([, count]) => count > 0).map(([node]) => node)
      return { reached: reachedOf(rc, saw), times: more.reduce((sum, [, count]) => sum + count, 0), reply }
    },
  }
}

export type CountedCluster = ReturnType<typeof useCountedCluster>

function reachedOf(rc: RedisCluster, saw: readonly string[]): Reached {
  const is = (which: 'primary' | 'replica' | 'all') => {
    const names = rc.nodes(which).map(({ name }) => name)
    return names.length === saw.length && names.every(name => saw.includes(name))
  }
  if (saw.length === 0) return 'none'
  if (saw.length === 1) return rc.node(saw[0] as string).role === 'primary' ? 'one primary' : 'one replica'
  if (is('all')) return 'all'
  if (is('primary')) return 'primaries'
  return is('replica') ? 'replicas' : saw
}

/** A key in a slot of each primary, in the order of `nodes('primary')`. */
export const keyOnEach = (rc: RedisCluster, prefix = 'key'): string[] =>
  rc.nodes('primary').map(({ name }) => {
    for (let i = 0; ; i++) if (rc.nodeFor(`${prefix}:${i}`)?.name === name) return `${prefix}:${i}`
  })

/** How many connections of that name each node sees. */
export async function connectionsNamed(cluster: Cluster, name: string): Promise<number[]> {
  const lists = await Promise.all(cluster.nodes.map(node => cluster.command(node, 'CLIENT', 'LIST')))
  return lists.map(list => String(list).split(`name=${name} `).length - 1)
}
