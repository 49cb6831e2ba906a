import { ReplyError } from '@rc/errors'
import type { Pending } from '@rc/pool'
import type { Reply, Request } from '@rc/resp'
import type { Kind, Topic } from './topic.js'

/** Something that a command to (un)subscribe is about. */
export interface Wish {
  readonly topic: Topic
}

/** What becomes of a command to (un)subscribe. */
export interface OrderEvents<T extends Wish> {
  /** The server has done it for one. */
  done(order: Order<T>, wish: T): void
  /** The server refuses all of them. */
  refused(order: Order<T>, error: ReplyError): void
  /** The answer makes no sense: replies and commands are out of step. */
  astray(): void
}

/** A command to subscribe or to unsubscribe, which the server answers in as many parts as it has topics. */
export class Order<T extends Wish = Wish> implements Pending {
  readonly kind: Kind
  readonly request: Request
  readonly wishes: readonly T[]
  /** When it was given, by the clock. */
  readonly at: number
  readonly asBytes = false
  readonly deadline = Number.POSITIVE_INFINITY
  readonly joined = false
  settled = false
  readonly events: OrderEvents<T>
  #done = 0

  constructor(request: Request, about: { kind: Kind; wishes: readonly T[]; at: number }, events: OrderEvents<T>) {
    this.request = request
    this.kind = about.kind
    this.wishes = about.wishes
    this.at = about.at
    this.events = events
  }

  /** The one that the server speaks of next. */
  get next(): T | undefined {
    return this.wishes[this.#done]
  }

  /** A part of the answer came. Returns whether it was the last. */
  part(): boolean {
    const wish = this.wishes[this.#done++]
    if (wish !== undefined) this.events.done(this, wish)
    return this.#done >= this.wishes.length
  }

  settle(reply: Reply): void {
    this.settled = true
    if (this.#done >= this.wishes.length) return
    if (reply instanceof ReplyError) this.events.refused(this, reply)
    else this.events.astray()
  }

  /** The connection is over; its line sees to that for all of its topics. */
  fail(): void {
    this.settled = true
  }

  expire(): void {
    this.settled = true
  }
}
