import type { OwnLine } from './own-line.js'
import { SlotSet } from './slot-set.js'

// How far a scan has come, and what may be concluded from what nodes say of themselves. Data and arithmetic alone.
//
// A page comes with the node's own line of the same moment, as both are read in one transaction. So for each page it is
// known which slots had all their keys there:
//
// - A slot that the node owned, and that was not leaving, at every page of a pass: each key that was there all the
//   while was there at every page, and one of the pages gave it. The slot is done. What happened between two pages does
//   not matter: a cursor is a place in an order of hashes that a process never changes.
// - A slot that was leaving for another node: a key was there at every page, or it had crossed by the end. A pass over
//   the other node that begins after this one gives it then, unless it came back; and a node that gets a slot raises
//   its epoch.

/** Slots that a pass found half moved: what the pass did not see is at the other end. */
export interface Crossing {
  /** Id of the node that owned them all the while. */
  readonly from: string
  /** Its epoch. As long as that is the same, nothing came back. */
  readonly epoch: number
  /** Id of the node that they go to. */
  readonly to: string
  readonly slots: SlotSet
}

/** A walk over all keys of one node, from cursor 0 to its end. */
export interface Pass {
  /** Id of the node. */
  readonly node: string
  /** The process that answers; a cursor means nothing to another. Undefined where the node does not tell it. */
  readonly run: string | undefined
  /** The node's epoch at the last page. */
  readonly epoch: number
  /** Wanted slots that the node owned at every page. */
  readonly owned: SlotSet
  /** Those of them that were seen leaving, by the id of where they go. */
  readonly leaving: ReadonlyMap<string, SlotSet>
  /** Wanted slots that were crossing to this node before the pass, and were on the way or here at every page. */
  readonly arriving: SlotSet
  /** For the next page; undefined where all were read. */
  readonly cursor: string | undefined
}

/** How far a scan has come. Immutable, so that each page has its own. */
export interface Position {
  /** Slots whose keys were all given. */
  readonly done: SlotSet
  readonly crossings: readonly Crossing[]
  /** The pass under way. */
  readonly pass: Pass | undefined
}

/** Before the first page. */
export const startOf = (wanted: SlotSet): Position => ({
  done: SlotSet.all.without(wanted),
  crossings: [],
  pass: undefined,
})

/** Slots that are not done. */
export const pendingOf = ({ done }: Position): SlotSet => SlotSet.all.without(done)

/** A pass, before what the node said at its first page is taken in. */
export function beginPass(position: Position, line: OwnLine, run: string | undefined): Pass {
  const pending = pendingOf(position)
  return {
    node: line.id,
    run,
    epoch: line.epoch,
    owned: pending,
    leaving: new Map(),
    arriving: crossingTo(position, line.id).and(pending),
    cursor: '0',
  }
}

/** The pass after a page, by what the node said of itself with it. */
export function afterPage(position: Position, pass: Pass, line: OwnLine): Pass {
  const leaving = leavingOf(line)
  // With another epoch, keys may have come back since; a slot that leaves no more, or for elsewhere, was called off.
  const doubtful = [...pass.leaving].map(([to, slots]) =>
    line.epoch === pass.epoch ? slots.without(leaving.get(to) ?? SlotSet.none) : slots,
  )
  const owned = pass.owned.and(line.owned).without(union(doubtful))
  return {
    ...pass,
    epoch: line.epoch,
    owned,
    leaving: new Map([...leaving].map(([to, slots]) => [to, slots.and(owned)])),
    arriving: pass.arriving.and(onTheWay(position, line).or(line.owned.without(union(leaving.values())))),
  }
}

/** Slots that a pass looked for, and those of `pass.arriving` whose former owner kept its epoch all the while. */
export interface Outcome {
  readonly looked: SlotSet
  readonly arrived: SlotSet
}

/** The position after a pass. */
export function afterPass(position: Position, pass: Pass, { looked, arrived }: Outcome): Position {
  const left = union(pass.leaving.values())
  const done = position.done.or(pass.owned.without(left)).or(arrived)
  const known = position.crossings.map(crossing => {
    const over = crossing.to === pass.node ? looked : left
    return { ...crossing, slots: crossing.slots.without(over).without(done) }
  })
  const found = [...pass.leaving].map(([to, slots]) => ({ from: pass.node, epoch: pass.epoch, to, slots }))
  return { done, crossings: [...known, ...found].filter(({ slots }) => slots.size > 0), pass: undefined }
}

/** The position after a pass that brought nothing: what it looked for is looked for where it comes from again. */
export const afterVainPass = (position: Position, node: string | undefined, looked: SlotSet): Position => ({
  ...position,
  crossings: position.crossings
    .map(crossing => (crossing.to === node ? { ...crossing, slots: crossing.slots.without(looked) } : crossing))
    .filter(({ slots }) => slots.size > 0),
  pass: undefined,
})

/** A pass that looks for one slot alone. */
export const narrowed = (pass: Pass, slot: SlotSet): Pass => ({
  ...pass,
  owned: pass.owned.and(slot),
  arriving: pass.arriving.and(slot),
})

/** Slots whose keys a pass gives: those of others are looked for elsewhere. */
export const givenBy = ({ owned, arriving }: Pass): SlotSet => owned.or(arriving)

/** All slots of several sets. */
export function union(sets: Iterable<SlotSet>): SlotSet {
  let all = SlotSet.none
  for (const set of sets) all = all.or(set)
  return all
}

/** Slots that crossed to a node. */
export const crossingTo = ({ crossings }: Position, node: string): SlotSet =>
  union(crossings.filter(({ to }) => to === node).map(({ slots }) => slots))

/** Slots that the node is getting from where a pass left them. */
const onTheWay = ({ crossings }: Position, { id, coming }: OwnLine): SlotSet =>
  union(crossings.filter(({ to }) => to === id).map(({ from, slots }) => slots.and(slotsWith(coming, from))))

const leavingOf = ({ leaving }: OwnLine): Map<string, SlotSet> =>
  new Map([...new Set(leaving.values())].map(to => [to, slotsWith(leaving, to)]))

/** Slots that have to do with a node. */
const slotsWith = (nodes: ReadonlyMap<number, string>, id: string): SlotSet =>
  SlotSet.of([...nodes].filter(([, node]) => node === id).map(([slot]) => slot))
