import { MovedError, ProtocolError, type ReplyError } from '@rc/errors'
import type { Listener } from '@rc/pool'
import type { Reply } from '@rc/resp'
import type { ClusterNode } from '@rc/slots'
import { batches } from './batches.js'
import type { Entry, Place } from './entry.js'
import type { Host, Lease } from './host.js'
import { Identity } from './identity.js'
import type { Form } from './messages.js'
import type { Order } from './order.js'
import { type Ending, Orders } from './orders.js'
import { Pulse } from './pulse.js'
import { nameOf, Served } from './served.js'
import { Settling } from './settling.js'
import type { Kind } from './topic.js'

/** What a line tells those who decide where entries are served. */
export interface LineEvents {
  /** The server refuses entries; the line has forgotten them. */
  refused(line: Line, entries: readonly Entry[], error: ReplyError): void
  /** The server answers, and says which run of it this is; undefined where it does not tell. */
  identified(line: Line, run: string | undefined): void
  /** The server has ended a sharded subscription by itself; the line has forgotten it. */
  evicted(line: Line, entry: Entry): void
  /** The connection is over, or there never was one. All its entries are to be served elsewhere, or again. */
  lost(line: Line, error: Error | undefined): void
}

/** One connection to one node and the topics that it serves. Like the connection, it never comes back. */
export class Line implements Listener, Place {
  readonly node: ClusterNode
  asBytes = false
  over = false
  paused = false
  /** Looks in a row in which nobody needed it. */
  idle = 0
  readonly #host: Host
  readonly #events: LineEvents
  readonly #served = new Served()
  readonly #unsent = new Set<Entry>()
  #endings: Ending[] = []
  readonly #orders: Orders
  #scheduled = false
  readonly #settling: Settling
  #lease: Lease | undefined
  readonly #pulse: Pulse
  #identified = false

  constructor(node: ClusterNode, host: Host, events: LineEvents) {
    this.node = node
    this.#host = host
    this.#events = events
    this.#pulse = new Pulse(host.clock, () => this.#astray())
    this.#settling = new Settling(node, host)
    this.#orders = new Orders({
      served: (entry, order) => {
        this.#pulse.prove(order.at)
        if (entry.order === order) this.#settling.confirm(entry, order)
      },
      refused: (order, error) => this.#refused(order, error),
      astray: () => this.#astray(),
    })
    void this.#open()
  }

  get provenAt(): number {
    return this.#pulse.provenAt
  }

  /** Looks in a row in which nothing was heard while something should have been. */
  get silence(): number {
    return this.#pulse.silence
  }

  /** Whether its connection answers. */
  get ready(): boolean {
    return this.#lease?.connection.state === 'ready'
  }

  /** Whether its server answers, and goes on to. */
  get well(): boolean {
    return this.ready && this.#identified && this.silence === 0
  }

  /** Whether its connection ever answered. */
  get greeted(): boolean {
    return this.#lease?.connection.protocol !== undefined
  }

  get version(): number {
    return this.#served.version
  }

  /** Nothing is served, and nothing is under way. */
  get unused(): boolean {
    return this.#served.size + this.#orders.size + this.#endings.length === 0
  }

  entries(): Iterable<Entry> {
    return this.#served.entries()
  }

  /** Serves an entry from now on. */
  add(entry: Entry): void {
    entry.place = this
    this.#served.add(entry)
    this.#unsent.add(entry)
    this.idle = 0
    this.reread(entry)
    this.#flushSoon()
  }

  /** The same, in a command of their own. */
  addApart(entries: readonly Entry[]): void {
    const [first] = entries
    if (first === undefined) return
    for (const entry of entries) this.add(entry)
    if (this.over || this.#lease === undefined) return
    for (const entry of entries) this.#unsent.delete(entry)
    this.#subscribe(first.topic.kind, entries)
  }

  drop(entry: Entry, ended?: () => void): void {
    const sent = entry.live || entry.order !== undefined
    this.#forget(entry)
    if (this.over || !sent) {
      ended?.()
      return
    }
    this.#endings.push(ended === undefined ? { topic: entry.topic } : { topic: entry.topic, ended })
    this.#flushSoon()
  }

  reread(entry: Entry): void {
    this.asBytes ||= entry.asBytes
  }

  /** Looks whether the node is alive. Called at a steady pace: a process that was busy has looked less often. */
  look(): void {
    this.idle = this.unused ? this.idle + 1 : 0
    this.#pulse.look(this.#lease?.connection, { due: this.#orders.size > 0, paused: this.paused })
  }

  pause(): void {
    if (this.paused) return
    this.paused = true
    this.#lease?.connection.pause()
  }

  resume(): void {
    if (!this.paused) return
    this.paused = false
    this.#pulse.silence = 0
    this.#lease?.connection.resume()
  }

  /** Ends the connection; nobody is told but those who wait for an end. */
  end(): void {
    if (this.over) return
    this.#finish()
    this.#lease?.end()
  }

  /** What comes after the end is for nobody. */
  takerOf(kind: Kind, name: string): Entry | undefined {
    return this.over ? undefined : this.#served[kind].get(name)
  }

  take(message: readonly Reply[]): boolean {
    if (this.over) return false
    // What is no text or bytes here is looked at by nobody.
    const [word, first, second, third] = message as readonly Form[]
    switch (word?.toString()) {
      case 'message':
        this.#served.message('channel', first as Form, second as Form)
        return false
      case 'smessage':
        this.#served.message('shard', first as Form, second as Form)
        return false
      case 'pmessage':
        this.#served.patternMessage(first as Form, second as Form, third as Form)
        return false
      case 'subscribe':
        return this.#orders.served('channel')
      case 'psubscribe':
        return this.#orders.served('pattern')
      case 'ssubscribe':
        return this.#orders.served('shard')
      case 'unsubscribe':
        return this.#orders.ended('channel')
      case 'punsubscribe':
        return this.#orders.ended('pattern')
      case 'sunsubscribe':
        return this.#shardEnded(nameOf(first as Form))
      case 'pong':
        return true
      default:
        return false
    }
  }

  unasked(reply: Reply): boolean {
    return reply instanceof MovedError && this.#orders.mayBeRefused()
  }

  closed(error: Error | undefined): void {
    this.#lost(error)
  }

  /** Either the answer to an order, or the slot has left the node. */
  #shardEnded(name: string): boolean {
    const order = this.#orders.ending(name)
    // What was not written yet is not what it answers.
    if (order !== undefined && this.#lease?.connection.wasWritten(order)) return this.#orders.ended('shard')
    const entry = this.#served.shard.get(name)
    if (entry?.live !== true) return false
    this.#served.delete(entry)
    this.#events.evicted(this, entry)
    return false
  }

  #refused(order: Order<Entry>, error: ReplyError): void {
    const entries = order.wishes.filter(entry => entry.order === order)
    for (const entry of entries) this.#forget(entry)
    this.#events.refused(this, entries, error)
  }

  #forget(entry: Entry): void {
    this.#served.delete(entry)
    this.#unsent.delete(entry)
    entry.place = undefined
    entry.order = undefined
  }

  async #open(): Promise<void> {
    try {
      const lease = await this.#host.lease(this.node)
      if (this.over) {
        lease.end()
        return
      }
      this.#lease = lease
      lease.connection.listen(this)
      lease.connection.send(new Identity(run => this.#identify(run)))
      this.#flush()
    } catch (error) {
      this.#lost(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #identify(run: string | undefined): void {
    this.#identified = true
    this.#events.identified(this, run)
  }

  #lost(error: Error | undefined): void {
    if (this.over) return
    this.#finish()
    this.#events.lost(this, error)
  }

  #finish(): void {
    this.over = true
    this.#served.version++
    this.#settling.cancel()
    // The server forgets with the connection what was to end.
    for (const ending of this.#endings.splice(0)) ending.ended?.()
    this.#orders.clear()
  }

  #flushSoon(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    queueMicrotask(() => this.#flush())
  }

  #flush(): void {
    this.#scheduled = false
    if (this.over || this.#lease === undefined) return
    // Ends first: who ended and began anew within a tick wants the topic.
    const endings = this.#endings
    this.#endings = []
    const now = this.#host.clock.now()
    for (const { kind, wishes } of batches(endings)) this.#send(this.#orders.end(kind, wishes, now))
    const entries = [...this.#unsent]
    this.#unsent.clear()
    for (const { kind, wishes } of batches(entries)) this.#subscribe(kind, wishes)
  }

  #subscribe(kind: Kind, entries: readonly Entry[]): void {
    const order = this.#orders.serve(kind, entries, this.#host.clock.now())
    for (const entry of entries) entry.order = order
    this.#send(order)
  }

  #send(order: Order<Entry> | Order<Ending>): void {
    const connection = this.#lease?.connection
    if (connection?.send(order) === true) return
    // Over, or more waits than may: either way this connection will not do.
    connection?.destroy()
  }

  #astray(): void {
    this.#lease?.connection.destroy(
      new ProtocolError(`${this.node.name} answered a command to subscribe with something else.`, {
        node: this.node.name,
      }),
    )
  }
}
