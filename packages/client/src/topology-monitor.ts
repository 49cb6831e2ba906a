import type { RefreshReason } from '@rc/pipeline'
import type { Clock, NamedAddress } from '@rc/pool'
import type { Topology } from '@rc/slots'
import { noMap, twoClusters } from './topology-errors.js'
import { type Candidate, type Heard, type Judgement, look } from './topology-look.js'
import { ClusterMap } from './topology-map.js'
import { LookSchedule } from './topology-schedule.js'
import type { View } from './topology-view.js'

/** What the monitor needs of the client. */
export interface MonitorSetup {
  readonly clock: Clock
  readonly seeds: readonly NamedAddress[]
  readonly requireFullCoverage: boolean
  /** Milliseconds between looks when nothing asks for one; 0 for never. */
  readonly periodMs: number
  /** Milliseconds within which one node answers or fails. */
  readonly answerMs: number
  /** How one node sees the cluster; thorough where it may have been configured anew. */
  ask(node: NamedAddress, thorough: boolean, signal: AbortSignal): Promise<View>
  /** The same of the node, or the first of the nodes, that a seed leads to. */
  askSeed(seed: NamedAddress, thorough: boolean, signal?: AbortSignal): Promise<View>
  /** Nodes with a live connection, which answer without being dialled. */
  live(): readonly NamedAddress[]
  /** Whether commands wait for a node that could not be connected to lately. */
  anyMissed(): boolean
  /** There is a new map. Returns whether it says anything else than the one before. */
  changed(after: Topology, before: Topology): boolean
  /** The map could not be read, or not be believed. */
  failed(error: Error): void
}

/** Nodes that are asked for one refresh, and so many where all that were asked are silent. */
const ASKED_AT_ONCE = 3
const ASKED_AT_MOST = 16
/** Those that are slow to answer do not keep the next from being asked for longer. */
const STAGGER_MS = 100
/** What the slower of them have left once the first has answered. */
const GRACE_MS = 50
/** One seed has told the first map; soon after, others are asked whether they agree. */
const AFTER_START_MS = 250
/** Whoever found a node gone has come back to it by then, and waits there for it to be dialled again. */
const BACK_MS = 100

/** Keeps the map of the cluster: one look at a time, spaced, and never an older map instead of what was known. */
export class TopologyMonitor {
  readonly #setup: MonitorSetup
  readonly #schedule: LookSchedule
  readonly #map: ClusterMap
  #starting: Promise<void> | undefined
  #looking = false
  #again: RefreshReason | undefined
  #wanted: { why: RefreshReason; cancel: () => void } | undefined
  #cancelPeriod: (() => void) | undefined
  #cancelConfirm: (() => void) | undefined
  #cancelMissed: (() => void) | undefined
  /** A redirect named an address that the map does not have: nodes may be called otherwise now. */
  #unknownAddress = false
  /** Nodes of other clusters that were told of. */
  readonly #foreign = new Set<string>()
  #closed = false
  /** What is asked only to keep the map fresh is given up when the client closes: nobody waits for it. */
  readonly #vain = new AbortController()

  constructor(setup: MonitorSetup) {
    this.#setup = setup
    this.#map = new ClusterMap(setup.requireFullCoverage)
    this.#schedule = new LookSchedule(() => setup.clock.random())
  }

  get topology(): Topology {
    return this.#map.topology
  }

  /** Undefined where there is a map; else a promise for the first one, shared by all who wait. */
  ready(): Promise<void> | undefined {
    if (this.topology.coveredSlots > 0) return undefined
    this.#starting ??= this.#start().finally(() => {
      this.#starting = undefined
    })
    return this.#starting
  }

  /** The slot has a new owner, as a server said. */
  moved(slot: number, to: NamedAddress): void {
    const before = this.topology
    if (!before.nodes.has(to.name)) this.#unknownAddress = true
    this.#map.moved(slot, to, this.#setup.clock.now())
    this.#tellChange(before)
    this.refresh('moved')
  }

  /** Asks for a fresh map. Many requests make one look. */
  refresh(why: RefreshReason): void {
    if (this.#closed || this.topology.coveredSlots === 0) return
    // What is being answered now may be older than what this look is asked for.
    if (this.#looking) {
      if (this.#again === undefined || this.#again === 'moved') this.#again = why
      return
    }
    // Only a look that a redirect asked for may be brought forward: it is the one that is not in a hurry.
    if (this.#wanted !== undefined && (why === 'moved' || this.#wanted.why !== 'moved')) return
    const { clock } = this.#setup
    const now = clock.now()
    const inMs = this.#schedule.dueAt(why, now) - now
    this.#wanted?.cancel()
    this.#wanted = { why, cancel: clock.after(inMs, () => void this.#fire(why), false) }
  }

  close(): void {
    this.#closed = true
    this.#wanted?.cancel()
    this.#cancelPeriod?.()
    this.#cancelConfirm?.()
    this.#cancelMissed?.()
    this.#vain.abort()
  }

  async #fire(why: RefreshReason): Promise<void> {
    this.#wanted = undefined
    if (this.#closed) return
    this.#looking = true
    this.#again = undefined
    try {
      await this.#look(why)
    } finally {
      this.#looking = false
      this.#armPeriod()
      this.#armMissed()
      if (this.#again !== undefined) this.refresh(this.#again)
    }
  }

  async #start(): Promise<void> {
    const { clock, seeds, answerMs } = this.#setup
    const { views, failures } = await look({
      clock,
      candidates: seeds.map(seed => ({ name: seed.name, ask: () => this.#setup.askSeed(seed, true) })),
      first: 1,
      most: 1,
      staggerMs: STAGGER_MS,
      graceMs: 0,
      limitMs: 2 * answerMs + seeds.length * STAGGER_MS,
      hold: true,
      judge: () => ENOUGH,
    })
    if (views.length === 0) throw noMap(failures)
    const before = this.topology
    this.#map.begin(views)
    this.#tellChange(before)
    this.#armPeriod()
    if (!this.#closed) this.#cancelConfirm = clock.after(AFTER_START_MS, () => this.refresh('asked-for'), false)
  }

  /** Asks several nodes and takes what they say together. Never rejects: what was known stays. */
  async #look(why: RefreshReason): Promise<void> {
    const { clock, answerMs } = this.#setup
    const askedAt = clock.now()
    this.#schedule.began(why, askedAt)
    const thorough = why === 'periodic' || this.#unknownAddress
    this.#unknownAddress = false
    const live = this.#setup.live()
    // Where something is wrong, one node's word is not enough, even if a second one has to be dialled; it is enough to hear
    // that nothing has changed since.
    const atLeast = why === 'moved' || why === 'periodic' ? 1 : 2
    const heard = await look({
      clock,
      candidates: this.#candidates(live, thorough),
      first: why === 'still-lost' ? 1 : Math.min(ASKED_AT_ONCE, Math.max(live.length, atLeast)),
      most: ASKED_AT_MOST,
      staggerMs: STAGGER_MS,
      graceMs: GRACE_MS,
      limitMs: 2 * answerMs,
      hold: false,
      judge: heard => this.#map.judge(heard),
    })
    if (this.#closed) return
    this.#take(heard, askedAt)
  }

  #take({ views, failures }: Heard, askedAt: number): void {
    const before = this.topology
    const now = this.#setup.clock.now()
    const taken = this.#map.take(views, { askedAt, now })
    if (taken === undefined) {
      if (this.#schedule.failed(now)) this.#setup.failed(noMap(failures))
      return
    }
    for (const node of taken.foreign) this.#tellForeign(node, before)
    if (taken.gap !== undefined) this.#setup.failed(taken.gap)
    this.#schedule.ended(this.#tellChange(before))
  }

  /** Live nodes first, in an order of chance, then the other known ones, then the seeds. */
  #candidates(live: readonly NamedAddress[], thorough: boolean): Candidate[] {
    const setup = this.#setup
    const shuffled = (nodes: Iterable<NamedAddress>): NamedAddress[] =>
      [...nodes]
        .map(node => ({ node, at: setup.clock.random() }))
        .sort((a, b) => a.at - b.at)
        .map(({ node }) => node)
    const known = new Map([...shuffled(live), ...shuffled(this.topology.nodes.values())].map(node => [node.name, node]))
    return [
      ...[...known.values()].map(node => ({
        name: node.name,
        ask: () => setup.ask(node, thorough, this.#vain.signal),
      })),
      ...setup.seeds
        .filter(seed => !known.has(seed.name))
        .map(seed => ({ name: seed.name, ask: () => setup.askSeed(seed, thorough, this.#vain.signal) })),
    ]
  }

  /** They answer instead of a cluster that is gone, or beside one that is there: in either case the user should know. */
  #tellForeign(node: string, ours: Topology): void {
    if (this.#foreign.has(node)) return
    this.#foreign.add(node)
    this.#setup.failed(twoClusters([...ours.nodes.keys()].slice(0, 3).join(', '), node))
  }

  #tellChange(before: Topology): boolean {
    return this.topology !== before && this.#setup.changed(this.topology, before)
  }

  /** A dead node is dialled ever more rarely, or without an answer; who takes over is to be known as soon as others know. */
  #armMissed(): void {
    this.#cancelMissed?.()
    if (this.#closed) return
    const check = (): void => {
      if (this.#setup.anyMissed()) this.refresh('still-lost')
    }
    this.#cancelMissed = this.#setup.clock.after(BACK_MS, check, false)
  }

  #armPeriod(): void {
    this.#cancelPeriod?.()
    const { periodMs, clock } = this.#setup
    if (periodMs === 0 || this.#closed) return
    const spread = periodMs * (0.9 + clock.random() * 0.2)
    this.#cancelPeriod = clock.after(spread, () => this.refresh('periodic'), false)
  }
}

const ENOUGH: Judgement = { enough: true, next: [] }
