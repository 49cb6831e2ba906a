import type { Connection } from '@rc/pool'
import type { Reply } from '@rc/resp'
import type { Topology } from '@rc/slots'

/**
 * What lives beside the commands of a client, such as subscriptions and the cache: it hears of every connection and of
 * every change of the map. Called in the middle of other work: it must not throw and must not wait.
 */
export interface Companion {
  /** A connection answers commands now. */
  ready?(connection: Connection): void
  /** A connection is over; `error` is undefined where it was closed on purpose. */
  closed?(connection: Connection, error: Error | undefined): void
  /** A server said something that answers no command. */
  push?(connection: Connection, message: readonly Reply[]): void
  /** The map of the cluster is another one. */
  mapChanged?(after: Topology, before: Topology): void
  /** The client takes no more commands. Resolves when the companion needs no connection any more. */
  close?(): Promise<void>
  /** The client ends at once. */
  destroy?(error: Error): void
}

/** All companions of a client; told one after the other. */
export class Companions implements Required<Companion> {
  readonly #all: Companion[] = []

  add(companion: Companion): void {
    this.#all.push(companion)
  }

  ready(connection: Connection): void {
    for (const companion of this.#all) companion.ready?.(connection)
  }

  closed(connection: Connection, error: Error | undefined): void {
    for (const companion of this.#all) companion.closed?.(connection, error)
  }

  push(connection: Connection, message: readonly Reply[]): void {
    for (const companion of this.#all) companion.push?.(connection, message)
  }

  mapChanged(after: Topology, before: Topology): void {
    for (const companion of this.#all) companion.mapChanged?.(after, before)
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.flatMap(companion => companion.close?.() ?? []))
  }

  destroy(error: Error): void {
    for (const companion of this.#all) companion.destroy?.(error)
  }
}
