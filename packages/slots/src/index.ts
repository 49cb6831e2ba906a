export type {
  ClusterNode,
  NodeDescription,
  NodeHealth,
  NodeRole,
  Shard,
  ShardDescription,
  ShardInput,
} from './cluster-node.js'
export { diffTopology, type SlotsMoved, type TopologyDiff } from './diff.js'
export { groupBySlot, positionsBySlot, sameSlot } from './group-by-slot.js'
export { type Hashed, hashTag } from './hash-tag.js'
export type { TagCount } from './hot-tags.js'
export { type Key, SLOT_COUNT } from './key.js'
export { keySlot } from './key-slot.js'
export { formatAddress, type NodeAddress, parseAddress, sameAddress } from './node-address.js'
export { type NodesView, parseClusterNodes, readClusterNodes } from './parse-nodes.js'
export { parseClusterShards } from './parse-shards.js'
export { parseClusterSlots } from './parse-slots.js'
export {
  type KeyPlan,
  KeyPlanner,
  type NodeCount,
  type PlanOptions,
  planKeys,
  type ShardCount,
  type SlotCount,
} from './plan.js'
export type { Balance } from './plan-shards.js'
export type { ParseOptions } from './reply-reader.js'
export { siblingKey } from './sibling-key.js'
export { evenSlotRanges, formatSlotRanges, parseSlotRanges, type SlotRange } from './slot-ranges.js'
export { tagForSlot } from './tag-for-slot.js'
export { Topology, Topology as SlotMap, type TopologyJson } from './topology.js'
