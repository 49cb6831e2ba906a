import type { ClusterNode, Topology } from '@rc/slots'
import type { GapReason } from './messages.js'
import type { Topic } from './topic.js'

/** What is known of the cluster where a home is looked for. */
export interface Lie {
  readonly topology: Topology
  /** Nodes that are better left alone for now: their connection broke, or they are silent. */
  avoids(node: string): boolean
}

/**
 * Where a topic should be served; undefined where no node can now.
 *
 * A sharded channel belongs to the primary of its slot, a pinned topic to its node. Others are heard at every node: they
 * are spread over all of them, each at the node that its name and the node's draw together (rendezvous hashing).
 */
export function homeOf(topic: Topic, { topology, avoids }: Lie): ClusterNode | undefined {
  if (topic.pin !== undefined) return topology.nodes.get(topic.pin)
  if (topic.kind === 'shard') return topology.ownerOf(topic.slot)
  const hash = hashOf(topic.name)
  let best: ClusterNode | undefined
  let highest = -1
  for (const node of topology.nodes.values()) {
    // A bad node is better than none.
    const penalty = avoids(node.name) || node.health === 'failed' ? 0 : 2 ** 32
    const score = penalty + mix(hash ^ hashOf(node.name))
    if (score <= highest) continue
    best = node
    highest = score
  }
  return best
}

/** Something that is served somewhere. */
export interface Placed {
  readonly topic: Topic
  /** `host:port` of the node that serves it; undefined where none does. */
  readonly at: string | undefined
}

/**
 * What has to be served elsewhere after the map has changed, and why. What can stay stays: every move may miss messages,
 * so that a node that joins gets only what is subscribed to from then on.
 */
export function* rehome<T extends Placed>(
  placed: Iterable<T>,
  topology: Topology,
): Iterable<{ readonly item: T; readonly reason: GapReason }> {
  for (const item of placed) {
    if (item.at === undefined) continue
    if (item.topic.kind === 'shard') {
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
