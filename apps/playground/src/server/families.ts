import type { Topology } from '@rc/slots'

/**
 * Numbers of shards that outlast failovers. Redis 7 has no name for a shard that every server tells, so the number hangs
 * on the nodes: whoever takes over from a node is of its family.
 */
export class Families {
  readonly #numbers = new Map<string, number>()
  #last = 0

  /** Takes in who belongs together now. Nodes that are gone keep their number: they may come back. */
  update(topology: Topology): void {
    const taken = new Set<number>()
    for (const { primary, replicas } of topology.shards) {
      const members = [primary, ...replicas].map(({ name }) => name)
      const known = members
        .map(name => this.#numbers.get(name))
        .find(number => number !== undefined && !taken.has(number))
      const number = known ?? ++this.#last
      taken.add(number)
      for (const name of members) this.#numbers.set(name, number)
    }
  }

  /** The number of a node's shard; undefined for a node that was in none. */
  of(name: string): number | undefined {
    return this.#numbers.get(name)
  }
}
