import type { RedirectTarget } from '@rc/errors'
import type { Connection, NamedAddress } from '@rc/pool'
import type { ReadBounds, ReadFrom } from './call-options.js'

/** Why the map of the cluster should be read again. */
export type RefreshReason =
  | 'moved'
  | 'connection-lost'
  | 'still-lost'
  | 'cluster-down'
  | 'read-only'
  | 'uncovered-slot'
  | 'suspicion'
  | 'periodic'
  | 'asked-for'

/** A connection of one's own for a time. */
export interface Lease {
  readonly connection: Connection
  /** Gives it back. One that is not clean (something unanswered, a state left behind) is ended. */
  end(clean: boolean): void
}

/** Says where commands go. The engine knows no more of a cluster than this. */
export interface Router {
  /** Resolves when there is a map. Rejects where the cluster cannot be found: nothing can be sent then. */
  ready(): Promise<void> | undefined
  /**
   * The connection that commands for the primary of a slot take, where there is one already: the short way for most.
   * Undefined says nothing: `pick` and `connection` are the long way.
   */
  direct(slot: number): Connection | undefined
  /**
   * The node for a slot; for -1 any node. Undefined where no node owns the slot.
   *
   * @throws ConfigError where the user's own policy for reads fails
   */
  pick(slot: number, readFrom: ReadFrom, bounds?: ReadBounds): NamedAddress | undefined
  /** All nodes, or those of one role. */
  nodes(which: 'all' | 'primaries' | 'replicas'): readonly NamedAddress[]
  /** A slot of a primary; undefined where it has none, or nobody can take its place. */
  slotOf(primary: NamedAddress): number | undefined
  /** The connection to a node that the commands of a slot take. A promise where a place has to be waited for. */
  connection(node: NamedAddress, slot: number): Connection | Promise<Connection>
  /**
   * A connection to a node that nobody else uses until it is given back.
   *
   * @param patient whether its commands may wait on the server, so that its silence is no sign of a dead node
   */
  lease(node: NamedAddress, patient: boolean): Promise<Lease>
  /** Where a redirect leads, seen from the node that answered it: its host where the redirect names none. */
  resolve(target: RedirectTarget, from: NamedAddress): NamedAddress | undefined
  /** A slot has moved for good. */
  moved(slot: number, to: NamedAddress): void
  /** Asks for a fresh map, soon and at most once at a time. */
  refresh(why: RefreshReason): void
}
