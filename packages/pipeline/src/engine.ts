import { IDEMPOTENT, PUBLISH, READ } from '@rc/commands'
import {
  classify,
  type Fault,
  NoScriptError,
  type RedisClusterError,
  ReplyError,
  SlotNotCoveredError,
  UnblockedError,
} from '@rc/errors'
import type { Connection, Deadlines, NamedAddress, Ticker } from '@rc/pool'
import type { Reply } from '@rc/resp'
import type { SlotRange } from '@rc/slots'
import { AbortSignals } from './abort-signals.js'
import { Delivery, type Sender } from './delivery.js'
import { aborted, contextOf, forOperation, inContext, timeout } from './explain-error.js'
import { Guarantees } from './guarantees.js'
import type { Operation, Overseer } from './operation.js'
import { UNCOVERED } from './retry-policy.js'
import type { Router } from './router.js'
import { type GateKeeper, SlotGate } from './slot-gate.js'
import type { Attempt, Effect, Phase, Verdict } from './verdict.js'
import { WaitingRoom } from './waiting-room.js'

/** A redirect that was followed. */
export interface RedirectEvent {
  readonly slot: number
  readonly from: string
  readonly to: string
  /** True for ASK, which concerns the one command; false for MOVED, which changes the map. */
  readonly asking: boolean
  /** Name of the command. */
  readonly command: string
}

/** What an engine is made of. */
export interface EngineSetup {
  readonly router: Router
  readonly ticker: Ticker
  readonly deadlines: Deadlines
  readonly redirected?: (event: RedirectEvent) => void
}

/**
 * Sends operations and sees to it that each ends once, and in time. The only place in the project that follows
 * redirects and tries again: what went wrong is classified once, a policy decides, and this acts.
 */
export class Engine implements Overseer, GateKeeper, Sender {
  #active = 0
  #closed: Error | undefined
  #destroyed = false
  #onIdle: (() => void) | undefined
  readonly #router: Router
  readonly #ticker: Ticker
  readonly #deadlines: Deadlines
  readonly #redirected: ((event: RedirectEvent) => void) | undefined
  readonly #gate = new SlotGate(this)
  readonly #room = new WaitingRoom()
  readonly #signals = new AbortSignals((operation, reason) => this.#abort(operation, reason))
  readonly #delivery: Delivery
  /** What waits for its time. Once the client is closed there is nothing to wait for, and no timer may be left. */
  readonly #timers = new Set<() => void>()
  readonly #guarantees: Guarantees

  constructor(setup: EngineSetup) {
    this.#router = setup.router
    this.#ticker = setup.ticker
    this.#deadlines = setup.deadlines
    this.#redirected = setup.redirected
    this.#delivery = new Delivery({ ...setup, gate: this.#gate, room: this.#room }, this)
    this.#guarantees = new Guarantees(this, setup.ticker, question => {
      // It belongs to a write that was taken on before the client was closed.
      this.#active++
      this.#begin(question)
    })
  }

  get sendings(): number {
    return this.#delivery.sendings
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

  #begin(operation: Operation): void {
    const { signal } = operation.options
    if (signal !== undefined) this.#signals.listen(operation, signal)
    if (!operation.settled) this.dispatch(operation)
  }

  dispatch(operation: Operation): void {
    if (this.#gate.size > 0 && this.#gate.holds(operation)) {
      // No connection has it, so nobody else watches its deadline.
      this.#deadlines.watch(this)
      return
    }
    this.resend(operation)
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
    if (node === undefined) this.#uncovered(operation)
    else this.#delivery.toNode(node, operation)
  }

  returned(operation: Operation, reply: Reply): void {
    if (typeof reply === 'object' && reply !== null && reply instanceof ReplyError) {
      // A server that has become a replica says so to those who wait there, and closes their connections.
      this.#delivery.back(operation, !(reply instanceof UnblockedError))
      this.#failed(operation, inContext(reply, operation), 'rejected')
      return
    }
    this.#delivery.back(operation, true)
    operation.settled = true
    const { guarantee } = operation.options
    if (guarantee !== undefined && operation.mayHaveWritten(reply)) {
      void this.#guarantees.end(operation, reply, guarantee).then(() => this.#ended(operation))
      return
    }
    operation.succeed(reply)
    this.#ended(operation)
  }

  broke(operation: Operation, error: Error, sent: boolean): void {
    this.#delivery.back(operation, false)
    this.#failed(operation, error, sent ? 'unknown' : 'unsent')
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
    const all = [...this.#room.waiting(), ...this.#gate.waiting()]
    for (const operation of all) if (!operation.settled) this.end(operation, forOperation(error, operation, false))
    this.#runTimers()
  }

  #runTimers(): void {
    const due = [...this.#timers]
    for (const run of due) run()
  }

  #failed(operation: Operation, error: Error, phase: Phase): void {
    if (operation.settled) return
    if (operation.place === 0) operation.place = operation.sending
    if (error instanceof NoScriptError && this.#sendText(operation)) return
    const fault = classify(error)
    // What its connection gives up now must not be sent again: there is no client to do it.
    const verdict: Verdict = this.#destroyed ? { kind: 'fail' } : this.#judge(operation, fault, phase)
    switch (verdict.kind) {
      case 'fail':
        this.end(
          operation,
          phase === 'rejected' ? (error as ReplyError) : forOperation(error, operation, phase === 'unknown'),
        )
        return
      case 'redirect':
        this.#follow(operation, fault, verdict, error as ReplyError)
        return
      case 'retry':
        if (verdict.refresh) this.#router.refresh(refreshReason(fault, error))
        if (phase === 'unknown') operation.uncertain = true
        this.#retry(operation, error, verdict.afterMs)
    }
  }

  /** Sends a script's text where the server did not know its hash; returns whether there is one. */
  #sendText(operation: Operation): boolean {
    if (!this.#delivery.useText(operation)) return false
    this.#gate.close(operation.lane)
    this.resend(operation)
    this.#gate.openIfClear(operation.lane)
    return true
  }

  #judge(operation: Operation, fault: Fault, phase: Phase): Verdict {
    const redirected = fault.kind === 'moved' || fault.kind === 'ask'
    const { node, own } = operation.options
    // Whoever names a node wants its own answer; whoever has a connection of his own has a state there.
    if (own !== undefined || (redirected && node !== undefined)) return { kind: 'fail' }
    if (redirected) operation.redirects++
    const attempt: Attempt = {
      phase,
      effect: effectOf(operation.request.spec.flags),
      count: operation.attempts,
      redirects: operation.redirects,
      random: this.#ticker.clock.random(),
    }
    try {
      return operation.options.retry.decide(fault, attempt)
    } catch {
      // A policy of the user's that throws decides nothing. It is called in the middle of a stream of replies, which
      // belong to others.
      return { kind: 'fail' }
    }
  }

  /** Sends an operation where its server said, in its place among the others of its slot. */
  #follow(
    operation: Operation,
    fault: Fault,
    { asking, afterMs }: Extract<Verdict, { kind: 'redirect' }>,
    error: ReplyError,
  ): void {
    const from = operation.connection as Connection
    let to: NamedAddress | undefined
    try {
      to = fault.kind === 'moved' || fault.kind === 'ask' ? this.#router.resolve(fault.to, from.address) : undefined
      if (to !== undefined && fault.kind === 'moved') this.#router.moved(fault.to.slot, to)
    } catch (refusal) {
      // The user's own map of addresses may say that nothing goes there.
      this.end(operation, forOperation(refusal as Error, operation, false))
      return
    }
    if (to === undefined) {
      // A redirect to nowhere (host `?`): the server does not know yet. A fresh map does, sooner or later.
      this.#router.refresh('moved')
      this.#retry(operation, error, 20)
      return
    }
    this.#redirected?.({
      slot: operation.slot,
      from: from.name,
      to: to.name,
      asking,
      command: operation.request.spec.name,
    })
    // A node that sends us to itself knows a way that this connection does not show: wait, and ask for the map.
    const inCircles = to.name === from.name
    if (afterMs > 0 || inCircles) {
      this.#retry(operation, error, Math.max(afterMs, 20))
      return
    }
    if (this.#gate.queues(operation, to.name)) {
      this.#deadlines.watch(this)
      return
    }
    this.#gate.close(operation.lane)
    this.#delivery.toNode(to, operation, asking)
    this.#gate.openIfClear(operation.lane)
  }

  #retry(operation: Operation, error: Error, afterMs: number): void {
    this.#room.note(operation, error)
    if (operation.deadline <= this.now() + afterMs) {
      this.#expireEarly(operation, error)
      return
    }
    this.#gate.close(operation.lane)
    if (operation.lane < 0) this.#room.park(operation)
    this.#gate.retryAfter(operation, afterMs)
  }

  /** No attempt would fit into the time that is left: the command ends at its deadline, not before. */
  #expireEarly(operation: Operation, error: Error): void {
    this.#room.park(operation)
    this.#room.note(operation, error)
    this.#deadlines.watch(this)
    if (this.#gate.size > 0) this.#gate.openIfClear(operation.lane)
  }

  #uncovered(operation: Operation): void {
    const error = new SlotNotCoveredError(operation.slot, contextOf(operation, 'no'))
    operation.attempts++
    if (operation.place === 0) operation.place = ++this.#delivery.sendings
    const verdict = this.#judge(operation, UNCOVERED, 'unsent')
    if (verdict.kind === 'fail') {
      this.end(operation, error)
      return
    }
    this.#router.refresh('uncovered-slot')
    this.#retry(operation, error, verdict.afterMs)
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

const effectOf = (flags: number): Effect => {
  if ((flags & READ) !== 0) return 'read'
  return (flags & IDEMPOTENT) !== 0 ? 'idempotent' : 'write'
}

function refreshReason(fault: Fault, error: Error): Parameters<Router['refresh']>[0] {
  if (fault.kind === 'connection') return 'connection-lost'
  return error instanceof ReplyError && error.code === 'READONLY' ? 'read-only' : 'cluster-down'
}
