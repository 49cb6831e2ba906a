import type { CallOptions } from '@rc/pipeline'
import { type ClusterNode, keySlot, type Topology } from '@rc/slots'
import type { Core } from '../core.js'
import type { OwnLine } from './own-line.js'
import { Patience } from './patience.js'
import { afterPage, afterPass, beginPass, givenBy, type Pass, pendingOf, type Position, union } from './position.js'
import type { Page, ToItems } from './scan.js'
import { isPassing, isTakenBack } from './scan-errors.js'
import { askAnyone, askOwnLine, primaryById, Seat } from './seat.js'
import { SlotSet } from './slot-set.js'
import type { KeyQuery } from './token.js'

/** What a walk over all keys needs. */
export interface KeyWalkSetup {
  readonly core: Core
  readonly options: CallOptions
  readonly query: KeyQuery
  readonly stop: AbortSignal
  readonly toItems: ToItems
}

/** A primary, and the process that answers there. */
interface Place {
  readonly seat: Seat
  readonly run: string | undefined
}

/** Walks over one primary after another until all slots are done, whatever happens to them meanwhile. */
export class KeyWalk {
  readonly #core: Core
  readonly #options: CallOptions
  readonly #query: KeyQuery
  readonly #toItems: ToItems
  readonly #patience: Patience
  #position: Position
  #place: Place | undefined
  /** What the node said of itself at the last page. */
  #line: OwnLine | undefined
  /** Where the last attempt brought nothing: others first. */
  #avoided: string | undefined

  constructor({ core, options, query, stop, toItems }: KeyWalkSetup, from: Position) {
    this.#core = core
    const { signal } = options
    this.#options = { ...options, signal: signal === undefined ? stop : AbortSignal.any([signal, stop]) }
    this.#query = query
    this.#toItems = toItems
    this.#patience = new Patience(core, this.#options, 'SCAN')
    this.#position = from
  }

  /** Pages with keys, each with the position after it; at the end, that where nothing is left. */
  async *pages(): AsyncGenerator<Page<string, Position>, Position> {
    if (pendingOf(this.#position).size === 0) return this.#position
    try {
      await this.#find()
      while (pendingOf(this.#position).size > 0) {
        const keys = await this.#step()
        if (keys !== undefined) yield { items: this.#toItems(keys), after: this.#position }
      }
    } finally {
      this.#leave()
    }
    return this.#position
  }

  /** One page, or one of the steps between passes. */
  async #step(): Promise<Buffer[] | undefined> {
    try {
      this.#place ??= await this.#settleDown()
      if (this.#place === undefined) return undefined
      const { pass } = this.#position
      if (pass !== undefined && pass.cursor === undefined) await this.#conclude(pass, this.#place)
      else return await this.#turn(pass, this.#place)
    } catch (error) {
      if (!isPassing(error) && !isTakenBack(error)) throw error
      if (this.#place !== undefined) this.#avoid()
      await this.#patience.failed(error)
    }
    return undefined
  }

  /** Finds the node to go on with: that of the pass under way, where the same process answers, else another. */
  async #settleDown(): Promise<Place | undefined> {
    const { pass } = this.#position
    if (pass !== undefined) {
      const node = primaryById(this.#core.router.topology, pass.node)
      const place = node === undefined ? undefined : await this.#sit(node)
      if (place?.run !== undefined && place.run === pass.run) return place
      this.#position = { ...this.#position, pass: undefined }
      if (place !== undefined) return place
    }
    const node = this.#choose(this.#core.router.topology)
    if (node !== undefined) return this.#sit(node)
    const { crossings } = this.#position
    const [lost] = crossings
    const [slot = 0] = pendingOf(this.#position).without(union(crossings.map(({ slots }) => slots)))
    if (lost === undefined) {
      await this.#patience.uncovered(slot)
    } else {
      // Where it goes to is nobody that the map knows: back to where it comes from.
      this.#position = { ...this.#position, crossings: crossings.slice(1) }
      await this.#patience.vain(false, slot)
    }
    return undefined
  }

  async #sit(node: ClusterNode): Promise<Place> {
    const seat = new Seat(this.#core, node, this.#options)
    try {
      return { seat, run: await seat.run() }
    } catch (error) {
      this.#avoided = node.name
      seat.leave()
      throw error
    }
  }

  /** The first primary that has pending slots; else where slots go that were found half moved. */
  #choose(topology: Topology): ClusterNode | undefined {
    const { crossings } = this.#position
    const open = pendingOf(this.#position).without(union(crossings.map(({ slots }) => slots)))
    const owners = new Set([...open].map(slot => topology.ownerOf(slot)).filter(node => node !== undefined))
    const [first] = [...owners].sort((a, b) => Number(a.name === this.#avoided) - Number(b.name === this.#avoided))
    return first ?? primaryById(topology, crossings[0]?.to ?? '')
  }

  async #turn(before: Pass | undefined, { seat, run }: Place): Promise<Buffer[] | undefined> {
    const { cursor, keys, line } = await seat.page(this.#query, before?.cursor ?? '0')
    this.#patience.progressed()
    const pass = before ?? beginPass(this.#position, line, run)
    const isSaid = before !== undefined && line === this.#line
    this.#line = line
    const after = { ...(isSaid ? pass : afterPage(this.#position, pass, line)), cursor }
    const given = givenBy(after)
    if (given.size === 0 || line.id !== pass.node) {
      await this.#abandon()
      return undefined
    }
    this.#position = { ...this.#position, pass: after }
    return keys.filter(key => given.has(keySlot(key)))
  }

  /** A pass went through. What it tells holds where one process answered all of it. */
  async #conclude(pass: Pass, { seat, run }: Place): Promise<void> {
    const isSame = run === undefined ? seat.unbroken : (await seat.run()) === run
    if (!isSame) {
      await this.#abandon()
      return
    }
    const before = this.#position
    const arrived = await this.#arrived(pass)
    const owned = pass.owned.without(this.#replaced(pass))
    this.#position = afterPass(before, { ...pass, owned }, arrived)
    this.#avoid()
    if (this.#position.done.size > before.done.size) this.#patience.fruitful()
    else await this.#patience.vain(this.#position.crossings.length > before.crossings.length, this.#firstPending())
  }

  /** Slots that came over from where they were left, and cannot have gone back. */
  async #arrived({ node, arriving, owned }: Pass): Promise<SlotSet> {
    let arrived = SlotSet.none
    for (const { from, epoch, to, slots } of this.#position.crossings) {
      const here = to === node ? slots.and(arriving).without(owned) : SlotSet.none
      const former = here.size === 0 ? undefined : primaryById(this.#core.router.topology, from)
      if (former === undefined) continue
      const line = await askOwnLine(this.#core, former, this.#options)
      if (line.id === from && line.epoch === epoch) arrived = arrived.or(here)
    }
    return arrived
  }

  /** Slots of which the map knows a newer owner: the node has been cut off from the others, and has not heard of it. */
  #replaced({ node, epoch }: Pass): SlotSet {
    const { topology } = this.#core.router
    return SlotSet.where(slot => {
      const shard = topology.shardOf(slot)
      return shard?.primary.id !== undefined && shard.primary.id !== node && (shard.epoch ?? 0) > epoch
    })
  }

  /** A pass can bring nothing any more. */
  async #abandon(): Promise<void> {
    this.#position = { ...this.#position, pass: undefined }
    this.#avoid()
    await this.#patience.vain(false, this.#firstPending())
  }

  #avoid(): void {
    this.#avoided = this.#place?.seat.node.name
    this.#leave()
  }

  #leave(): void {
    this.#place?.seat.leave()
    this.#place = this.#line = undefined
  }

  #firstPending(): number {
    const [slot = 0] = pendingOf(this.#position)
    return slot
  }

  /** Waits for the map, by a command, so that its time and its signal hold. */
  async #find(): Promise<void> {
    if (this.#core.router.ready() === undefined) return
    await askAnyone(this.#core, this.#options)
  }
}
