import { ConfigError } from '@rc/errors'
import type { ReadPolicy } from '@rc/pipeline'
import type { ClusterNode } from '@rc/slots'

/**
 * A policy for `readFrom`: the nodes of one availability zone, replicas and primary alike, take turns; where a shard has
 * none there, its other replicas; else its primary. Servers have to tell their zone: Valkey 8 and newer do, where their
 * setting `availability-zone` is made; Redis does not, so that all replicas take turns there.
 *
 * @throws ConfigError where the zone is no text
 * @example
 * const rc = new RedisCluster({ nodes, readFrom: sameZone('eu-1a') })
 */
export function sameZone(zone: string): ReadPolicy {
  if (typeof zone !== 'string' || zone === '') {
    throw new ConfigError("sameZone takes the name of an availability zone, such as 'eu-1a'.")
  }
  const turns = new Map<string, number>()
  return {
    choose({ primary, replicas }) {
      const turn = turns.get(primary.name) ?? 0
      turns.set(primary.name, turn + 1)
      const near = [primary, ...replicas].filter(node => node.zone === zone)
      const choice: readonly ClusterNode[] = near.length > 0 ? near : replicas
      return choice[turn % choice.length] ?? primary
    },
  }
}
