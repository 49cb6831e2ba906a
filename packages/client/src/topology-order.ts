import type { ShardDescription, Topology } from '@rc/slots'

/**
 * Shards in the order in which they were known, whoever is their primary now; new ones behind, by their first slot. So
 * that who looks at the second shard sees the same one after a failover.
 */
export function inOrderOf(known: Topology, shards: readonly ShardDescription[]): ShardDescription[] {
  const places = new Map<string, number>()
  known.shards.forEach(({ primary, replicas }, place) => {
    for (const { name } of [primary, ...replicas]) places.set(name, place)
  })
  const placeOf = ({ primary }: ShardDescription): number => places.get(primary.name) ?? known.shards.length
  const firstSlot = ({ ranges }: ShardDescription): number => ranges[0]?.from ?? Number.POSITIVE_INFINITY
  return [...shards].sort((a, b) => placeOf(a) - placeOf(b) || compare(firstSlot(a), firstSlot(b)))
}

const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0)
