import type { MovedError } from '@rc/errors'
import type { Clock, Connection } from '@rc/pool'
import type { ClusterNode, Topology } from '@rc/slots'

/** A connection of one's own for a time. */
export interface Lease {
  readonly connection: Connection
  end(): void
}

/** What subscriptions need of the client that they belong to. */
export interface Host {
  readonly clock: Clock
  readonly topology: Topology
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
