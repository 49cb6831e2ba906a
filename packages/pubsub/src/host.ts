import type { MovedError } from '@rc/errors'
import type { Clock, Connection } from '@rc/pool'
import type { ClusterNode, Key, Topology } from '@rc/slots'
import type { Kind } from './topic.js'

/** A connection of one's own for a time. */
export interface Lease {
  readonly connection: Connection
  end(): void
}

/** The nodes that there are, and what each is to the keys. A `Topology` is one. */
export type NodeMap = Pick<Topology, 'nodes' | 'shards' | 'ownerOf' | 'shardOf'>

/** Where a channel or pattern is to be subscribed to, and as what. */
export interface ChannelPlace {
  /** What the servers call it. */
  readonly channel: Key
  /** The names of the nodes, each of which has to be heard. As many for all of a kind. */
  readonly nodes: readonly string[]
}

/** What subscriptions need of the client that they belong to. */
export interface Host {
  readonly clock: Clock
  readonly topology: NodeMap
  /** Where a channel or pattern has to be heard, where nodes do not pass messages on. Without it any node will do. */
  placeOf?(kind: Kind, channel: Key): ChannelPlace
  /** Number of the database whose keys a node tells of. Without it 0, the only one of a cluster. */
  databaseOf?(node: ClusterNode): number
  /** Resolves when there is a map of the cluster; undefined where there is one. */
  ready(): Promise<void> | undefined
  /** A connection to a node that stays when the node changes its role. */
  lease(node: ClusterNode): Promise<Lease>
  /** A server said that a slot lives elsewhere. */
  moved(error: MovedError, from: ClusterNode): void
  /** Asks for a fresh map. */
  refresh(why: 'connection-lost' | 'suspicion' | 'cluster-down'): void
  /** What `notify-keyspace-events` says on a node; undefined where it does not tell. */
  notifications(node: ClusterNode): Promise<string | undefined>
  /** Tells the user of an error that belongs to no call. */
  report(error: Error): void
}

/** How long one call may take, and what ends it before. */
export interface Patience {
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
}
