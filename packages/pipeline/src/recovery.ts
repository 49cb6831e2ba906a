import { IDEMPOTENT, READ } from '@rc/commands'
import { classify, type Fault, NoScriptError, ReplyError, SlotNotCoveredError } from '@rc/errors'
import type { Connection, NamedAddress } from '@rc/pool'
import type { Delivery, DeliverySetup, Sender } from './delivery.js'
import { contextOf, forOperation } from './explain-error.js'
import type { Operation } from './operation.js'
import { UNCOVERED } from './retry-policy.js'
import type { RefreshReason } from './router.js'
import type { Attempt, Effect, Phase, Verdict } from './verdict.js'

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

/** What recovery works with. */
export interface RecoverySetup extends DeliverySetup {
  readonly delivery: Delivery
  readonly redirected?: (event: RedirectEvent) => void
}

/**
 * What becomes of an operation whose attempt failed. The only place in the project that follows redirects and tries
 * again: what went wrong is classified once, a policy decides, and this acts.
 */
export class Recovery {
  #stopped = false
  readonly #setup: RecoverySetup
  readonly #sender: Sender

  constructor(setup: RecoverySetup, sender: Sender) {
    this.#setup = setup
    this.#sender = sender
  }

  /** Nothing is tried again from now on. */
  stop(): void {
    this.#stopped = true
  }

  /** An attempt failed. */
  failed(operation: Operation, error: Error, phase: Phase): void {
    if (operation.settled) return
    if (operation.place === 0) operation.place = operation.sending
    if (error instanceof NoScriptError && this.#sendText(operation)) return
    const fault = classify(error)
    // What its connection gives up now must not be sent again: there is no client to do it.
    const verdict: Verdict = this.#stopped ? { kind: 'fail' } : this.#judge(operation, fault, phase)
    switch (verdict.kind) {
      case 'fail':
        this.#sender.end(
          operation,
          phase === 'rejected' ? (error as ReplyError) : forOperation(error, operation, phase === 'unknown'),
        )
        return
      case 'redirect':
        this.#follow(operation, fault, verdict, error as ReplyError)
        return
      case 'retry':
        if (verdict.refresh) this.#setup.router.refresh(refreshReason(fault, error))
        if (phase === 'unknown') operation.uncertain = true
        this.#retry(operation, error, verdict.afterMs)
    }
  }

  /** The map names no owner of the operation's slot. */
  uncovered(operation: Operation): void {
    const error = new SlotNotCoveredError(operation.slot, contextOf(operation, 'no'))
    operation.attempts++
    if (operation.place === 0) operation.place = this.#setup.delivery.nextSending()
    const verdict = this.#judge(operation, UNCOVERED, 'unsent')
    if (verdict.kind === 'fail') {
      this.#sender.end(operation, error)
      return
    }
    this.#setup.router.refresh('uncovered-slot')
    this.#retry(operation, error, verdict.afterMs)
  }

  /** Sends a script's text where the server did not know its hash; returns whether there is one. */
  #sendText(operation: Operation): boolean {
    if (!this.#setup.delivery.useText(operation)) return false
    this.#setup.gate.close(operation.lane)
    this.#sender.resend(operation)
    this.#setup.gate.openIfClear(operation.lane)
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
      random: this.#setup.ticker.clock.random(),
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
    const { router, gate, deadlines, delivery } = this.#setup
    const from = operation.connection as Connection
    let to: NamedAddress | undefined
    try {
      to = fault.kind === 'moved' || fault.kind === 'ask' ? router.resolve(fault.to, from.address) : undefined
      if (to !== undefined && fault.kind === 'moved') router.moved(fault.to.slot, to)
    } catch (refusal) {
      // The user's own map of addresses may say that nothing goes there.
      this.#sender.end(operation, forOperation(refusal as Error, operation, false))
      return
    }
    if (to === undefined) {
      // A redirect to nowhere (host `?`): the server does not know yet. A fresh map does, sooner or later.
      router.refresh('moved')
      this.#retry(operation, error, 20)
      return
    }
    this.#setup.redirected?.({
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
    if (gate.queues(operation, to.name)) {
      deadlines.watch(this.#sender)
      return
    }
    gate.close(operation.lane)
    delivery.toNode(to, operation, asking)
    gate.openIfClear(operation.lane)
  }

  #retry(operation: Operation, error: Error, afterMs: number): void {
    this.#setup.room.note(operation, error)
    if (operation.deadline <= this.#setup.ticker.clock.now() + afterMs) {
      this.#expireEarly(operation)
      return
    }
    this.#setup.gate.close(operation.lane)
    if (operation.lane < 0) this.#setup.room.park(operation)
    this.#setup.gate.retryAfter(operation, afterMs)
  }

  /** No attempt would fit into the time that is left: the command ends at its deadline, not before. */
  #expireEarly(operation: Operation): void {
    this.#setup.room.park(operation)
    this.#setup.deadlines.watch(this.#sender)
    if (this.#setup.gate.size > 0) this.#setup.gate.openIfClear(operation.lane)
  }
}

const effectOf = (flags: number): Effect => {
  if ((flags & READ) !== 0) return 'read'
  return (flags & IDEMPOTENT) !== 0 ? 'idempotent' : 'write'
}

function refreshReason(fault: Fault, error: Error): RefreshReason {
  if (fault.kind === 'connection') return 'connection-lost'
  return error instanceof ReplyError && error.code === 'READONLY' ? 'read-only' : 'cluster-down'
}
