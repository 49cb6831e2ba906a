import { SlotNotCoveredError } from '@rc/errors'
import type { NamedAddress } from '@rc/pool'
import { SLOT_COUNT, Topology } from '@rc/slots'
import type { Heard, Judgement } from './topology-look.js'
import { Patches } from './topology-patches.js'
import { isForeign, keepOwners, majorityHeard, type Reconciled, reconcile } from './topology-reconcile.js'
import type { View } from './topology-view.js'

/** What a look made of the map. */
export interface Taken {
  /** Nodes of another cluster that answered. They were believed only where nobody else did. */
  readonly foreign: readonly string[]
  /** The first slot that lost its owner, where every slot should have one; told once. */
  readonly gap: SlotNotCoveredError | undefined
}

/**
 * What is known of the cluster: the map that the servers told, and over it what redirects have corrected since. Decides
 * what is believed; asks nobody.
 */
export class ClusterMap {
  readonly #requireFullCoverage: boolean
  readonly #patches = new Patches()
  #told: Topology = Topology.empty
  #topology: Topology = Topology.empty
  #last: { readonly told: Topology; readonly views: readonly View[]; readonly result: Reconciled } | undefined
  #gapTold = false

  /** @param requireFullCoverage a first map must cover all slots, and no later one takes an owner away without another */
  constructor(requireFullCoverage: boolean) {
    this.#requireFullCoverage = requireFullCoverage
  }

  /** The map to go by. Empty until there is one. */
  get topology(): Topology {
    return this.#topology
  }

  /** A server said that a slot has moved. */
  moved(slot: number, to: NamedAddress, now: number): void {
    this.#patches.add(slot, to, { map: this.#told, now })
    this.#topology = this.#topology.withSlotAt(slot, to)
  }

  /**
   * Takes the first map.
   *
   * @throws SlotNotCoveredError where every slot should have an owner and one has not
   */
  begin(views: readonly View[]): void {
    const { topology } = reconcile(Topology.empty, views)
    if (this.#requireFullCoverage && topology.coveredSlots < SLOT_COUNT) throw firstGap(topology)
    this.#told = topology
    this.#topology = topology
  }

  /** Enough was heard where nothing is doubtful; or where those concerned are silent, and most others agree. */
  judge({ views, failures }: Heard): Judgement {
    const ours = this.#ours(views)
    if (ours.length === 0) return { enough: false, next: [] }
    const { doubts } = this.#reconciled(ours)
    const tried = new Set([...views.map(({ from }) => from), ...failures.map(({ node }) => node)])
    const enough = doubts.every(name => tried.has(name)) && (doubts.length === 0 || majorityHeard(this.#told, ours))
    return { enough, next: doubts }
  }

  /** Takes what was heard in a look that began at `askedAt`; undefined where that is nothing. */
  take(views: readonly View[], { askedAt, now }: { askedAt: number; now: number }): Taken | undefined {
    const [first] = views
    if (first === undefined) return undefined
    const ours = this.#ours(views)
    const foreign = views.filter(view => !ours.includes(view)).map(({ from }) => from)
    if (ours.length === 0) {
      // All that was known is gone, and others stand where the user said that the cluster is.
      this.#patches.clear()
      this.#told = reconcile(Topology.empty, [first]).topology
      this.#topology = this.#told
      return { foreign, gap: undefined }
    }
    const settled = this.#settle(ours)
    this.#last = undefined
    this.#told = this.#requireFullCoverage ? keepOwners(this.#told, settled) : settled
    this.#topology = this.#patches.over(this.#told, { askedAt, now })
    return { foreign, gap: this.#gapIn(settled) }
  }

  #ours(views: readonly View[]): readonly View[] {
    return views.filter(view => !isForeign(this.#told, view))
  }

  /** Where everybody was asked and doubts remain, most primaries are right; where these were not heard, what was known. */
  #settle(views: readonly View[]): Topology {
    const { topology, doubts } = this.#reconciled(views)
    if (doubts.length === 0) return topology
    if (majorityHeard(this.#told, views)) return reconcile(Topology.empty, views).topology
    return keepOwners(this.#told, topology)
  }

  /** What was judged last is mostly what is taken then: in a large cluster that is worth not doing twice. */
  #reconciled(views: readonly View[]): Reconciled {
    const last = this.#last
    const same = last?.told === this.#told && last.views.length === views.length
    if (same && last.views.every((view, i) => view === views[i])) return last.result
    const result = reconcile(this.#told, views)
    this.#last = { told: this.#told, views, result }
    return result
  }

  #gapIn(topology: Topology): SlotNotCoveredError | undefined {
    const hadGap = this.#gapTold
    this.#gapTold = this.#requireFullCoverage && topology.coveredSlots < SLOT_COUNT
    return this.#gapTold && !hadGap ? firstGap(topology) : undefined
  }
}

const firstGap = (topology: Topology): SlotNotCoveredError =>
  new SlotNotCoveredError(topology.uncovered()[0]?.from ?? 0)
