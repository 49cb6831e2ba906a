import type { NamedAddress, Ticker } from '@rc/pool'
import type { Reply } from '@rc/resp'
import { Acknowledger } from './acknowledger.js'
import { Call } from './call.js'
import type { CallOptions } from './call-options.js'
import { contextOf } from './explain-error.js'
import { type Acknowledged, type Guarantee, waitFor } from './guarantee.js'
import { type Operation, type Overseer, Way } from './operation.js'
import { retryPolicy } from './retry-policy.js'
import { shortfall } from './shortfall.js'

const NONE: Acknowledged = { local: 0, replicas: 0 }

/** Keeps the guarantees that views give for writes: their callers hear of them once enough servers have them. */
export class Guarantees {
  readonly #overseer: Overseer
  readonly #ticker: Ticker
  readonly #send: (question: Operation) => void
  readonly #acknowledgers = new WeakMap<Guarantee, Acknowledger>()

  constructor(overseer: Overseer, ticker: Ticker, send: (question: Operation) => void) {
    this.#overseer = overseer
    this.#ticker = ticker
    this.#send = send
  }

  /** Ends a write that was answered, one way or the other. */
  async end(operation: Operation, reply: Reply, guarantee: Guarantee): Promise<void> {
    const node = operation.connection?.address as NamedAddress
    let acknowledged = NONE
    let cause: unknown
    try {
      acknowledged = await this.#acknowledgerOf(guarantee, operation.options).acknowledged(node)
    } catch (error) {
      cause = error
    }
    const context = { ...contextOf(operation, 'yes'), cause }
    const error = shortfall(guarantee, { acknowledged, reply: operation.valueOf(reply) }, context)
    if (error === undefined) operation.succeed(reply)
    else operation.reject(error)
  }

  #acknowledgerOf(guarantee: Guarantee, options: CallOptions): Acknowledger {
    let acknowledger = this.#acknowledgers.get(guarantee)
    if (acknowledger === undefined) {
      acknowledger = new Acknowledger(node => this.#ask(node, guarantee, options))
      this.#acknowledgers.set(guarantee, acknowledger)
    }
    return acknowledger
  }

  #ask(node: NamedAddress, guarantee: Guarantee, base: CallOptions): Promise<Acknowledged> {
    const retry = retryPolicy('none')
    const options: CallOptions = { ...base, node, retry, guarantee: undefined, own: undefined, signal: undefined }
    const deadline = this.#ticker.clock.now() + guarantee.timeoutMs + options.timeoutMs
    const question = new Call(waitFor(guarantee), -1, new Way(this.#overseer, options, deadline))
    this.#send(question)
    return question.promise as Promise<Acknowledged>
  }
}
