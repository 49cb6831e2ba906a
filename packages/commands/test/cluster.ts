import { type Cluster, type ServerNode, type StartClusterOptions, startCluster } from '@rc/testing'
import { afterAll, beforeAll } from 'vitest'
import { Connection, type Protocol, type Run } from './connection.js'

/** A cluster for the tests of one file, ended with them. */
export interface TestCluster {
  /** A shard's primary and its first replica. */
  shard(index: number): { primary: ServerNode; replica: ServerNode }
  primaries(): readonly ServerNode[]
  nodes(): readonly ServerNode[]
  /** Runs a command on one node, whatever it answers: redirects are errors. */
  on(node: ServerNode, protocol: Protocol): Run
}

/** Starts a cluster before the tests of a file. */
export function useCluster(options?: StartClusterOptions): TestCluster {
  let cluster: Cluster | undefined
  const connections = new Map<string, Promise<Connection>>()
  beforeAll(async () => {
    cluster = await startCluster(options)
  })
  afterAll(async () => {
    for (const connection of connections.values()) (await connection).close()
    await cluster?.stop()
  })
  const primaries = () => cluster?.primaries ?? []
  return {
    primaries,
    nodes: () => cluster?.nodes ?? [],
    shard(index) {
      const primary = primaries()[index]
      const replica = cluster?.replicas.find(({ primaryId }) => primaryId === primary?.id)
      if (primary === undefined || replica === undefined) throw new Error('There is no such shard with a replica.')
      return { primary, replica }
    },
    on({ name, port }, protocol) {
      return async one => {
        const key = `${name} ${protocol}`
        const connection = connections.get(key) ?? Connection.open(port, { protocol })
        connections.set(key, connection)
        return (await connection).run(one)
      }
    },
  }
}
