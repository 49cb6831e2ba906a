import { SlotNotCoveredError } from '@rc/errors'
import type { RefreshReason } from '@rc/pipeline'
import type { Clock, NamedAddress } from '@rc/pool'
import { type ShardDescription, SLOT_COUNT, Topology } from '@rc/slots'
import { type Failure, noMap } from './topology-source.js'

/** What the monitor needs of the client. */
export interface MonitorSetup {
  readonly clock: Clock
  readonly seeds: readonly NamedAddress[]
  readonly requireFullCoverage: boolean
  /** Milliseconds between looks when nothing asks for one; 0 for never. */
  readonly periodMs: number
  /** How one node sees the cluster. */
  ask(node: NamedAddress): Promise<readonly ShardDescription[]>
  /** Nodes with a live connection, which answer without being dialled. */
  live(): readonly NamedAddress[]
  /** There is a new map. */
  changed(after: Topology, before: Topology): void
  /** The map could not be read. */
  failed(error: Error): void
}

/** Nodes that are asked for one refresh. The newest view of each shard wins. */
const ASKED_AT_ONCE = 3
/** Seeds that are slow to answer do not keep the next from being tried for longer. */
const STAGGER_MS = 100
/** Between two refreshes that somebody waits for. */
const SPACING_MS = 50
/** What the slower of them have left once the first has answered. */
const GRACE_MS = 50
/** MOVED has corrected the map already; the refresh that it asks for comes when the moving is likely over. */
const AFTER_MOVED_MS = 500

/** Keeps the map of the cluster: one look at a time, spaced, and never an empty one instead of what was known. */
export class TopologyMonitor {
  readonly #setup: MonitorSetup
  #topology: Topology = Topology.empty
  #starting: Promise<void> | undefined
  #looking = false
  #again = false
  #wanted: { dueAt: number; cancel: () => void } | undefined
  #cancelPeriod: (() => void) | undefined
  #lastLookAt = Number.NEGATIVE_INFINITY
  #failures = 0
  #closed = false

  constructor(setup: MonitorSetup) {
    this.#setup = setup
  }

  get topology(): Topology {
    return this.#topology
  }

  /** Undefined where there is a map; else a promise for the first one, shared by all who wait. */
  ready(): Promise<void> | undefined {
    if (this.#topology.coveredSlots > 0) return undefined
    this.#starting ??= this.#start().finally(() => {
      this.#starting = undefined
    })
    return this.#starting
  }

  /** The slot has a new owner, as a server said. */
  moved(slot: number, to: NamedAddress): void {
    this.#replace(this.#topology.withSlotAt(slot, to))
    this.refresh('moved')
  }

  /** Asks for a fresh map. Many requests make one look. */
  refresh(why: RefreshReason): void {
    if (this.#closed || this.#topology.coveredSlots === 0) return
    const now = this.#setup.clock.now()
    const earliest = why === 'moved' ? now + AFTER_MOVED_MS : now
    const spaced = this.#lastLookAt + SPACING_MS * Math.min(2 ** this.#failures, 16)
    const dueAt = Math.max(earliest, spaced)
    if (this.#wanted !== undefined && this.#wanted.dueAt <= dueAt) return
    this.#wanted?.cancel()
    const jitter = this.#setup.clock.random() * 10
    const cancel = this.#setup.clock.after(dueAt - now + (dueAt > now ? jitter : 0), () => this.#fire(), false)
    this.#wanted = { dueAt, cancel }
  }

  close(): void {
    this.#closed = true
    this.#wanted?.cancel()
    this.#cancelPeriod?.()
  }

  #fire(): void {
    this.#wanted = undefined
    if (this.#closed) return
    // What is being answered now may be older than what this look was asked for.
    if (this.#looking) {
      this.#again = true
      return
    }
    this.#looking = true
    this.#again = false
    void this.#look().finally(() => {
      this.#looking = false
      this.#armPeriod()
      if (this.#again) this.refresh('asked-for')
    })
  }

  async #start(): Promise<void> {
    const shards = await firstOf(this.#setup, this.#setup.seeds)
    this.#take(shards)
    this.#armPeriod()
  }

  /** Asks several nodes and takes what they say together. Never throws: what was known stays. */
  async #look(): Promise<void> {
    this.#lastLookAt = this.#setup.clock.now()
    const failures: Failure[] = []
    for (const batch of inBatches(this.#candidates(), ASKED_AT_ONCE)) {
      const answers = await this.#askAll(batch, failures)
      if (this.#closed) return
      if (this.#take(answers)) {
        this.#failures = 0
        return
      }
    }
    this.#failures++
    this.#setup.failed(noMap(failures))
  }

  /** What several nodes say together. Once one has answered, the others have a moment more, and no longer. */
  #askAll(nodes: readonly NamedAddress[], failures: Failure[]): Promise<readonly ShardDescription[]> {
    return new Promise(resolve => {
      const answers: ShardDescription[] = []
      let left = nodes.length
      let cancel: (() => void) | undefined
      const finish = (): void => {
        cancel?.()
        resolve(answers)
      }
      for (const node of nodes) {
        this.#setup
          .ask(node)
          .then(
            shards => {
              answers.push(...shards)
              cancel ??= this.#setup.clock.after(GRACE_MS, finish, false)
            },
            (error: unknown) => failures.push({ node: node.name, error }),
          )
          .finally(() => {
            if (--left === 0) finish()
          })
      }
    })
  }

  /** Live nodes first, in an order of chance, then the other known ones, then the seeds. */
  #candidates(): NamedAddress[] {
    const { clock, seeds } = this.#setup
    const shuffled = (nodes: Iterable<NamedAddress>) =>
      [...nodes]
        .map(node => ({ node, at: clock.random() }))
        .sort((a, b) => a.at - b.at)
        .map(({ node }) => node)
    const known = [...shuffled(this.#setup.live()), ...shuffled(this.#topology.nodes.values()), ...seeds]
    return [...new Map(known.map(node => [node.name, node])).values()]
  }

  #take(shards: readonly ShardDescription[]): boolean {
    if (shards.length === 0) return false
    const topology = Topology.of(shards)
    if (topology.coveredSlots === 0) return false
    if (this.#setup.requireFullCoverage && topology.coveredSlots < SLOT_COUNT) {
      const first = topology.uncovered()[0]?.from ?? 0
      if (this.#topology.coveredSlots === 0) throw new SlotNotCoveredError(first)
      return false
    }
    this.#replace(topology)
    return true
  }

  #replace(after: Topology): void {
    const before = this.#topology
    this.#topology = after
    this.#setup.changed(after, before)
  }

  #armPeriod(): void {
    this.#cancelPeriod?.()
    const { periodMs, clock } = this.#setup
    if (periodMs === 0 || this.#closed) return
    const spread = periodMs * (0.9 + clock.random() * 0.2)
    this.#cancelPeriod = clock.after(spread, () => this.refresh('periodic'), false)
  }
}

/** The first answer of several nodes, each asked a little later than the one before it. */
function firstOf(setup: MonitorSetup, nodes: readonly NamedAddress[]): Promise<readonly ShardDescription[]> {
  return new Promise((resolve, reject) => {
    const failures: Failure[] = []
    let next = 0
    let over = false
    let cancel = (): void => {}
    const askNext = (): void => {
      cancel()
      const node = nodes[next++]
      if (over || node === undefined) return
      cancel = setup.clock.after(STAGGER_MS, askNext, true)
      setup.ask(node).then(
        shards => {
          over = true
          cancel()
          resolve(shards)
        },
        (error: unknown) => {
          failures.push({ node: node.name, error })
          if (failures.length < nodes.length) {
            askNext()
            return
          }
          cancel()
          reject(noMap(failures))
        },
      )
    }
    askNext()
  })
}

function* inBatches<T>(items: readonly T[], size: number): Iterable<T[]> {
  for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size)
}
