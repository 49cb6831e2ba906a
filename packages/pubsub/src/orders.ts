import type { ReplyError } from '@rc/errors'
import type { Request } from '@rc/resp'
import type { Entry } from './entry.js'
import { Order, type OrderEvents, type Wish } from './order.js'
import { type Kind, type Topic, WORDS } from './topic.js'

/** A topic that is to end, and who waits for that. */
export interface Ending extends Wish {
  readonly topic: Topic
  ended?(): void
}

/** What a line hears of its orders. */
export interface OrdersEvents {
  /** The server serves one. */
  served(entry: Entry, order: Order<Entry>): void
  /** The server refuses to serve all of an order. */
  refused(order: Order<Entry>, error: ReplyError): void
  /** The answer makes no sense: replies and commands are out of step. */
  astray(): void
}

/** What a server was told to serve and to end, and has not answered yet; the oldest first. */
export class Orders {
  readonly #queue: (Order<Entry> | Order<Ending>)[] = []
  readonly #on: OrderEvents<Entry>
  readonly #off: OrderEvents<Ending>
  /** Orders to end sharded channels that seem to be answered. */
  #ended = 0

  constructor(events: OrdersEvents) {
    const astray = () => events.astray()
    this.#on = {
      done: (order, entry) => events.served(entry, order),
      refused: (order, error) => {
        this.#remove(order)
        events.refused(order, error)
      },
      astray,
    }
    this.#off = {
      done: (_, ending) => ending.ended?.(),
      // What the node serves no more has ended, too.
      refused: order => {
        this.#remove(order)
        for (const ending of order.wishes) ending.ended?.()
      },
      astray,
    }
  }

  get size(): number {
    return this.#queue.length
  }

  /** One to serve entries of one kind, to be sent now. `at` is the time by the clock. */
  serve(kind: Kind, entries: readonly Entry[], at: number): Order<Entry> {
    const order = new Order(requestOf(WORDS[kind].on, entries), { kind, wishes: entries, at }, this.#on)
    this.#queue.push(order)
    return order
  }

  /** One to end topics of one kind, to be sent now. */
  end(kind: Kind, endings: readonly Ending[], at: number): Order<Ending> {
    const order = new Order(requestOf(WORDS[kind].off, endings), { kind, wishes: endings, at }, this.#off)
    this.#queue.push(order)
    return order
  }

  /** The server serves one more. Returns whether this was the last part of the answer to an order. */
  served(kind: Kind): boolean {
    return this.#part(kind, this.#on)
  }

  /** The server has ended one more. */
  ended(kind: Kind): boolean {
    return this.#part(kind, this.#off)
  }

  /** The order that the server may be answering where it says that a sharded channel has ended. */
  ending(name: string): Order<Entry> | Order<Ending> | undefined {
    const [order] = this.#queue
    const isDue = order?.events === this.#off && order.kind === 'shard' && order.next?.topic.name === name
    return isDue ? order : undefined
  }

  /**
   * Whether a refusal may come for what seems to be answered. Where a slot leaves a node, that ends its channels by
   * itself, in words that might be an answer; an order to end them that crosses this is refused, as the slot has moved.
   */
  mayBeRefused(): boolean {
    if (this.#ended === 0) return false
    this.#ended--
    return true
  }

  /** The connection is over: with it the server has forgotten what it was to end. */
  clear(): void {
    for (const order of this.#queue.splice(0)) {
      if (order.events === this.#off) for (const ending of order.wishes as readonly Ending[]) ending.ended?.()
    }
  }

  /** A part of the answer to the oldest order; what answers none was not asked for. */
  #part(kind: Kind, events: OrderEvents<Entry> | OrderEvents<Ending>): boolean {
    const [order] = this.#queue
    if (order?.kind !== kind || order.events !== events) return false
    const last = order.part()
    if (last) this.#queue.shift()
    if (last && kind === 'shard' && events === this.#off) this.#ended++
    return last
  }

  #remove(order: Order<Entry> | Order<Ending>): void {
    this.#queue.splice(this.#queue.indexOf(order), 1)
  }
}

const requestOf = (spec: Request['spec'], wishes: readonly Wish[]): Request => ({
  spec,
  args: wishes.map(({ topic }) => topic.wire),
})
