import type { SlotRange } from '@rc/slots'
import type { Operation } from './operation.js'
import { isBefore } from './sendings.js'
import { SlotCounts } from './slot-counts.js'

/** What is held back for one slot, and why. */
interface Gate {
  /** Sendings up to this one are waited for. */
  closedAt: number
  /** How many of those have not come back. */
  returning: number
  /** Operations that are tried again later, in the order in which they were first sent. */
  readonly retrying: Operation[]
  /** Operations that were sent again and have not come back: those behind them are not tried again before. */
  readonly again: Set<Operation>
  /** How many of those are on their way to each node, by its name. */
  readonly againTo: Map<string, number>
  /** Operations that wait for a place for a connection. */
  readonly placing: Set<Operation>
  /** Operations that came after the gate closed. */
  readonly held: Operation[]
  /** The wait of those that are tried again is over at this time; 0 where they wait for others to come back. */
  dueAt: number
}

/** What the gate needs to let operations go on. */
export interface GateKeeper {
  /** Sends an operation that was held, unless it has ended meanwhile. */
  release(operation: Operation): void
  /** Sends an operation again, whatever the gate says. */
  resend(operation: Operation): void
  /** The number of the last sending. */
  readonly lastSending: number
  /** Calls `run` after `ms`. */
  after(ms: number, run: () => void): void
  now(): number
}

/**
 * Keeps the order of a slot's commands while one of them goes a longer way. When a command is redirected or has to be
 * tried again, those behind it that are already under way will come back too; whatever is issued from then on waits
 * until they have been sent again.
 *
 * Costs the ordinary command a look at `size`, and a counter a slot.
 */
export class SlotGate {
  readonly #keeper: GateKeeper
  readonly #gates = new Map<number, Gate>()
  /** How many operations of each slot are under way. */
  readonly #underWay = new SlotCounts()

  constructor(keeper: GateKeeper) {
    this.#keeper = keeper
  }

  /** How many slots are held. */
  get size(): number {
    return this.#gates.size
  }

  /** An operation was given to a connection. */
  left(operation: Operation): void {
    const { lane } = operation
    if (lane < 0) return
    this.#underWay.up(lane)
    if (operation.place > 0) noteAgain(this.#gates.get(lane), operation)
  }

  /** An operation came back, with whatever result. */
  back(operation: Operation): void {
    const { lane } = operation
    if (lane < 0) return
    this.#underWay.down(lane)
    if (this.#gates.size > 0) this.#noteReturn(operation)
  }

  /** Whether the operations of a slot are held. */
  isClosed(slot: number): boolean {
    return this.#gates.has(slot)
  }

  /** Holds an operation back whose slot's gate is closed. */
  hold(operation: Operation): void {
    this.#gates.get(operation.lane)?.held.push(operation)
  }

  /** Closes the gate of a slot: an operation of it came back and will be sent again. */
  close(slot: number): void {
    if (slot < 0 || this.#gates.has(slot)) return
    const gate: Gate = {
      closedAt: this.#keeper.lastSending,
      returning: this.#underWay.of(slot),
      retrying: [],
      again: new Set(),
      againTo: new Map(),
      placing: new Set(),
      held: [],
      dueAt: 0,
    }
    this.#gates.set(slot, gate)
  }

  /**
   * The slots of a range have another owner. Where operations are under way to the former one, those behind them wait;
   * what waits to be tried again is tried now.
   */
  moved({ from, to }: SlotRange): void {
    const underWay = this.#underWay
    for (let slot = from; slot <= to; slot++) {
      if (underWay.of(slot) !== 0) this.close(slot)
      // At the start, when all slots are new, there is no gate.
      if (this.#gates.size === 0) continue
      const gate = this.#gates.get(slot)
      if (gate !== undefined && gate.dueAt > this.#keeper.now()) this.#wait(gate, slot, 0)
    }
  }

  /** Sends an operation again after a wait, before all that are held behind it. */
  retryAfter(operation: Operation, ms: number): void {
    const gate = this.#gates.get(operation.lane)
    if (gate === undefined) {
      this.#keeper.after(ms, () => this.#keeper.resend(operation))
      return
    }
    insertInOrder(gate.retrying, operation)
    const dueAt = this.#keeper.now() + ms
    if (gate.dueAt === 0 || dueAt < gate.dueAt) this.#wait(gate, operation.lane, ms)
  }

  /**
   * Has an operation that was redirected to a node go with those before it, where these wait to be tried again or are on
   * their way to another node; returns whether it does. Those on their way to the same node go before it anyway.
   */
  queues(operation: Operation, to: string): boolean {
    const gate = this.#gates.get(operation.lane)
    if (gate === undefined) return false
    const first = firstOf([...gate.retrying.slice(0, 1), ...goingElsewhere(gate, to)])
    if (first === undefined || isBefore(operation.place, first.place)) return false
    insertInOrder(gate.retrying, operation)
    return true
  }

  /** Holds the others of an operation's slot back until it has found a place for its connection. */
  waitForPlace(operation: Operation): void {
    this.close(operation.lane)
    this.#gates.get(operation.lane)?.placing.add(operation)
  }

  /** An operation waits for a place no more. */
  leavePlace(operation: Operation): void {
    this.#gates.get(operation.lane)?.placing.delete(operation)
  }

  /** Opens the gate of a slot if nothing it waits for is left. */
  openIfClear(slot: number): void {
    const gate = this.#gates.get(slot)
    if (gate === undefined || gate.returning > 0 || gate.retrying.length > 0 || isAnyLeft(gate.placing)) return
    this.#gates.delete(slot)
    // One of them may come back and close the gate again while the rest is let go: then the rest waits behind it.
    for (let i = 0; i < gate.held.length; i++) this.#keeper.release(gate.held[i] as Operation)
  }

  /** Every operation that is held or waits to be tried again. */
  *waiting(): Iterable<Operation> {
    for (const gate of this.#gates.values()) {
      yield* gate.retrying
      yield* gate.held
    }
  }

  #wait(gate: Gate, slot: number, ms: number): void {
    const dueAt = this.#keeper.now() + ms
    gate.dueAt = dueAt
    this.#keeper.after(ms, () => this.#retry(slot, dueAt))
  }

  /** Sends those again whose time has come, but for those behind one that has not come back: its return is their time. */
  #retry(slot: number, dueAt: number): void {
    const gate = this.#gates.get(slot)
    if (gate === undefined || gate.dueAt !== dueAt) return
    gate.dueAt = 0
    const first = firstOf(gate.again)
    const behind = first === undefined ? -1 : gate.retrying.findIndex(({ place }) => isBefore(first.place, place))
    const due = gate.retrying.splice(0, behind === -1 ? gate.retrying.length : behind)
    if (due.length > 0) {
      // One of them may end at once, which must not open the gate while the others have not left.
      gate.returning++
      for (const operation of due) this.#keeper.resend(operation)
      // Nobody knows how it goes this time: what is held stays so until all that are under way now have come back, those
      // too that were redirected after the gate had closed.
      gate.closedAt = this.#keeper.lastSending
      gate.returning = this.#underWay.of(slot)
    }
    this.#goOn(gate, slot)
    this.openIfClear(slot)
  }

  #noteReturn(operation: Operation): void {
    const { lane, sending } = operation
    const gate = this.#gates.get(lane)
    if (gate === undefined) return
    if (!isBefore(gate.closedAt, sending)) gate.returning--
    if (forgetAgain(gate, operation)) this.#goOn(gate, lane)
  }

  /** Where nothing is on its way again, those that waited for that are due. */
  #goOn(gate: Gate, slot: number): void {
    if (gate.retrying.length > 0 && gate.dueAt === 0 && gate.again.size === 0) this.#wait(gate, slot, 0)
  }
}

const destinationOf = ({ connection }: Operation): string => connection?.name ?? ''

function noteAgain(gate: Gate | undefined, operation: Operation): void {
  if (gate === undefined || gate.again.has(operation)) return
  gate.again.add(operation)
  const to = destinationOf(operation)
  gate.againTo.set(to, (gate.againTo.get(to) ?? 0) + 1)
}

/** Returns whether it was among them. */
function forgetAgain({ again, againTo }: Gate, operation: Operation): boolean {
  if (!again.delete(operation)) return false
  const to = destinationOf(operation)
  againTo.set(to, (againTo.get(to) ?? 1) - 1)
  return true
}

/** Mostly none: thousands of commands of a slot that moves go the same way, and must not each look at all the others. */
function goingElsewhere({ again, againTo }: Gate, to: string): readonly Operation[] {
  return againTo.get(to) === again.size ? [] : [...again].filter(operation => destinationOf(operation) !== to)
}

/** The one of them that was sent first. */
function firstOf(operations: Iterable<Operation>): Operation | undefined {
  let first: Operation | undefined
  for (const operation of operations) {
    if (first === undefined || isBefore(operation.place, first.place)) first = operation
  }
  return first
}

function isAnyLeft(operations: Iterable<Operation>): boolean {
  for (const { settled } of operations) if (!settled) return true
  return false
}

function insertInOrder(operations: Operation[], operation: Operation): void {
  let at = operations.length
  while (at > 0 && isBefore(operation.place, (operations[at - 1] as Operation).place)) at--
  operations.splice(at, 0, operation)
}
