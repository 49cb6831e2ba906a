import { ConfigError, type RedirectTarget } from '@rc/errors'
import type { Lease, ReadFrom, RefreshReason, Router } from '@rc/pipeline'
import type { Clock, Connection, NamedAddress } from '@rc/pool'
import { Server, type Shard } from './server.js'

/** Finds the way where the number of a shard stands for a slot. Nothing moves: nobody but the user changes the nodes. */
export class ShardRouter implements Router {
  readonly #shards: readonly Shard[]
  readonly #clock: Clock
  readonly #refresh: (why: RefreshReason) => void
  #turn = 0
  /** The connections that commands took last. */
  readonly #direct: (Connection | undefined)[]

  constructor(shards: readonly Shard[], { clock, refresh }: { clock: Clock; refresh: (why: RefreshReason) => void }) {
    this.#shards = shards
    this.#clock = clock
    this.#refresh = refresh
    this.#direct = new Array<Connection | undefined>(shards.length).fill(undefined)
  }

  /** The nodes are known from the start. */
  ready(): undefined {
    return undefined
  }

  direct(slot: number): Connection | undefined {
    const last = this.#direct[slot]
    if (last !== undefined && !last.over) return last
    return (this.#direct[slot] = this.#shards[slot]?.primary.current)
  }

  pick(slot: number, readFrom: ReadFrom): Server | undefined {
    if (slot < 0) return this.#any()
    const shard = this.#shards[slot]
    if (shard === undefined || readFrom === 'primary' || shard.replicas.length === 0) return shard?.primary
    const { primary, replicas } = shard
    const now = this.#clock.now()
    const choices = readFrom === 'any' ? replicas.length + 1 : replicas.length
    for (let i = 0; i < choices; i++) {
      const server = replicas[shard.reads++ % choices] ?? primary
      if (server.rested(now)) return server
    }
    return primary
  }

  /** What has no alias of its own is no node to whoever asks all of them. */
  nodes(which: 'all' | 'primaries' | 'replicas'): readonly Server[] {
    const primaries = this.#shards.map(({ primary }) => primary)
    const replicas = this.#shards.flatMap(shard => shard.replicas)
    switch (which) {
      case 'all':
        return [...primaries, ...replicas.filter(({ name }) => !name.includes('/'))]
      case 'primaries':
        return primaries
      case 'replicas':
        return replicas
    }
  }

  slotOf(): undefined {
    // Nobody takes the place of a server.
  }

  connection(node: NamedAddress): Connection | Promise<Connection> {
    return serverOf(node).pool.shared()
  }

  async lease(node: NamedAddress, patient: boolean): Promise<Lease> {
    const { pool } = serverOf(node)
    const connection = await pool.lease(patient)
    return { connection, end: clean => pool.release(connection, clean) }
  }

  resolve(_target: RedirectTarget, { name }: NamedAddress): never {
    throw new ConfigError(`${name} is a node of a Redis Cluster. RedisCluster of @rc/client is for those.`)
  }

  moved(): void {
    // No redirect is followed.
  }

  refresh(why: RefreshReason): void {
    this.#refresh(why)
  }

  /** Primaries in turn, those with a live connection before others. */
  #any(): Server | undefined {
    const primaries = this.nodes('primaries')
    const ready = primaries.filter(server => server.ready)
    const some = ready.length > 0 ? ready : primaries
    return some[this.#turn++ % some.length]
  }
}

function serverOf(node: NamedAddress): Server {
  if (node instanceof Server) return node
  throw new ConfigError(`${node.name} is no node of this client.`)
}
