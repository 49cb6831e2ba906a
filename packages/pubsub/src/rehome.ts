import type { ClusterNode } from '@rc/slots'
import type { NodeMap } from './host.js'
import type { GapReason } from './messages.js'
import type { Topic } from './topic.js'

/** A node with what the choice among nodes needs of it. */
interface Candidate {
  readonly node: ClusterNode
  readonly hash: number
  readonly good: boolean
}

interface Names {
  has(name: string): boolean
}

const NONE: Names = new Set()

/** Says where topics should be served, as of one map of the cluster. */
export class Homes {
  readonly topology: NodeMap
  readonly #gone: Names
  readonly #candidates: readonly Candidate[]

  /**
   * @param avoided nodes that are better left alone for now: their connection broke, or they are silent
   * @param gone nodes that do not answer: replicas stand in for them
   */
  constructor(topology: NodeMap, avoided: Names, gone: Names = NONE) {
    this.topology = topology
    this.#gone = gone
    const all = [...topology.nodes.values()].map(node => ({
      node,
      hash: hashOf(node.name),
      good: !avoided.has(node.name) && node.health !== 'failed',
    }))
    const good = all.filter(candidate => candidate.good)
    // A bad node is better than none.
    this.#candidates = good.length > 0 ? good : all
  }

  /**
   * Where a topic should be served; undefined where no node can now.
   *
   * A sharded channel belongs to the primary of its slot, or to one of its replicas while that is gone: they hear the same.
   * A pinned topic belongs to its node. Others are heard at every node:
   * they are spread over all of them, each at the node that its name and the node's draw together (rendezvous hashing).
   */
  of({ kind, name, pin, slot }: Topic): ClusterNode | undefined {
    if (pin !== undefined) return this.topology.nodes.get(pin)
    if (kind === 'shard') return this.#ofSlot(slot)
    const hash = hashOf(name)
    let best: ClusterNode | undefined
    let highest = -1
    for (const candidate of this.#candidates) {
      const score = mix(hash ^ candidate.hash)
      if (score <= highest) continue
      best = candidate.node
      highest = score
    }
    return best
  }

  #ofSlot(slot: number): ClusterNode | undefined {
    const owner = this.topology.ownerOf(slot)
    if (owner === undefined || !this.#gone.has(owner.name)) return owner
    const replicas = this.topology.shardOf(slot)?.replicas ?? []
    return replicas.find(({ name, health }) => !this.#gone.has(name) && health !== 'failed') ?? owner
  }
}

/** Something that is served somewhere. */
export interface Placed {
  readonly topic: Topic
  /** `host:port` of the node that serves it; undefined where none does. */
  readonly at: string | undefined
  /** Served in the stead of the primary of its slot, which is gone. */
  readonly standsIn?: boolean
}

/**
 * What has to be served elsewhere after the map has changed, and why. What can stay stays: every move may miss messages,
 * so that a node that joins gets only what is subscribed to from then on.
 */
export function* rehome<T extends Placed>(
  placed: Iterable<T>,
  topology: NodeMap,
): Iterable<{ readonly item: T; readonly reason: GapReason }> {
  for (const item of placed) {
    if (item.at === undefined) continue
    if (item.topic.kind === 'shard') {
      // Whether it goes back is not a matter of the map alone.
      if (item.standsIn === true && topology.nodes.has(item.at)) continue
      const owner = topology.ownerOf(item.topic.slot)
      // Without an owner it stays: the slot may come back to the node that had it.
      if (owner !== undefined && owner.name !== item.at) yield { item, reason: 'slot-moved' }
    } else if (!topology.nodes.has(item.at)) yield { item, reason: 'node-left' }
  }
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** Spreads the bits of a number. */
function mix(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
