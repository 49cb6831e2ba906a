import type { ClusterNode, NodeRole } from './cluster-node.js'
import type { SlotRange } from './slot-ranges.js'
import { SLOT_COUNT } from './key.js'
import type { Topology } from './topology.js'

/** Slots that changed their primary. */
export interface SlotsMoved {
  readonly range: SlotRange
  /** The primary that had them; undefined where nobody had. */
  readonly from: ClusterNode | undefined
  /** The primary that has them now; undefined where nobody has. */
  readonly to: ClusterNode | undefined
}

/** What became different from one topology to the next. Nodes are told apart by their address. */
export interface TopologyDiff {
  /** Whether there is any difference of those below. */
  readonly changed: boolean
  readonly nodesAdded: readonly ClusterNode[]
  readonly nodesRemoved: readonly ClusterNode[]
  /** Promoted and demoted nodes, as they are now. */
  readonly roleChanged: readonly { readonly node: ClusterNode; readonly from: NodeRole; readonly to: NodeRole }[]
  /** Another node took over the address: what was known of the old one's connections, scripts and data is void. */
  readonly idChanged: readonly { readonly node: ClusterNode; readonly from: string; readonly to: string }[]
  /** Replicas, before and after, that follow another primary now. */
  readonly replicasMoved: readonly {
    readonly node: ClusterNode
    readonly from: ClusterNode
    readonly to: ClusterNode
  }[]
  /** Joined ranges in the order of the slots. */
  readonly slotsMoved: readonly SlotsMoved[]
}

/**
 * What became different from one topology to the next.
 *
 * A node's id counts as changed only where both topologies know it. Health and epochs are no difference.
 *
 * @example
 * const diff = diffTopology(before, after)
 * for (const { range, from, to } of diff.slotsMoved) console.log(range, from?.name, '→', to?.name)
 */
export function diffTopology(before: Topology, after: Topology): TopologyDiff {
  const nodes = before.nodes === after.nodes ? NO_NODES : diffNodes(before, after)
  const replicasMoved = before.shards === after.shards ? [] : diffReplicas(before, after)
  const slotsMoved = diffSlots(before, after)
  const lists = [...Object.values(nodes), replicasMoved, slotsMoved]
  return { changed: lists.some(list => list.length > 0), ...nodes, replicasMoved, slotsMoved }
}

type NodesDiff = Pick<TopologyDiff, 'nodesAdded' | 'nodesRemoved' | 'roleChanged' | 'idChanged'>

/** After a redirect, which moves a slot and nothing else. */
const NO_NODES: NodesDiff = { nodesAdded: [], nodesRemoved: [], roleChanged: [], idChanged: [] }

function diffNodes(before: Topology, after: Topology): NodesDiff {
  const nodesAdded = [...after.nodes.values()].filter(node => !before.nodes.has(node.name))
  const nodesRemoved = [...before.nodes.values()].filter(node => !after.nodes.has(node.name))
  const roleChanged: NodesDiff['roleChanged'][number][] = []
  const idChanged: NodesDiff['idChanged'][number][] = []
  for (const node of after.nodes.values()) {
    const old = before.nodes.get(node.name)
    if (old === undefined || old === node) continue
    if (old.role !== node.role) roleChanged.push({ node, from: old.role, to: node.role })
    if (old.id !== undefined && node.id !== undefined && old.id !== node.id) {
      idChanged.push({ node, from: old.id, to: node.id })
    }
  }
  return { nodesAdded, nodesRemoved, roleChanged, idChanged }
}

function diffReplicas(before: Topology, after: Topology): TopologyDiff['replicasMoved'] {
  const primaryOf = new Map<string, ClusterNode>()
  for (const { primary, replicas } of before.shards) for (const { name } of replicas) primaryOf.set(name, primary)
  const moved: TopologyDiff['replicasMoved'][number][] = []
  for (const { primary, replicas } of after.shards) {
    for (const node of replicas) {
      const from = primaryOf.get(node.name)
      if (from !== undefined && from.name !== primary.name) moved.push({ node, from, to: primary })
    }
  }
  return moved
}

function diffSlots(before: Topology, after: Topology): SlotsMoved[] {
  const patched = after.slotsPatchedSince(before)
  return patched === undefined ? compareAll(before, after) : compareSome(before, after, patched)
}

function compareSome(before: Topology, after: Topology, slots: readonly number[]): SlotsMoved[] {
  const moved: { range: { from: number; to: number }; from: ClusterNode | undefined; to: ClusterNode | undefined }[] =
    []
  for (const slot of slots) {
    const from = before.ownerOf(slot)
    const to = after.ownerOf(slot)
    if (from?.name === to?.name) continue
    const last = moved[moved.length - 1]
    if (last?.range.to === slot - 1 && last.from === from && last.to === to) last.range.to = slot
    else moved.push({ range: { from: slot, to: slot }, from, to })
  }
  return moved
}

function compareAll(before: Topology, after: Topology): SlotsMoved[] {
  const moved: SlotsMoved[] = []
  const old = before.stretches()
  const now = after.stretches()
  // Ends of the stretches that `at` lies in.
  let endsOld = 1
  let endsNow = 1
  for (let at = 0; at < SLOT_COUNT; ) {
    const end = Math.min(old[endsOld] as number, now[endsNow] as number)
    const from = before.ownerOf(at)
    const to = after.ownerOf(at)
    if (from !== to && from?.name !== to?.name) moved.push({ range: { from: at, to: end - 1 }, from, to })
    if (end === old[endsOld]) endsOld++
    if (end === now[endsNow]) endsNow++
    at = end
  }
  return moved
}
