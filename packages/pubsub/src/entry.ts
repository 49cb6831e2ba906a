import type { MessageTaker } from '@rc/resp'
import type { ClusterNode } from '@rc/slots'
import { Audience, type Hearer, routes } from './audience.js'
import type { Form, GapReason, Message } from './messages.js'
import type { Order } from './order.js'
import { isBinary, type Topic } from './topic.js'

/** Who wants a topic. None of these may throw. */
export interface Member extends Hearer<Entry> {
  /** Wants Buffers. */
  readonly asBytes: boolean
  /** The server has confirmed the topic, for the first time. */
  confirmed(entry: Entry): void
  /** The topic is served again; meanwhile messages may have been missed. */
  gap(entry: Entry, lost: Lost): void
  /** The server refuses the topic, for good. */
  failed(entry: Entry, error: Error): void
}

/** What was published somewhat before it came, or before something was known, may have been on its way for so long. */
export const TRAVEL_MS = 100

/** Since when messages may have been missed, by the clock of the client, and why. */
export interface Lost {
  readonly from: number
  readonly reason: GapReason
}

/** Where an entry is served. */
export interface Place {
  readonly node: ClusterNode
  /** All that the node had sent until then, by the clock of the client, has come. */
  readonly provenAt: number
  /** Serves an entry no more. `ended` is called once the server has confirmed it, or nothing is left to confirm. */
  drop(entry: Entry, ended?: () => void): void
  /** An entry may want Buffers now. */
  reread(entry: Entry): void
}

/** One topic that somebody wants, wherever it is served now. All who want it share it. */
export class Entry implements MessageTaker {
  readonly topic: Topic
  readonly #audience = new Audience<Entry, Member>()
  /** Those that wait for the first confirmation. */
  readonly waiting = new Set<Member>()
  /** The connection that serves it, or is to do so. */
  place: Place | undefined
  /** What was sent for it and is to be confirmed. */
  order: Order<Entry> | undefined
  /** Confirmed, and its connection works. */
  live = false
  lost: Lost | undefined
  /** The node that served it last, and until when, by the clock. */
  servedBy: string | undefined
  servedUntil = Number.NEGATIVE_INFINITY
  /** That node served it in its primary's stead: what it told, primaries had told before. */
  servedSecondHand = false
  /** Redirects and refusals in a row. */
  refused = 0
  /** What went wrong last, for whoever gives up waiting. */
  trouble: Error | undefined

  constructor(topic: Topic) {
    this.topic = topic
  }

  /** Those that the topic was confirmed for. They hear of messages and of gaps. */
  get members(): ReadonlySet<Member> {
    return this.#audience.members
  }

  get wanted(): boolean {
    return this.members.size > 0 || this.waiting.size > 0
  }

  /** Whether its messages have to be read as bytes. */
  get asBytes(): boolean {
    if (isBinary(this.topic)) return true
    for (const member of this.members) if (member.asBytes) return true
    for (const member of this.waiting) if (member.asBytes) return true
    return false
  }

  message(payload: string, channel?: string): void {
    if (!this.live) return
    const { name } = this.topic
    if (channel === undefined) this.#audience.tell(name, payload, this)
    else this.#audience.hand({ channel, message: payload, pattern: name }, this)
  }

  /** Hands a message to all. */
  hand(message: Message<Form>): void {
    this.#audience.hand(message, this)
  }

  /** Counts in one for whom it was confirmed. */
  admit(member: Member): void {
    this.#audience.members.add(member)
    routes.changed()
  }

  /** Counts out one who wants it no more. */
  dismiss(member: Member): void {
    this.#audience.members.delete(member)
    this.waiting.delete(member)
    routes.changed()
  }

  /** The server has confirmed it. */
  confirm(): void {
    const { lost } = this
    this.order = undefined
    this.live = true
    this.servedBy = this.place?.node.name
    this.lost = undefined
    this.refused = 0
    this.trouble = undefined
    if (lost !== undefined) for (const member of this.members) member.gap(this, lost)
    for (const member of this.waiting) {
      this.admit(member)
      member.confirmed(this)
    }
    this.waiting.clear()
  }

  /** Some messages may have been missed, or may yet be, although it was served. */
  missed(lost: Lost): void {
    if (this.live) for (const member of this.members) member.gap(this, lost)
    else this.lost ??= lost
  }

  /**
   * It is served no more; what is told later is one gap with what went before.
   *
   * @param served until when it was, by the clock, and whether in its primary's stead
   */
  lose(lost: Lost, served: { readonly until: number; readonly secondHand: boolean }): void {
    if (this.live) {
      this.lost ??= lost
      this.servedUntil = served.until
      this.servedSecondHand = served.secondHand
    }
    this.live = false
    this.order = undefined
    this.place = undefined
  }

  fail(error: Error): void {
    for (const member of [...this.members, ...this.waiting]) member.failed(this, error)
  }
}
