import { command, INFO } from '@rc/commands'
import { ClosedError, ConfigError } from '@rc/errors'
import type { CallOptions, Commander } from '@rc/pipeline'
import type { Clock } from '@rc/pool'
import { formatAddress } from '@rc/slots'
import { parseReplication } from './replica-lines.js'
import type { Server, Shard } from './server.js'
import type { ServerAccess } from './server-address.js'

/** What the finder works with. */
export interface FinderSetup {
  readonly shards: readonly Shard[]
  readonly clock: Clock
  /** Milliseconds between looks; 0 for none but at new connections. */
  readonly periodMs: number
  readonly runner: () => Commander
  /** How it asks. */
  readonly options: CallOptions
  /** Makes a server that was found. */
  readonly replica: (name: string, access: ServerAccess) => Server
  readonly found: (shard: Shard) => void
  readonly failed: (error: Error) => void
}

/** Trouble is a reason to look, but not at each of a thousand commands that meet it. */
const LEAST_MS = 500

/**
 * Knows which replicas every primary has: asks it when a connection to it was made, and from time to time. A primary
 * that cannot be reached keeps the replicas that it had, for they still have its data.
 */
export class ReplicaFinder {
  readonly #setup: FinderSetup
  readonly #looks = new Map<Shard, Promise<void>>()
  readonly #lastLook = new Map<Shard, number>()
  #cancel: (() => void) | undefined
  #closed = false

  constructor(setup: FinderSetup) {
    this.#setup = setup
    if (setup.periodMs > 0) this.#arm()
  }

  /** Looks at one shard, once at a time. */
  look(shard: Shard): Promise<void> {
    if (this.#closed) return Promise.resolve()
    const under = this.#looks.get(shard)
    if (under !== undefined) return under
    this.#lastLook.set(shard, this.#setup.clock.now())
    const look = this.#ask(shard).finally(() => this.#looks.delete(shard))
    this.#looks.set(shard, look)
    return look
  }

  /** Looks at all that can be reached and were not looked at just now. */
  lookAgain(): void {
    const now = this.#setup.clock.now()
    for (const shard of this.#setup.shards) {
      if (shard.primary.ready && now - (this.#lastLook.get(shard) ?? -Infinity) >= LEAST_MS) void this.look(shard)
    }
  }

  /** Resolves when the looks that are under way have ended. */
  async settled(): Promise<void> {
    await Promise.all(this.#looks.values())
  }

  close(): void {
    this.#closed = true
    this.#cancel?.()
  }

  #arm(): void {
    this.#cancel = this.#setup.clock.after(
      this.#setup.periodMs,
      () => {
        this.lookAgain()
        this.#arm()
      },
      false,
    )
  }

  async #ask(shard: Shard): Promise<void> {
    const { runner, options, failed } = this.#setup
    try {
      const text = await runner().run(replication, { ...options, node: shard.primary })
      if (this.#closed) return
      const { role, replicas } = parseReplication(text)
      if (role === 'replica') {
        failed(
          new ConfigError(`${shard.alias} is a replica of another server, which refuses writes. Name its primary.`),
        )
      }
      this.#take(shard, replicas)
    } catch (error) {
      // A connection that broke meanwhile has told its own story.
      if (!this.#closed && !(error instanceof ClosedError)) failed(error as Error)
    }
  }

  #take(shard: Shard, found: readonly { host: string; port: number }[]): void {
    const { replica } = this.#setup
    const known = new Map(shard.replicas.map(server => [server.name, server]))
    const next = found.map(address => {
      const name = `${shard.alias}/${formatAddress(address)}`
      return known.get(name) ?? replica(name, { ...shard.primary.access, ...address })
    })
    const gone = shard.replicas.filter(server => !next.includes(server))
    if (gone.length === 0 && next.length === shard.replicas.length) return
    shard.replicas = next
    // What is under way there may still be answered.
    for (const server of gone) void server.close()
    this.#setup.found(shard)
  }
}

const replication = command(INFO, ['replication'], reply => (typeof reply === 'string' ? reply : ''))
