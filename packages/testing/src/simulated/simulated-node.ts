import { createHash } from 'node:crypto'
import { CommandCounter } from '../proxy/command-counter.js'
import type { SimulatedConnection } from './simulated-connection.js'
import { Store } from './store.js'

/** A node of a simulated cluster. */
export class SimulatedNode {
  readonly host: string
  /** Commands that clients sent to it, by name. */
  readonly commands = new CommandCounter()
  /** Open connections of clients. */
  readonly connections = new Set<SimulatedConnection>()
  /** Whatever a script wants to remember about the node. */
  readonly memory: Record<string, unknown> = {}
  /** What the node calls its own host in maps and redirects; null as a server that does not know it. Default: `host`. */
  announcedHost: string | null
  id: string
  state: 'running' | 'paused' | 'stopped' = 'stopped'
  /** How many connections were taken in all. */
  accepted = 0
  /** @internal */
  shard: SimulatedShard
  #port: number

  /** @internal */
  constructor(shard: SimulatedShard, { host, port, index }: { host: string; port: number; index: number }) {
    this.shard = shard
    this.host = host
    this.announcedHost = host
    this.#port = port
    this.id = createHash('sha1').update(`simulated node ${index}`).digest('hex')
  }

  get port(): number {
    return this.#port
  }

  /** `host:port`. */
  get name(): string {
    return `${this.host}:${this.#port}`
  }

  get role(): 'primary' | 'replica' {
    return this.shard.primary === this ? 'primary' : 'replica'
  }

  /** A replica's primary, by id. */
  get primaryId(): string | undefined {
    return this.shard.primary === this ? undefined : this.shard.primary.id
  }

  /** The process that it lives in: this one, while it runs. */
  get pid(): number | undefined {
    return this.state === 'stopped' ? undefined : process.pid
  }

  /** The node's address as it stands in a redirect. */
  get announced(): string {
    return `${this.announcedHost ?? ''}:${this.#port}`
  }

  /** There is no log: nothing is written. */
  log(): string {
    return 'simulated'
  }

  /** @internal */
  bound(port: number): void {
    this.#port = port
  }
}

/** A primary, its replicas and their data. Replicas of a simulated cluster are never behind. */
export class SimulatedShard {
  readonly store = new Store()
  readonly replicas = new Set<SimulatedNode>()
  #primary: SimulatedNode | undefined

  get hasPrimary(): boolean {
    return this.#primary !== undefined
  }

  get primary(): SimulatedNode {
    if (this.#primary === undefined) throw new Error('The shard has no node yet.')
    return this.#primary
  }

  set primary(node: SimulatedNode) {
    this.#primary = node
  }

  /** Primary first. */
  get nodes(): SimulatedNode[] {
    return [this.primary, ...this.replicas]
  }
}
