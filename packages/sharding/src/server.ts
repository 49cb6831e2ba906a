import type { Connection, NamedAddress, NodePool, Pools } from '@rc/pool'
import type { ServerAccess } from './server-address.js'

/** What a server is to its keys. */
export type ServerRole = 'primary' | 'replica'

/** Connections to one server: those of each have a user and a database of their own. */
export class Server implements NamedAddress {
  /** The alias; for a replica that was found `alias/host:port`. Errors and records call it so. */
  readonly name: string
  readonly host: string
  readonly port: number
  readonly role: ServerRole
  readonly access: ServerAccess
  readonly #pools: Pools
  /** How many of its connections broke: whatever a process gave out before may mean nothing to the one after it. */
  breaks = 0
  /** When it may be asked again after its connection broke, by the ticker's clock. */
  #restsUntil = 0

  constructor(name: string, access: ServerAccess, { role, pools }: { role: ServerRole; pools: Pools }) {
    this.name = name
    this.host = access.host
    this.port = access.port
    this.role = role
    this.#pools = pools
    // A property that prints would print a password.
    this.access = access
    Object.defineProperty(this, 'access', { enumerable: false })
  }

  get pool(): NodePool {
    return this.#pools.of(this)
  }

  /** For what is no command's: a subscriber that reads too slowly loses its connection, and no command with it. */
  get messagePool(): NodePool {
    return this.#pools.roleless(this)
  }

  /** The shared connection, where there is one now. */
  get current(): Connection | undefined {
    return this.#pools.current(this.name, 0)
  }

  get ready(): boolean {
    return this.#pools.isReady(this.name)
  }

  /** One of its connections broke. */
  broke(restUntil: number): void {
    this.breaks++
    this.avoid(restUntil)
  }

  /** Leaves it alone for a while where there are others. */
  avoid(until: number): void {
    this.#restsUntil = until
  }

  rested(now: number): boolean {
    return now >= this.#restsUntil
  }

  /** Resolves when all that waits is settled and the connections closed. */
  close(): Promise<void> {
    return this.#pools.close()
  }

  /** Closes at once; what waits fails with `error`. */
  destroy(error: Error): void {
    this.#pools.destroy(error)
  }
}

/** A server that holds keys, and those that copy it. */
export interface Shard {
  readonly alias: string
  readonly primary: Server
  /** Replaced as a whole when others are found. */
  replicas: readonly Server[]
  /** How many reads were placed: each replica in its turn. A count for all shards would favour one of each. */
  reads: number
}
