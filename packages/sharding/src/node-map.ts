import type { NodeMap } from '@rc/pubsub'
import type { ClusterNode } from '@rc/slots'
import type { Server, Shard } from './server.js'

/** The servers as those see them who think of a cluster: each by its alias, and shards in their order for slots. */
export function nodeMap(shards: readonly Shard[]): NodeMap {
  const described = shards.map(({ primary, replicas }) => ({
    primary: nodeOf(primary),
    replicas: replicas.map(nodeOf),
    epoch: undefined,
  }))
  return {
    nodes: new Map(described.flatMap(({ primary, replicas }) => [primary, ...replicas]).map(node => [node.name, node])),
    shards: described,
    shardOf: slot => described[slot],
    ownerOf: slot => described[slot]?.primary,
  }
}

const nodeOf = ({ name, host, port, role }: Server): ClusterNode => ({ name, host, port, id: undefined, role })
