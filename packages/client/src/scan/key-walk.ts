import { type } from '@rc/commands'
import type { CallOptions } from '@rc/pipeline'
import { type ClusterNode, keySlot, type Topology } from '@rc/slots'
import type { Core } from '../core.js'
import { globMatcher } from './glob.js'
import type { OwnLine } from './own-line.js'
import { Patience } from './patience.js'
import {
  afterPage,
  afterPass,
  afterVainPass,
  beginPass,
  crossingTo,
  givenBy,
  narrowed,
  type Pass,
  pendingOf,
  type Position,
  union,
} from './position.js'
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

/** So many slots at one node are read one by one. */
const FEW_SLOTS = 64
/** A slot with more keys, and more than a page holds, is read by a walk over its node. */
const CROWDED = 1000

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
  /** Slots with too many keys to be read at once. */
  #crowded = SlotSet.none
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
    const [slot = this.#firstPending()] = this.#open()
    if (lost === undefined) {
      await this.#patience.uncovered(slot)
    } else {
      // Where it goes to is nobody that the map knows: back to where it comes from.
      this.#position = { ...this.#position, crossings: crossings.slice(1) }
      await this.#patience.vain(slot)
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

  /** Slots to look for at a node: pending ones that the map says it has, else those that cross to it. */
  #wantedAt({ name, id = '' }: ClusterNode): SlotSet {
    const { topology } = this.#core.router
    const open = this.#open()
    const own = SlotSet.where(slot => open.has(slot) && topology.ownerOf(slot)?.name === name)
    return own.size > 0 ? own : crossingTo(this.#position, id)
  }

  /** Pending slots that no pass has found half moved. */
  #open(): SlotSet {
    return pendingOf(this.#position).without(union(this.#position.crossings.map(({ slots }) => slots)))
  }

  /** The first primary that has pending slots; else where slots go that were found half moved. */
  #choose(topology: Topology): ClusterNode | undefined {
    const { crossings } = this.#position
    const owners = new Set([...this.#open()].map(slot => topology.ownerOf(slot)).filter(node => node !== undefined))
    const [first] = [...owners].sort((a, b) => Number(a.name === this.#avoided) - Number(b.name === this.#avoided))
    return first ?? primaryById(topology, crossings[0]?.to ?? '')
  }

  async #turn(pass: Pass | undefined, place: Place): Promise<Buffer[] | undefined> {
    if (pass !== undefined) return this.#read(pass, place)
    const wanted = this.#wantedAt(place.seat.node)
    const [slot] = wanted
    if (slot === undefined) {
      this.#leave()
      return undefined
    }
    const isFew = wanted.size <= FEW_SLOTS && wanted.and(this.#crowded).size === 0
    return isFew ? this.#readSlot(slot, place.seat) : this.#read(undefined, place)
  }

  /** A page of a walk over all keys of a node. */
  async #read(before: Pass | undefined, { seat, run }: Place): Promise<Buffer[] | undefined> {
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

  /**
   * All keys of one slot at once: a pass of one page. A few slots take no walk over all keys of their node, and one that
   * never stays for the time of a walk stays for this.
   */
  async #readSlot(slot: number, seat: Seat): Promise<Buffer[] | undefined> {
    const looked = SlotSet.of([slot])
    const { keys, line } = await seat.slot(slot, Math.max(this.#query.count, CROWDED))
    this.#patience.progressed()
    if (keys === undefined) {
      this.#crowded = this.#crowded.or(looked)
      return undefined
    }
    const pass = afterPage(this.#position, narrowed(beginPass(this.#position, line, undefined), looked), line)
    if (givenBy(pass).size === 0) {
      await this.#abandon(looked)
      return undefined
    }
    const wanted = await this.#filter(keys)
    await this.#end(pass, looked)
    return wanted
  }

  /** A walk over a node went through. What it tells holds where one process answered all of it. */
  async #conclude(pass: Pass, { seat, run }: Place): Promise<void> {
    const isSame = run === undefined ? seat.unbroken : (await seat.run()) === run
    if (!isSame) {
      await this.#abandon()
      return
    }
    await this.#end(pass, SlotSet.all)
    this.#avoid()
  }

  async #end(pass: Pass, looked: SlotSet): Promise<void> {
    const before = this.#position
    const arrived = await this.#arrived(pass)
    const owned = pass.owned.without(this.#replaced(pass))
    this.#position = afterPass(before, { ...pass, owned }, { looked, arrived })
    if (this.#position.done.size > before.done.size) this.#patience.fruitful()
    // What was found half moved is looked for at its other end at once.
    else if (pass.leaving.size === 0) await this.#patience.vain(this.#firstPending())
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
  async #abandon(looked = SlotSet.all): Promise<void> {
    this.#position = afterVainPass(this.#position, this.#place?.seat.node.id, looked)
    this.#avoid()
    await this.#patience.vain(this.#firstPending())
  }

  /** Those of the keys that are asked for. The server filters pages of a walk, but not those of a slot. */
  async #filter(keys: readonly Buffer[]): Promise<Buffer[]> {
    const { match, type: wanted } = this.#query
    const matching = match === undefined ? [...keys] : keys.filter(globMatcher(match))
    if (wanted === undefined) return matching
    // Without the signal: one listener for each key is too much of it, and the next step looks at it anyway.
    const alone = { asBytes: false, node: undefined, slot: undefined, own: undefined, signal: undefined }
    const options = { ...this.#options, ...alone }
    const types = await Promise.all(matching.map(key => this.#core.unprefixed.run(type(key), options)))
    return matching.filter((_, i) => types[i] === wanted)
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
