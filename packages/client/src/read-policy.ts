import { ConfigError, RedisClusterError } from '@rc/errors'
import type { ReadFrom, ReadPolicy } from '@rc/pipeline'
import { type ClusterNode, formatAddress, type Shard } from '@rc/slots'

/** The nodes of a shard that a read may go to, given replicas that can serve it: they take turns. */
export function nodesForRead(
  { primary, replicas }: Shard,
  readFrom: Exclude<ReadFrom, ReadPolicy>,
): readonly ClusterNode[] {
  switch (readFrom) {
    case 'primary':
      return [primary]
    case 'replica':
      return replicas.length > 0 ? replicas : [primary]
    case 'any':
    case 'nearest':
      return [primary, ...replicas]
  }
}

/** Whether a node can be read from, as far as the cluster says: not where it failed, may have, or has no data yet. */
export const isWell = ({ health }: ClusterNode): boolean => health === undefined || health === 'online'

/**
 * The node that a policy of the user's chooses.
 *
 * @throws ConfigError where it throws, or chooses what is no node of the shard
 */
export function chosenBy(policy: ReadPolicy, shard: Shard, slot: number): ClusterNode {
  let name: string
  try {
    name = formatAddress(policy.choose(shard, slot))
  } catch (cause) {
    if (cause instanceof RedisClusterError) throw cause
    throw new ConfigError(
      'The read policy of the option readFrom failed: its choose() must return a node of the shard.',
      {
        cause,
      },
    )
  }
  const { primary, replicas } = shard
  if (primary.name === name) return primary
  const chosen = replicas.find(replica => replica.name === name)
  if (chosen !== undefined) return chosen
  throw new ConfigError(
    `The read policy of the option readFrom chose ${name}, which is no node of the shard that it was given.`,
  )
}
