import { ConfigError, TimeoutError } from '@rc/errors'
import type { ClusterNode } from '@rc/slots'
import type { Entry, Lost } from './entry.js'
import { asForm } from './form.js'
import type { Patience } from './host.js'
import type { Form, KeyspaceEvent, Message } from './messages.js'
import { lacking, notTurnedOn } from './notifications.js'
import type { KeyspaceFilter } from './options.js'
import { Stream, type StreamSetup } from './stream.js'
import { type Topic, topicOf } from './topic.js'
import { bounded, Waiter } from './waiter.js'

/** What notifications are wanted, and of which nodes. */
export interface KeyspaceSubject extends KeyspaceFilter {
  /** Stands before every key of the client, and is taken off. */
  readonly prefix: string
  /** The one node whose notifications are wanted; undefined for those of all primaries. */
  readonly pin: string | undefined
}

/**
 * The keyspace notifications of all primaries, whichever nodes those are. A notification is told once by the primary of
 * its key and kept nowhere: what happens while a primary is gone is missed, and `{ gap }` says so.
 *
 * @example
 * for await (const item of await rc.keyspace({ pattern: 'session:*', events: 'expired' })) {
 *   if (!('gap' in item)) console.log(item.key, 'has expired')
 * }
 */
export class KeyspaceSubscription<T extends Form = string> extends Stream<KeyspaceEvent<T>> {
  readonly #subject: KeyspaceSubject
  /** Stands before every key. */
  readonly #prefixBytes: number
  readonly #entries = new Map<string, Entry>()
  readonly #waiters = new Map<Entry, Waiter>()

  /** @internal */
  constructor(setup: StreamSetup, subject: KeyspaceSubject) {
    super(setup)
    this.#subject = subject
    this.#prefixBytes = Buffer.byteLength(subject.prefix)
  }

  /** The nodes whose notifications come, `host:port`. */
  get nodes(): readonly string[] {
    return [...this.#entries.keys()]
  }

  /** Ends it. Resolves when the servers have confirmed it. */
  unsubscribe(): Promise<void> {
    return this.end()
  }

  /** @internal */
  async open(patience: Patience): Promise<void> {
    const nodes = this.#wanted()
    if (nodes.length === 0) throw new ConfigError('The cluster has no such node: nobody could tell of its keys.')
    const { clock } = this.host
    const began = clock.now()
    await bounded(Promise.all(nodes.map(node => this.#check(node))), clock, patience)
    const left = { ...patience, timeoutMs: Math.max(1, patience.timeoutMs - (clock.now() - began)) }
    const waiter = new Waiter('pattern', clock, left)
    for (const node of nodes) {
      const entry = this.hub.add(this.#topicAt(node), this)
      this.#entries.set(node.name, entry)
      if (!entry.members.has(this)) this.#waiters.set(entry, waiter.expect())
    }
    await waiter.done(() => [...this.#entries.values()].find(({ trouble }) => trouble !== undefined)?.trouble)
  }

  /** The primaries may be others now. @internal */
  mapChanged(): void {
    if (this.closed || this.#subject.pin !== undefined) return
    const wanted = new Map(this.#wanted().map(node => [node.name, node]))
    // Without a single primary nobody knows: what is there stays.
    if (wanted.size === 0) return
    const now = this.host.clock.now()
    let from = now
    for (const [name, entry] of this.#entries) {
      if (wanted.has(name)) continue
      from = Math.min(from, this.hub.provenAt(entry))
      this.#entries.delete(name)
      this.#waiters.get(entry)?.met()
      this.#waiters.delete(entry)
      this.hub.remove(entry, this, () => {})
    }
    const lost: Lost = { from, reason: 'slot-moved' }
    for (const [name, node] of wanted) {
      if (this.#entries.has(name)) continue
      this.#entries.set(name, this.hub.add(this.#topicAt(node), this, lost))
      this.#check(node).catch((error: Error) => this.host.report(error))
    }
  }

  /** What comes is no event yet. @internal */
  override readonly ear = undefined

  /** @internal */
  override message({ channel, message }: Message<Form>, entry: Entry): void {
    const event = asForm(message, false) as string
    const { events } = this.#subject
    if (events !== undefined && !events.has(event)) return
    this.deliver({ event, key: this.#keyOf(channel), node: entry.topic.pin ?? '' })
  }

  /** @internal */
  override confirmed(entry: Entry): void {
    this.#waiters.get(entry)?.met()
    this.#waiters.delete(entry)
  }

  /** @internal */
  override failed(entry: Entry, error: Error): void {
    const waiter = this.#waiters.get(entry)
    if (waiter === undefined) void this.end(error)
    else waiter.fail(error)
  }

  /** @internal */
  protected override nameOf(): string {
    return this.#subject.pattern ?? '*'
  }

  /** @internal */
  protected override channelNames(): readonly string[] {
    return [this.nameOf()]
  }

  /** @internal */
  protected override async release(error: Error | undefined): Promise<void> {
    for (const waiter of new Set(this.#waiters.values())) {
      waiter.fail(error ?? new ConfigError('The subscription was ended meanwhile.'))
    }
    const entries = [...this.#entries.values()]
    this.#entries.clear()
    await Promise.all(entries.map(entry => new Promise<void>(resolve => this.hub.remove(entry, this, resolve))))
  }

  /** Bytes of the prefix are counted as bytes: a key need not be text. */
  #keyOf(channel: string | Buffer): T {
    const { prefix } = this.#subject
    if (!this.asBytes) {
      const text = asForm(channel, false) as string
      return text.slice(text.indexOf(':') + 1 + prefix.length) as T
    }
    const bytes = asForm(channel, true) as Buffer
    return bytes.subarray(bytes.indexOf(COLON) + 1 + this.#prefixBytes) as T
  }

  #topicAt(node: ClusterNode): Topic {
    const { pattern, prefix } = this.#subject
    const database = this.host.databaseOf?.(node) ?? 0
    return topicOf('pattern', `__keyspace@${database}__:${literal(prefix)}${pattern ?? '*'}`, node.name)
  }

  #wanted(): readonly ClusterNode[] {
    const { topology } = this.host
    const { pin } = this.#subject
    if (pin === undefined) return topology.shards.map(({ primary }) => primary)
    const node = topology.nodes.get(pin)
    return node === undefined ? [] : [node]
  }

  /** A node that does not tell is believed to have them on. */
  async #check(node: ClusterNode): Promise<void> {
    const flags = await this.host.notifications(node).catch((error: unknown) => {
      if (error instanceof TimeoutError) throw error
      return undefined
    })
    const letter = flags === undefined ? undefined : lacking(flags, this.#subject.events)
    if (letter !== undefined) throw notTurnedOn(node.name, flags ?? '', letter)
  }
}

/** The first one ends the name of the database. */
const COLON = 0x3a

/** A text as a pattern that matches it alone. */
const literal = (text: string): string => text.replace(/[\\*?[\]]/g, '\\$&')
