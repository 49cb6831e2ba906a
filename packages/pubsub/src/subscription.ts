import { ConfigError } from '@rc/errors'
import type { Key } from '@rc/slots'
import type { Ear } from './audience.js'
import type { Entry } from './entry.js'
import { inForm } from './form.js'
import type { Patience } from './host.js'
import type { Form, Message } from './messages.js'
import { Stream, type StreamSetup } from './stream.js'
import { type Kind, readable, type Topic, topicOf } from './topic.js'
import { Waiter } from './waiter.js'

/** What a subscription is about. */
export interface Subject {
  readonly kind: Kind
  /** The one node where it is wanted; undefined for any. */
  readonly pin: string | undefined
  readonly patience: Patience
}

/**
 * Channels or patterns that are subscribed to, for as long as it takes: it outlives connections, failovers and slots that
 * move. Where messages may have been missed, `{ gap }` stands among them.
 *
 * @example
 * await using news = await rc.subscribe(['news', 'sport'])
 * for await (const item of news) {
 *   if ('gap' in item) console.warn('missed some', item.gap)
 *   else console.log(item.channel, item.message)
 * }
 */
export class Subscription<T extends Form = string> extends Stream<Message<T>> {
  readonly #subject: Subject
  readonly #entries = new Map<string, Entry>()
  /** The nodes that a channel or pattern has an entry each for, where it has to be heard at several. */
  #nodes: readonly string[] = ANY
  readonly #waiters = new Map<Entry, Waiter>()

  /** @internal */
  constructor(setup: StreamSetup, subject: Subject) {
    super(setup)
    this.#subject = subject
  }

  /** The channels or patterns, as text. */
  get channels(): readonly string[] {
    return this.channelNames()
  }

  /**
   * Subscribes to more channels (or patterns, where it is one to patterns). Those that it has already are left as they
   * are.
   *
   * @returns when the server has confirmed all of them
   * @throws TimeoutError, AbortError, and what the server says, such as AuthError where the user may not; then none of
   *   them is subscribed to
   */
  add(channels: Key | readonly Key[]): Promise<void> {
    return this.open(channels, this.#subject.patience)
  }

  /** @internal */
  async open(channels: Key | readonly Key[], patience: Patience): Promise<void> {
    if (this.closed) throw new ConfigError('The subscription has ended. Make a new one.')
    const topics = this.#topics(channels)
    const entries: Entry[] = []
    const others = new Set<Waiter>()
    const waiter = new Waiter(this.#subject.kind, this.host.clock, patience)
    for (const topic of topics) {
      const known = this.#entries.get(keyOf(topic))
      const under = known === undefined ? undefined : this.#waiters.get(known)
      if (under !== undefined) others.add(under)
      if (known !== undefined) continue
      // What was confirmed for others is confirmed at once: the entry has to be known before.
      const entry = this.hub.add(topic, this)
      this.#entries.set(keyOf(topic), entry)
      entries.push(entry)
      if (!entry.members.has(this)) this.#waiters.set(entry, waiter.expect())
      else this.#tellConfirmed(entry)
    }
    try {
      await Promise.all([waiter.done(() => troubleOf(entries)), ...[...others].map(other => other.promise)])
    } catch (error) {
      for (const entry of entries) this.#waiters.delete(entry)
      void this.#drop(entries)
      throw error
    }
  }

  /**
   * Ends some channels (or patterns). The last one ends the connection to its node, too, but not the subscription.
   *
   * @returns when the server has confirmed it
   */
  async remove(channels: Key | readonly Key[]): Promise<void> {
    const entries = this.#topics(channels).flatMap(topic => this.#entries.get(keyOf(topic)) ?? [])
    await this.#drop(entries)
  }

  /**
   * Ends the subscription, or only some of its channels. What is in the buffer can still be read.
   *
   * @returns when the server has confirmed it
   */
  unsubscribe(channels?: Key | readonly Key[]): Promise<void> {
    return channels === undefined ? this.end() : this.remove(channels)
  }

  /** @internal */
  override get ear(): Ear | undefined {
    return this.asBytes ? undefined : (this.direct as Ear | undefined)
  }

  /** @internal */
  override message(message: Message<Form>): void {
    // Most often it comes as it is wanted: then it goes on as it is.
    const fits = (typeof message.message === 'string') !== this.asBytes
    this.deliver((fits ? message : inForm(message, this.asBytes)) as Message<T>)
  }

  /** @internal */
  override confirmed(entry: Entry): void {
    const waiter = this.#waiters.get(entry)
    if (waiter === undefined) return
    this.#waiters.delete(entry)
    this.#tellConfirmed(entry)
    waiter.met()
  }

  /** @internal */
  override failed(entry: Entry, error: Error): void {
    const waiter = this.#waiters.get(entry)
    if (waiter === undefined) void this.end(error)
    else waiter.fail(error)
  }

  /** @internal */
  protected override nameOf({ topic }: Entry): string {
    return readable(topic.name)
  }

  /** @internal */
  protected override channelNames(): readonly string[] {
    const names = [...this.#entries.values()].map(entry => this.nameOf(entry))
    return this.#nodes.length === 1 ? names : [...new Set(names)]
  }

  /** @internal */
  protected override async release(error: Error | undefined): Promise<void> {
    const waiters = new Set(this.#waiters.values())
    for (const waiter of waiters) waiter.fail(error ?? new ConfigError('The subscription was ended meanwhile.'))
    await this.#drop([...this.#entries.values()])
  }

  /** How many channels or patterns there are. */
  get #count(): number {
    return Math.ceil(this.#entries.size / this.#nodes.length)
  }

  /** Tells of a channel or pattern that is confirmed at all its nodes. */
  #tellConfirmed(entry: Entry): void {
    if (this.#nodes.length > 1) {
      const { name } = entry.topic
      const parts = this.#nodes.map(pin => this.#entries.get(keyOf({ name, pin })))
      if (parts.some(part => part === undefined || this.#waiters.has(part))) return
    }
    this.tell('subscribe', this.nameOf(entry), this.#count)
  }

  #drop(entries: readonly Entry[]): Promise<void> {
    let left = entries.length
    if (left === 0) return Promise.resolve()
    return new Promise(resolve => {
      const ending = new Set(this.#nodes.length === 1 ? [] : entries)
      for (const entry of entries) {
        this.#entries.delete(keyOf(entry.topic))
        this.#waiters.delete(entry)
        this.hub.remove(entry, this, () => {
          ending.delete(entry)
          if (!hasName(ending, entry)) this.tell('unsubscribe', this.nameOf(entry), this.#count)
          if (--left === 0) resolve()
        })
      }
    })
  }

  #topics(channels: Key | readonly Key[]): Topic[] {
    const list = Array.isArray(channels) ? (channels as readonly Key[]) : [channels as Key]
    const { kind, pin } = this.#subject
    if (list.length === 0) {
      throw new ConfigError(`The list of ${kind === 'pattern' ? 'patterns' : 'channels'} is empty: name at least one.`)
    }
    const { host } = this
    return list.flatMap(given => {
      if (host.placeOf === undefined) return topicOf(kind, given, pin)
      const { channel, nodes } = host.placeOf(kind, given)
      if (pin !== undefined) return topicOf(kind, channel, pin)
      this.#nodes = nodes
      return nodes.map(node => topicOf(kind, channel, node))
    })
  }
}

const ANY = ['']

const keyOf = ({ name, pin }: Pick<Topic, 'name' | 'pin'>): string => (pin === undefined ? name : `${pin}\n${name}`)

const hasName = (entries: Iterable<Entry>, { topic }: Entry): boolean => {
  for (const entry of entries) if (entry.topic.name === topic.name) return true
  return false
}

/** What keeps those that wait. */
function troubleOf(entries: readonly Entry[]): Error | undefined {
  for (const { live, trouble } of entries) if (!live && trouble !== undefined) return trouble
  return undefined
}
