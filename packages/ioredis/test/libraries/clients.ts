import { startCluster, type Cluster as Servers } from '@rc/testing'
import { type ClusterOptions, Cluster as Ioredis } from 'ioredis'
import { afterAll, beforeAll } from 'vitest'
import { Cluster } from '../../src/cluster.js'

/** Both clients in turn: what a library does over ioredis shows that the test asks for what is so. */
export const CLIENTS = ['@rc/ioredis', 'ioredis'] as const

/** Servers for a file of tests, and clients of them, which are closed at its end. */
export function givenServers(): { client(kind: (typeof CLIENTS)[number], options?: ClusterOptions): Ioredis } {
  let servers: Servers
  const made: { disconnect(): void }[] = []
  beforeAll(async () => {
    servers = await startCluster({ primaries: 3, replicas: 0 })
  })
  afterAll(async () => {
    for (const client of made) client.disconnect()
    await servers?.stop()
  })
  return {
    client(kind, options = {}) {
      const nodes = servers.nodes.map(({ port }) => ({ host: '127.0.0.1', port }))
      const client = kind === 'ioredis' ? new Ioredis(nodes, options) : new Cluster(nodes, options).asIoredis()
      made.push(client)
      return client
    },
  }
}

/** Resolves when something is so. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(resolve => setTimeout(resolve, 5))
}
