import { PUBLISH, READ } from '@rc/commands'
import { type RedisClusterError, ReplyError, UnblockedError } from '@rc/errors'
import type { Connection, Deadlines, NamedAddress, Ticker } from '@rc/pool'
import type { Reply } from '@rc/resp'
import type { SlotRange } from '@rc/slots'
import { AbortSignals } from './abort-signals.js'
import { Backlog, type BacklogLimits } from './backlog.js'
import { Delivery, type Sender } from './delivery.js'
import { aborted, forOperation, inContext, timeout } from './explain-error.js'
import type { Guaranteeing } from './guaranteeing.js'
import type { Guarantees } from './guarantees.js'
import type { Operation, Overseer } from './operation.js'
import { Recovery, type RedirectEvent } from './recovery.js'
import type { Router } from './router.js'
import { type GateKeeper, SlotGate } from './slot-gate.js'
import { WaitingRoom } from './waiting-room.js'

/** What an engine is made of. */
export interface EngineSetup {
  readonly router: Router
  readonly ticker: Ticker
  readonly deadlines: Deadlines
  /** How much may wait that no connection can take at present. */
  readonly limits: BacklogLimits
  readonly redirected?: (event: RedirectEvent) => void
  /** Keeps what views promise of writes. */
  readonly guarantees?: Guaranteeing | undefined
}

/** Takes operations on, finds each its way, and sees to it that each ends once, and in time. */
export class Engine implements Overseer, GateKeeper, Sender {
  #active = 0
  #closed: Error | undefined
  #destroyed = false
  #onIdle: (() => void) | undefined
  readonly #router: Router
  readonly #ticker: Ticker
  readonly #deadlines: Deadlines
  readonly #gate = new SlotGate(this)
  readonly #room = new WaitingRoom()
  readonly #backlog: Backlog
  readonly #signals = new AbortSignals((operation, reason) => this.#abort(operation, reason))
  readonly #delivery: Delivery
  readonly #recovery: Recovery
  /** What waits for its time. Once the client is closed there is nothing to wait for, and no timer may be left. */
  readonly #timers = new Set<() => void>()
  readonly #guarantees: Guarantees | undefined

  constructor(setup: EngineSetup) {
    this.#router = setup.router
    this.#ticker = setup.ticker
    this.#deadlines = setup.deadlines
    this.#backlog = new Backlog(setup.limits)
    const shared = { ...setup, gate: this.#gate, room: this.#room, backlog: this.#backlog }
    this.#delivery = new Delivery(shared, this)
    this.#recovery = new Recovery({ ...shared, delivery: this.#delivery }, this)
    this.#guarantees = setup.guarantees?.keeper(this, setup.ticker, question => {
      // It belongs to a write that was taken on before the client was closed.
      this.#active++
      this.#begin(question)
    })
  }

  get lastSending(): number {
    return this.#delivery.lastSending
  }

  /** How many operations have not ended. */
  get active(): number {
    return this.#active
  }

  /** Takes an operation on. From here it ends by itself. */
  start(operation: Operation): void {
    this.#active++
    if (this.#closed !== undefined && (this.#destroyed || operation.options.late !== true)) {
      this.end(operation, forOperation(this.#closed, operation, false))
      return
    }
    const direct = this.#directFor(operation)
    if (direct === undefined) this.#begin(operation)
    else this.#delivery.over(direct, operation, false)
  }

  /** The connection of an operation that nothing keeps from being sent at once. */
  #directFor(operation: Operation): Connection | undefined {
    const { signal, node, readFrom } = operation.options
    if (signal !== undefined || node !== undefined || this.#gate.size > 0 || operation.lane < 0) return undefined
    if (readFrom !== 'primary' && isRead(operation)) return undefined
    return this.#router.direct(operation.lane)
  }

  release(operation: Operation): void {
    this.#backlog.leaves(operation)
    if (!operation.settled) this.#dispatch(operation)
  }

  resend(operation: Operation): void {
    if (operation.settled) return
    this.#room.leave(operation)
    const { node: named, own, readFrom, standsFor } = operation.options
    if (own !== undefined) {
      this.#delivery.over(own.connection, operation, own.asking)
      return
    }
    if (named !== undefined) {
      const heir =
        standsFor === undefined || operation.attempts === 0 ? undefined : this.#router.pick(standsFor, 'primary')
      this.#delivery.toNode(heir ?? named, operation)
      return
    }
    const waiting = this.#router.ready()
    if (waiting !== undefined) {
      this.#delivery.whenFound(waiting, operation)
      return
    }
    let node: NamedAddress | undefined
    try {
      node = this.#router.pick(slotOf(operation), isRead(operation) ? readFrom : 'primary', operation.options)
    } catch (refusal) {
      // A policy of the user's: what it is called in the middle of belongs to others.
      this.end(operation, forOperation(refusal as Error, operation, false))
      return
    }
    if (node === undefined) this.#recovery.uncovered(operation)
    else this.#delivery.toNode(node, operation)
  }

  returned(operation: Operation, reply: Reply): void {
    if (typeof reply === 'object' && reply !== null && reply instanceof ReplyError) {
      // A server that has become a replica says so to those who wait there, and closes their connections.
      this.#delivery.back(operation, !(reply instanceof UnblockedError))
      this.#recovery.failed(operation, inContext(reply, operation), 'rejected')
      return
    }
    this.#delivery.back(operation, true)
    operation.settled = true
    const { guarantee } = operation.options
    if (guarantee !== undefined && this.#guarantees !== undefined && operation.mayHaveWritten(reply)) {
      void this.#guarantees.end(operation, reply, guarantee).then(() => this.#ended(operation))
      return
    }
    operation.succeed(reply)
    this.#ended(operation)
  }

  broke(operation: Operation, error: Error, sent: boolean): void {
    this.#delivery.back(operation, false)
    this.#recovery.failed(operation, error, sent ? 'unknown' : 'unsent')
  }

  expired(operation: Operation, sent: boolean): void {
    operation.settled = true
    this.#delivery.back(operation, false)
    this.end(operation, timeout(operation, sent, this.#room.lastErrorOf(operation)))
  }

  /** Ends an operation with an error. */
  end(operation: Operation, error: RedisClusterError): void {
    operation.settled = true
    this.#room.leave(operation)
    operation.reject(error)
    this.#ended(operation)
  }

  /** Ends what is overdue among the operations that no connection holds. */
  sweep(now: number): boolean {
    const overdue: Operation[] = []
    let left = 0
    const look = (operation: Operation): void => {
      if (operation.settled) return
      if (operation.deadline <= now) overdue.push(operation)
      else left++
    }
    for (const operation of this.#room.waiting()) look(operation)
    for (const operation of this.#gate.waiting()) look(operation)
    for (const operation of overdue) this.end(operation, timeout(operation, false, this.#room.lastErrorOf(operation)))
    return left > 0
  }

  now(): number {
    return this.#ticker.clock.now()
  }

  after(ms: number, run: () => void): void {
    this.#deadlines.watch(this)
    const later = (): void => {
      this.#timers.delete(later)
      cancel()
      run()
    }
    const cancel = this.#ticker.clock.after(ms, later, true)
    this.#timers.add(later)
  }

  /**
   * There is a new map. What is under way to the former owner of a slot may come back from there: what is issued from
   * now on waits until it has. What waits to be tried again is tried now.
   *
   * @param moved the slots that have another owner
   */
  mapChanged(moved: Iterable<SlotRange>): void {
    if (this.#active === 0) return
    for (const range of moved) this.#gate.moved(range)
  }

  /** Takes no more operations: each fails with `error`. Resolves when those already taken have ended. */
  close(error: Error): Promise<void> {
    this.#closed ??= error
    return new Promise(resolve => {
      this.#onIdle = () => {
        this.#runTimers()
        resolve()
      }
      if (this.#active === 0) this.#onIdle()
    })
  }

  /** Takes no more operations, and fails those that no connection holds. */
  destroy(error: Error): void {
    this.#closed ??= error
    this.#destroyed = true
    this.#recovery.stop()
    const all = [...this.#room.waiting(), ...this.#gate.waiting()]
    for (const operation of all) if (!operation.settled) this.end(operation, forOperation(error, operation, false))
    this.#runTimers()
  }

  #begin(operation: Operation): void {
    const { signal } = operation.options
    if (signal !== undefined) this.#signals.listen(operation, signal)
    if (!operation.settled) this.#dispatch(operation)
  }

  #dispatch(operation: Operation): void {
    if (this.#gate.size === 0 || !this.#gate.isClosed(operation.lane)) {
      this.resend(operation)
      return
    }
    if (!this.#delivery.mayWait(operation)) return
    this.#gate.hold(operation)
    // No connection has it, so nobody else watches its deadline.
    this.#deadlines.watch(this)
  }

  #runTimers(): void {
    const due = [...this.#timers]
    for (const run of due) run()
  }

  #abort(operation: Operation, reason: unknown): void {
    const { connection } = operation
    const sent = connection?.wasWritten(operation) ?? false
    operation.settled = true
    if (connection?.holds(operation)) this.#delivery.back(operation, false)
    this.end(operation, aborted(operation, sent, reason))
  }

  #ended(operation: Operation): void {
    const { signal } = operation.options
    if (signal !== undefined) this.#signals.unlisten(operation, signal)
    this.#delivery.letGo(operation, false)
    if (--this.#active === 0) this.#onIdle?.()
    if (this.#gate.size > 0) this.#gate.openIfClear(operation.lane)
  }
}

const isRead = ({ request }: Operation): boolean => (request.spec.flags & READ) !== 0

/** A message may go by any node: where the one that keeps its channel's order does not answer, another serves. */
const slotOf = ({ request, slot, attempts }: Operation): number =>
  request.spec === PUBLISH && attempts > 0 ? -1 : slot
