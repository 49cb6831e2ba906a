import type { ReadFrom } from '@rc/pipeline'
import type { ClusterNode, Shard } from '@rc/slots'

/**
 * The node of a shard that a read goes to. Takes turns, so that replicas share the load, and passes over those that the
 * cluster calls failed, suspects of it, or that are still loading their data, as long as there is another.
 */
export function nodeForRead({ primary, replicas }: Shard, readFrom: ReadFrom, turn: number): ClusterNode {
  if (readFrom === 'primary' || replicas.length === 0) return primary
  const withPrimary = readFrom === 'any' ? 1 : 0
  const count = replicas.length + withPrimary
  for (let i = 0; i < count; i++) {
    const at = (turn + i) % count
    const node = at < withPrimary ? primary : (replicas[at - withPrimary] as ClusterNode)
    if (isWell(node)) return node
  }
  return primary
}

const isWell = ({ health }: ClusterNode): boolean => health === undefined || health === 'online'
