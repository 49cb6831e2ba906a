import { type Command, command } from '../command.js'
import {
  ASKING,
  CLUSTER_ADDSLOTS,
  CLUSTER_ADDSLOTSRANGE,
  CLUSTER_BUMPEPOCH,
  CLUSTER_DELSLOTS,
  CLUSTER_DELSLOTSRANGE,
  CLUSTER_FAILOVER,
  CLUSTER_FLUSHSLOTS,
  CLUSTER_FORGET,
  CLUSTER_MEET,
  CLUSTER_REPLICATE,
  CLUSTER_RESET,
  CLUSTER_SAVECONFIG,
  CLUSTER_SET_CONFIG_EPOCH,
  CLUSTER_SETSLOT,
  READONLY,
  READWRITE,
} from '../specs.gen.js'
import { many, type OneOrMany } from './args.js'
import { appendOptions, type OptionTable, refuse } from './options.js'
import { boundsOf, type SlotSpan } from './slot-spans.js'

/** Options of CLUSTER FAILOVER. At most one of them; without, the primary agrees first. */
export interface ClusterFailoverOptions {
  /** Do not ask the primary, but the other primaries. */
  force?: boolean
  /** Ask nobody. */
  takeover?: boolean
}

/** Options of CLUSTER RESET. At most one of them. */
export interface ClusterResetOptions {
  /** A new id and epoch too. */
  hard?: boolean
  /** The default. */
  soft?: boolean
}

/** Options of CLUSTER SETSLOT. */
export interface ClusterSetslotOptions {
  /** Wait for so many milliseconds until the shard's replicas know it. Valkey alone, since 8.0. */
  timeout?: number
}

const SETSLOT_OPTIONS: OptionTable<ClusterSetslotOptions> = { tokens: { timeout: 'value' } }
const FAILOVER_OPTIONS: OptionTable<ClusterFailoverOptions> = {
  tokens: { force: 'flag', takeover: 'flag' },
  exclusive: [['force', 'takeover']],
}
const RESET_OPTIONS: OptionTable<ClusterResetOptions> = {
  tokens: { hard: 'flag', soft: 'flag' },
  exclusive: [['hard', 'soft']],
}

/**
 * Lets the next command on this connection through to a slot that is being imported. The client does so by itself.
 *
 * O(1). Since 3.0.0. Cluster: refused by the client, whose connections are shared by
 * all callers: it sends ASKING by itself. The builder is for who has a connection to himself.
 */
export const asking = (): Command<'OK'> => command(ASKING, [])

/**
 * Gives slots that nobody has to a node.
 *
 * O(n) in the number of slots. Since 3.0.0. Cluster: needs a node.
 *
 * @throws ConfigError where the list is empty
 */
export const clusterAddslots = (slots: OneOrMany<number>): Command<'OK'> =>
  command(CLUSTER_ADDSLOTS, many(CLUSTER_ADDSLOTS, 'slots', slots))

/**
 * Gives ranges of slots that nobody has to a node.
 *
 * O(n) in the number of slots. Since 7.0.0. Cluster: needs a node.
 *
 * @throws ConfigError where the list is empty
 * @example
 * await rc.node('127.0.0.1:7000').clusterAddslotsrange({ from: 0, to: 5460 })
 */
export const clusterAddslotsrange = (ranges: OneOrMany<SlotSpan>): Command<'OK'> =>
  command(CLUSTER_ADDSLOTSRANGE, boundsOf(CLUSTER_ADDSLOTSRANGE, ranges))

/**
 * Raises the configuration epoch of a node.
 *
 * O(1). Since 3.0.0. Cluster: needs a node.
 */
export const clusterBumpepoch = (): Command<string> => command(CLUSTER_BUMPEPOCH, [])

/**
 * Lets a node forget who has slots.
 *
 * O(n) in the number of slots. Since 3.0.0. Cluster: needs a node.
 *
 * @throws ConfigError where the list is empty
 */
export const clusterDelslots = (slots: OneOrMany<number>): Command<'OK'> =>
  command(CLUSTER_DELSLOTS, many(CLUSTER_DELSLOTS, 'slots', slots))

/**
 * Lets a node forget who has ranges of slots.
 *
 * O(n) in the number of slots. Since 7.0.0. Cluster: needs a node.
 *
 * @throws ConfigError where the list is empty
 */
export const clusterDelslotsrange = (ranges: OneOrMany<SlotSpan>): Command<'OK'> =>
  command(CLUSTER_DELSLOTSRANGE, boundsOf(CLUSTER_DELSLOTSRANGE, ranges))

/**
 * Makes a replica the primary of its shard.
 *
 * O(1). Since 3.0.0. Cluster: needs a node, which is a replica.
 *
 * @throws ConfigError where options exclude each other
 */
export const clusterFailover = (options?: ClusterFailoverOptions): Command<'OK'> =>
  command(CLUSTER_FAILOVER, appendOptions(CLUSTER_FAILOVER, [], { given: options, table: FAILOVER_OPTIONS }))

/**
 * Lets a node, which must be empty, forget who has any slot.
 *
 * O(1). Since 3.0.0. Cluster: needs a node.
 */
export const clusterFlushslots = (): Command<'OK'> => command(CLUSTER_FLUSHSLOTS, [])

/**
 * Lets a node forget another for a minute, so that the others' gossip does not bring it back.
 *
 * O(1). Since 3.0.0. Cluster: needs a node; each node of the cluster has to be told.
 */
export const clusterForget = (nodeId: string): Command<'OK'> => command(CLUSTER_FORGET, [nodeId])

/**
 * Introduces a node to another, and so to the cluster.
 *
 * O(1). Since 3.0.0. Cluster: any node; the others hear of it.
 */
export const clusterMeet = (ip: string, port: number, busPort?: number): Command<'OK'> =>
  command(CLUSTER_MEET, busPort === undefined ? [ip, port] : [ip, port, busPort])

/**
 * Makes a node a replica of a primary.
 *
 * O(1). Since 3.0.0. Cluster: needs a node.
 */
export const clusterReplicate = (nodeId: string): Command<'OK'> => command(CLUSTER_REPLICATE, [nodeId])

/**
 * Lets a node forget the cluster.
 *
 * O(n) in the number of nodes. Since 3.0.0. Cluster: needs a node.
 *
 * @throws ConfigError where options exclude each other
 */
export const clusterReset = (options?: ClusterResetOptions): Command<'OK'> =>
  command(CLUSTER_RESET, appendOptions(CLUSTER_RESET, [], { given: options, table: RESET_OPTIONS }))

/**
 * Writes what a node knows of the cluster to its disk.
 *
 * O(1). Since 3.0.0. Cluster: runs on all nodes.
 */
export const clusterSaveconfig = (): Command<'OK'> => command(CLUSTER_SAVECONFIG, [])

/**
 * Sets the configuration epoch of a new node.
 *
 * O(1). Since 3.0.0. Cluster: needs a node.
 */
export const clusterSetConfigEpoch = (epoch: number): Command<'OK'> => command(CLUSTER_SET_CONFIG_EPOCH, [epoch])

/**
 * Says where a slot is going to or coming from, whose it is, or, with `'STABLE'`, that it stays.
 *
 * O(1). Since 3.0.0. Cluster: needs a node.
 *
 * @param nodeId the other node, or with `'NODE'` the owner; none with `'STABLE'`
 * @throws ConfigError where a node is missing or one too many
 */
export const clusterSetslot = (
  slot: number,
  state: 'IMPORTING' | 'MIGRATING' | 'NODE' | 'STABLE',
  nodeId?: string,
  options?: ClusterSetslotOptions,
): Command<'OK'> => {
  if ((state === 'STABLE') !== (nodeId === undefined)) {
    throw refuse(CLUSTER_SETSLOT, 'IMPORTING, MIGRATING and NODE need the id of a node, and STABLE has none')
  }
  const args = nodeId === undefined ? [slot, state] : [slot, state, nodeId]
  return command(CLUSTER_SETSLOT, appendOptions(CLUSTER_SETSLOT, args, { given: options, table: SETSLOT_OPTIONS }))
}

/**
 * Lets this connection read from a replica. The client's `readFrom` does so by itself.
 *
 * O(1). Since 3.0.0. Cluster: refused by the client, whose connections are shared by
 * all callers: use the option `readFrom`. The builder is for who has a connection to himself.
 */
export const readonly = (): Command<'OK'> => command(READONLY, [])

/**
 * Ends what `readonly` began.
 *
 * O(1). Since 3.0.0. Cluster: refused by the client, whose connections are shared by
 * all callers: use the option `readFrom`. The builder is for who has a connection to himself.
 */
export const readwrite = (): Command<'OK'> => command(READWRITE, [])
