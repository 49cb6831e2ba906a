import type { Clock } from '@rc/pool'
import type { Reply } from '@rc/resp'
import type { ClusterNode, Shard } from '@rc/slots'

/** Where a node stands in the stream of its shard's writes. */
export interface Position {
  /** Id of the stream: offsets of different ones say nothing of each other. */
  readonly stream: string
  readonly offset: number
}

/** What freshness is found out with. */
export interface FreshnessSetup {
  readonly clock: Clock
  /** Asks a node for its position. Undefined where it gives no answer, or has another part than the map says. */
  readonly ask: (node: ClusterNode) => Promise<Position | undefined>
}

/** A position of a primary, and when it was asked for. */
interface Sample extends Position {
  readonly askedAt: number
}

interface ShardState {
  lookedAt: number
  looking: boolean
  /** Positions of the primary, the oldest first: a replica that lags is compared with earlier ones. */
  samples: readonly Sample[]
}

/** Beyond so many, every second sample goes: they reach back further instead, less exactly. */
const MAX_SAMPLES = 64

/**
 * How much of their primaries' writes replicas have: the primary says how far its stream is, and a replica that is as far
 * has all that was written before the primary was asked. Nothing is asked while nobody wants to know.
 */
export class Freshness {
  readonly #setup: FreshnessSetup
  /** By the name of the primary. */
  #shards = new Map<string, ShardState>()
  /** By the name of the replica: all that was written before is there. */
  readonly #freshAt = new Map<string, number>()
  readonly #asking = new Set<string>()

  constructor(setup: FreshnessSetup) {
    this.#setup = setup
  }

  /** A time, by the clock: the replica has all that was written before. `-Infinity` where nothing is known of it. */
  of(replica: string): number {
    return this.#freshAt.get(replica) ?? -Infinity
  }

  /** Finds out how fresh the replicas of a shard are, soon, unless that was done within so many milliseconds. */
  look(shard: Shard, periodMs: number): void {
    const { name } = shard.primary
    let state = this.#shards.get(name)
    if (state === undefined) {
      state = { lookedAt: -Infinity, looking: false, samples: [] }
      this.#shards.set(name, state)
    }
    const now = this.#setup.clock.now()
    if (state.looking || now - state.lookedAt < periodMs) return
    state.lookedAt = now
    state.looking = true
    void this.#look(shard, state)
  }

  /** A connection to the node has ended: it may have begun anew, with older data. */
  forget(replica: string): void {
    this.#freshAt.delete(replica)
  }

  /** The map has changed: a shard may have slots now whose data came with them, later than what is known here. */
  forgetAll(): void {
    this.#freshAt.clear()
    this.#shards = new Map()
  }

  async #look({ primary, replicas }: Shard, state: ShardState): Promise<void> {
    const askedAt = this.#setup.clock.now()
    const position = await this.#setup.ask(primary)
    state.looking = false
    if (position === undefined || !this.#isCurrent(primary.name, state)) return
    const samples = [...state.samples.filter(({ stream }) => stream === position.stream), { ...position, askedAt }]
    state.samples = samples.length > MAX_SAMPLES ? samples.filter((_, i) => i % 2 === 0) : samples
    for (const replica of replicas) void this.#compare(replica, primary.name, state)
  }

  async #compare(replica: ClusterNode, primary: string, state: ShardState): Promise<void> {
    const { name } = replica
    if (this.#asking.has(name)) return
    this.#asking.add(name)
    const position = await this.#setup.ask(replica)
    this.#asking.delete(name)
    if (position === undefined || !this.#isCurrent(primary, state)) return
    const reached = state.samples.findLast(
      ({ stream, offset }) => stream === position.stream && offset <= position.offset,
    )
    // What it had, it has; of the samples that showed it, some are gone.
    if (reached !== undefined) this.#freshAt.set(name, Math.max(reached.askedAt, this.of(name)))
  }

  #isCurrent(primary: string, state: ShardState): boolean {
    return this.#shards.get(primary) === state
  }
}

/** A node's position out of its reply to `INFO replication`. */
export function positionOf(info: Reply, role: ClusterNode['role']): Position | undefined {
  if (typeof info !== 'string') return undefined
  const field = (name: string): string | undefined => new RegExp(`^${name}:(\\w+)`, 'm').exec(info)?.[1]
  const [part, offsetField] = role === 'primary' ? ['master', 'master_repl_offset'] : ['slave', 'slave_repl_offset']
  const stream = field('master_replid')
  const offset = Number(field(offsetField))
  return field('role') === part && stream !== undefined && Number.isSafeInteger(offset) ? { stream, offset } : undefined
}
