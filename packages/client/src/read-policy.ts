import type { ReadFrom } from '@rc/pipeline'
import type { ClusterNode, Shard } from '@rc/slots'

/** The node of a shard that a read goes to. Takes turns, so that replicas share the load. */
export function nodeForRead(shard: Shard, readFrom: ReadFrom, turn: number): ClusterNode {
  const { primary, replicas } = shard
  if (readFrom === 'primary' || replicas.length === 0) return primary
  if (readFrom === 'replica') return replicas[turn % replicas.length] as ClusterNode
  const at = turn % (replicas.length + 1)
  return at === 0 ? primary : (replicas[at - 1] as ClusterNode)
}
