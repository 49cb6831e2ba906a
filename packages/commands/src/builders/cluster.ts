import type { Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import { toList, toNumber, toRecord } from '../replies.js'
import {
  CLUSTER_COUNT_FAILURE_REPORTS,
  CLUSTER_COUNTKEYSINSLOT,
  CLUSTER_GETKEYSINSLOT,
  CLUSTER_INFO,
  CLUSTER_KEYSLOT,
  CLUSTER_LINKS,
  CLUSTER_MYID,
  CLUSTER_MYSHARDID,
  CLUSTER_NODES,
  CLUSTER_REPLICAS,
  CLUSTER_SHARDS,
  CLUSTER_SLAVES,
  CLUSTER_SLOT_STATS,
  CLUSTER_SLOTS,
} from '../specs.gen.js'
import type { Key } from './args.js'
import { type ClusterNodeInfo, toNodeList, toNodes } from './cluster-node-lines.js'
import {
  type ClusterLink,
  type ClusterShard,
  type ClusterSlotRange,
  toLinks,
  toShards,
  toSlots,
} from './cluster-replies.js'
import { checkNames, refuse } from './options.js'
import { boundsOf, type SlotSpan } from './slot-spans.js'
import { type InfoValue, toFields } from './text-replies.js'

/** Which slots CLUSTER SLOT-STATS tells of: a range, or those that come first by a measure. */
export interface SlotStatsOptions {
  slotsrange?: SlotSpan
  /** `'KEY-COUNT'`, `'CPU-USEC'`, `'NETWORK-BYTES-IN'`, `'NETWORK-BYTES-OUT'`. */
  orderby?: string
  /** With `orderby`: no more than so many. */
  limit?: number
  /** With `orderby`: the lowest first. */
  asc?: boolean
  /** With `orderby`: the highest first, as without it. */
  desc?: boolean
}

/**
 * How many nodes reported that a node does not answer.
 *
 * O(n) in the number of reports. Since 3.0.0. Cluster: asks any node.
 */
export const clusterCountFailureReports = (nodeId: string): Command<number> =>
  command(CLUSTER_COUNT_FAILURE_REPORTS, [nodeId])

/**
 * Number of keys in a slot.
 *
 * O(1). Since 3.0.0. Cluster: asks the slot's primary.
 */
export const clusterCountkeysinslot = (slot: number): Command<number> => command(CLUSTER_COUNTKEYSINSLOT, [slot])

/**
 * Keys of a slot, up to `count`.
 *
 * O(n) in the number of keys. Since 3.0.0. Cluster: asks the slot's primary.
 */
export const clusterGetkeysinslot = (slot: number, count: number): Command<string[]> =>
  command(CLUSTER_GETKEYSINSLOT, [slot, count])

/**
 * State of the cluster, as a node sees it: `cluster_state`, `cluster_known_nodes` …
 *
 * O(1). Since 3.0.0. Cluster: asks any node.
 */
export const clusterInfo = (): Command<Record<string, InfoValue>> => command(CLUSTER_INFO, [], toFields)

/**
 * Slot of a key, as the server computes it. `rc.slotOf(key)` asks nobody.
 *
 * O(n) in the length of the key. Since 3.0.0. Cluster: asks any node.
 */
export const clusterKeyslot = (key: Key): Command<number> => command(CLUSTER_KEYSLOT, [key])

/**
 * Connections of a node to the others.
 *
 * O(n) in the number of nodes. Since 7.0.0. Cluster: asks any node.
 */
export const clusterLinks = (): Command<ClusterLink[]> => command(CLUSTER_LINKS, [], toLinks)

/**
 * Id of a node.
 *
 * O(1). Since 3.0.0. Cluster: asks any node: for a node view.
 */
export const clusterMyid = (): Command<string> => command(CLUSTER_MYID, [])

/**
 * Id of a node's shard.
 *
 * O(1). Since 7.2.0. Cluster: asks any node: for a node view.
 */
export const clusterMyshardid = (): Command<string> => command(CLUSTER_MYSHARDID, [])

/**
 * All nodes, as one of them sees them.
 *
 * O(n) in the number of nodes. Since 3.0.0. Cluster: asks any node.
 */
export const clusterNodes = (): Command<ClusterNodeInfo[]> => command(CLUSTER_NODES, [], toNodes)

/**
 * Replicas of a primary, by its id.
 *
 * O(n) in the number of replicas. Since 5.0.0. Cluster: asks any node.
 */
export const clusterReplicas = (nodeId: string): Command<ClusterNodeInfo[]> =>
  command(CLUSTER_REPLICAS, [nodeId], toNodeList)

/**
 * Shards: their slots and nodes.
 *
 * O(n) in the number of nodes. Since 7.0.0. Cluster: asks any node.
 */
export const clusterShards = (): Command<ClusterShard[]> => command(CLUSTER_SHARDS, [], toShards)

/**
 * The old name of CLUSTER REPLICAS.
 *
 * O(n) in the number of replicas. Since 3.0.0. Cluster: asks any node.
 */
export const clusterSlaves = (nodeId: string): Command<ClusterNodeInfo[]> =>
  command(CLUSTER_SLAVES, [nodeId], toNodeList)

/**
 * Measures of slots, by slot.
 *
 * O(n·log n) in the number of slots. Valkey alone, since 8.0.0. Cluster: asks any node, which tells of its own slots alone:
 * for a node view.
 *
 * @throws ConfigError where there is neither `slotsrange` nor `orderby`, or both
 */
export const clusterSlotStats = (which: SlotStatsOptions): Command<Record<string, Record<string, number>>> => {
  checkNames(CLUSTER_SLOT_STATS, which, ['slotsrange', 'orderby', 'limit', 'asc', 'desc'])
  const { slotsrange, orderby, limit, asc = false, desc = false } = which
  if ((slotsrange === undefined) === (orderby === undefined)) {
    throw refuse(CLUSTER_SLOT_STATS, 'it needs one of slotsrange and orderby')
  }
  if (slotsrange !== undefined)
    return command(CLUSTER_SLOT_STATS, ['SLOTSRANGE', ...boundsOf(CLUSTER_SLOT_STATS, slotsrange)], toSlotStats)
  if (asc && desc) throw refuse(CLUSTER_SLOT_STATS, 'the options asc and desc exclude each other')
  const part = limit === undefined ? [] : ['LIMIT', limit]
  const order = asc ? ['ASC'] : desc ? ['DESC'] : []
  return command(CLUSTER_SLOT_STATS, ['ORDERBY', orderby as string, ...part, ...order], toSlotStats)
}

/**
 * Ranges of slots, their primary and replicas.
 *
 * O(n) in the number of nodes. Since 3.0.0. Cluster: asks any node.
 */
export const clusterSlots = (): Command<ClusterSlotRange[]> => command(CLUSTER_SLOTS, [], toSlots)

function toSlotStats(reply: Reply): Record<string, Record<string, number>> {
  const slots = Object.create(null) as Record<string, Record<string, number>>
  for (const one of toList(reply)) {
    const [slot, measures] = toList(one)
    const record = toRecord(measures ?? null)
    for (const name of Object.keys(record)) record[name] = toNumber(record[name] ?? null)
    slots[toNumber(slot ?? null)] = record as Record<string, number>
  }
  return slots
}
