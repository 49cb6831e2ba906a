import { ConnectionLostError } from '@rc/errors'
import type { NodeUse, Pools } from '@rc/pool'
import type { Topology, TopologyDiff } from '@rc/slots'

/** A new map, and the one before. */
export interface MapChange {
  readonly after: Topology
  readonly before: Topology
  readonly diff: TopologyDiff
}

/** Gives up the connections that a new map has no use for, and calls back what waits at nodes that lost their slots. */
export function adaptPools(pools: Pools, { diff, after, before }: MapChange): void {
  const { nodesRemoved, roleChanged, idChanged } = diff
  if (nodesRemoved.length + roleChanged.length + idChanged.length > 0 || before.coveredSlots === 0) {
    const gone = new ConnectionLostError('The node has left the cluster, or has another part in it now.')
    // Another node at the same address knows nothing of what the connections to the former one were told.
    const replaced = new Set(idChanged.map(({ node }) => node.name))
    // A primary that is a replica now serves over another connection; what waits for it is better sent elsewhere.
    const demoted = new Set(roleChanged.flatMap(({ node, to }) => (to === 'replica' ? [node.name] : [])))
    pools.retain((name, use, inUse) => {
      if (replaced.has(name)) return false
      // Subscriptions see for themselves whether a node that the map lacks has left, or was overlooked for a moment.
      if (use === 'either' && inUse) return true
      return isWanted(after, name, use) && (use !== 'commands' || !demoted.has(name))
    }, gone)
  }
  // Some may still take it for the primary that it was.
  for (const name of formerOwners(diff, after)) pools.recall(name, lostSlots(name))
}

/** Nodes that had slots and have none. */
function formerOwners({ slotsMoved }: TopologyDiff, after: Topology): Set<string> {
  const names = new Set(slotsMoved.flatMap(({ from }) => (from === undefined ? [] : [from.name])))
  for (const shard of after.shards) if (after.rangesOf(shard).length > 0) names.delete(shard.primary.name)
  return names
}

const lostSlots = (node: string): ConnectionLostError =>
  new ConnectionLostError(`${node} does not answer, and others have its slots now.`, { node })

function isWanted(topology: Topology, name: string, use: NodeUse): boolean {
  const node = topology.nodes.get(name)
  return node !== undefined && (use !== 'reads' || node.role === 'replica')
}
