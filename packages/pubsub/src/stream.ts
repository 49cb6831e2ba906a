import { type Ear, routes } from './audience.js'
import type { Entry, Lost, Member } from './entry.js'
import { GapCollector } from './gap-collector.js'
import type { Host } from './host.js'
import type { Hub } from './hub.js'
import { Inbox } from './inbox.js'
import { Listeners } from './listeners.js'
import type { Form, Gap, GapItem, Item, Message, SubscribeItem } from './messages.js'
import type { StreamOptions } from './options.js'
import { Reader } from './reader.js'

/** Events of a subscription, each with what its listeners get. */
export interface StreamEvents<M> {
  /** A message. While somebody listens, messages go to the listeners alone and none into the buffer. */
  message: M
  /** Messages may have been missed. */
  gap: Gap
  /** The server has confirmed a channel. */
  subscribe: { readonly channel: string; readonly count: number }
  /** A channel has ended. */
  unsubscribe: { readonly channel: string; readonly count: number }
  /** The subscription has ended by itself, and why: an ACL that changed, or a full buffer under `overflow: 'throw'`. */
  error: Error
  /** The subscription has ended; nothing comes any more. */
  end: undefined
}

/** What a stream is made of. */
export interface StreamSetup {
  readonly host: Host
  readonly hub: Hub
  readonly options: StreamOptions
  readonly asBytes: boolean
  /** Called once, when the stream has ended. */
  ended(): void
}

/**
 * Messages as they come: to be iterated over, listened to, or asked for one by one. Bounded; it neither loses nor repeats
 * a message without saying so by a gap.
 */
export abstract class Stream<M extends object> implements Member, AsyncIterable<Item<M>>, AsyncDisposable {
  readonly asBytes: boolean
  /** @internal */
  protected readonly hub: Hub
  /** @internal */
  protected readonly host: Host
  readonly #options: StreamOptions
  readonly #ended: () => void
  readonly #listeners: Listeners<StreamEvents<M>>
  /** Those who listen to messages. */
  #heard: readonly ((message: M) => unknown)[] = []
  /** The one who does, or the buffer, while nothing stands before the next message: neither a gap nor an older one. */
  #direct: ((message: M) => unknown) | undefined
  readonly #inbox: Inbox<Item<M>>
  readonly #reader: Reader<Item<M>>
  readonly #gaps: GapCollector
  #over = false
  #ending: Promise<void> | undefined

  /** @internal */
  constructor(setup: StreamSetup) {
    const { host } = setup
    this.host = host
    this.hub = setup.hub
    this.asBytes = setup.asBytes
    this.#options = setup.options
    this.#inbox = new Inbox(
      {
        clock: host.clock,
        pause: () => setup.hub.pause(),
        resume: () => setup.hub.resume(),
        full: error => void this.end(error),
      },
      setup.options,
    )
    this.#reader = new Reader(this.#inbox, {
      clock: host.clock,
      inPlaceOf: dropped => ({ gap: this.#gaps.overflow(dropped, this.channelNames()) }),
      left: () => this.end(),
    })
    this.#ended = () => setup.ended()
    this.#listeners = new Listeners(error => host.report(error))
    this.#gaps = new GapCollector(host.clock, gap => this.#gap({ gap }))
  }

  /** Whether it has ended: nothing comes any more but what is in the buffer. */
  get closed(): boolean {
    return this.#over
  }

  /** Messages and gaps that wait to be read. */
  get buffered(): number {
    return this.#inbox.size
  }

  /**
   * Calls `listener` at every `event`. What it throws becomes an `error` event of the client. The first listener to
   * `message` gets what is in the buffer, too.
   */
  on<K extends keyof StreamEvents<M>>(event: K, listener: (value: StreamEvents<M>[K]) => void): this {
    const first = event === 'message' && this.#heard.length === 0
    this.#listeners.on(event, listener)
    this.#listen()
    if (first && this.#inbox.size > 0) queueMicrotask(() => this.#pourOut())
    return this
  }

  /** Calls `listener` at the next `event` alone. */
  once<K extends keyof StreamEvents<M>>(event: K, listener: (value: StreamEvents<M>[K]) => void): this {
    const wrapped = (value: StreamEvents<M>[K]): void => {
      this.off(event, wrapped)
      listener(value)
    }
    return this.on(event, wrapped)
  }

  /** Calls `listener` no more. */
  off<K extends keyof StreamEvents<M>>(event: K, listener: (value: StreamEvents<M>[K]) => void): this {
    this.#listeners.off(event, listener)
    this.#listen()
    return this
  }

  /**
   * The next message or gap; null where none comes within `timeoutMs` milliseconds, or none will come any more.
   *
   * @param timeoutMs default 0: what is there now; Infinity: however long it takes
   * @throws the error that ended the subscription, once
   * @example
   * const item = await subscription.getMessage(1000)
   */
  getMessage(timeoutMs = 0): Promise<Item<M> | null> {
    return this.#reader.within(timeoutMs)
  }

  /** Messages and gaps until the subscription ends. Leaving the loop ends it. */
  [Symbol.asyncIterator](): AsyncIterator<Item<M>, undefined> {
    return this.#reader.items()
  }

  /**
   * The same in arrays, each with all that has come since the last one: the fastest way to read much, as there is one
   * turn of the loop for many messages. Leaving the loop ends the subscription.
   *
   * @example
   * for await (const items of subscription.batches()) {
   *   for (const item of items) if ('message' in item) count(item.message)
   * }
   */
  batches(): AsyncIterableIterator<readonly Item<M>[], undefined> {
    return this.#reader.batches()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.end()
  }

  /** Ends it. Resolves when the server has confirmed it, or the connection is gone. @internal */
  end(error?: Error): Promise<void> {
    this.#ending ??= this.#finish(error)
    return this.#ending
  }

  /** @internal */
  abstract message(message: Message<Form>, entry: Entry): void

  /** What is given text as it comes. @internal */
  abstract readonly ear: Ear | undefined

  /** @internal */
  threw(error: unknown): void {
    this.#listeners.threw(error)
  }

  /** @internal */
  watch(result: unknown): void {
    this.#listeners.watch(result)
  }

  /** @internal */
  abstract confirmed(entry: Entry): void

  /** @internal */
  abstract failed(entry: Entry, error: Error): void

  /** @internal */
  gap(entry: Entry, lost: Lost): void {
    this.#turn(undefined)
    this.#gaps.add(this.nameOf(entry), lost)
  }

  /** What the user calls a topic. @internal */
  protected abstract nameOf(entry: Entry): string

  /** Wants nothing any more. Resolves when nothing is left on the servers. @internal */
  protected abstract release(error: Error | undefined): Promise<void>

  /** What a message may be given to without a further look. @internal */
  protected get direct(): ((message: M) => unknown) | undefined {
    return this.#direct
  }

  /** Hands out a message. @internal */
  protected deliver(message: M): void {
    const direct = this.#direct
    if (direct === undefined) this.#deliverSlowly(message)
    else this.#listeners.call(direct, message)
  }

  #deliverSlowly(message: M): void {
    if (this.#over) return
    // Messages that come after a gap are handed out after it.
    if (this.#gaps.pending) this.#gaps.flush()
    const heard = this.#heard
    if (heard.length === 0) this.#turn(this.#inbox.put)
    if (heard.length === 0 || this.#inbox.size > 0) {
      this.#inbox.put(message)
      return
    }
    if (heard.length === 1) this.#turn(heard[0])
    for (const listener of heard) this.#listeners.call(listener, message)
  }

  #listen(): void {
    this.#heard = this.#listeners.of('message')
    this.#turn(undefined)
  }

  /** Messages go to `direct` from now on. */
  #turn(direct: ((message: M) => unknown) | undefined): void {
    if (this.#direct === direct) return
    this.#direct = direct
    routes.changed()
  }

  /** Tells that a channel was confirmed, or has ended. @internal */
  protected tell(event: 'subscribe' | 'unsubscribe', channel: string, count: number): void {
    this.#listeners.emit(event, { channel, count })
    if (this.#options.ignoreSubscribeMessages || this.#over) return
    this.#turn(undefined)
    const item: SubscribeItem =
      event === 'subscribe' ? { subscribed: channel, count } : { unsubscribed: channel, count }
    this.#inbox.put(item as unknown as M)
  }

  #gap(item: GapItem): void {
    if (this.#over) return
    this.#listeners.emit('gap', item.gap)
    if (this.#heard.length === 0) this.#inbox.put(item)
  }

  /** The names of all that is subscribed to. @internal */
  protected abstract channelNames(): readonly string[]

  /** The buffer goes to the listeners, who came later. */
  #pourOut(): void {
    while (this.#heard.length > 0) {
      const item = this.#reader.take()
      if (item === undefined) return
      if ('gap' in item) {
        if (item.gap.reason === 'overflow') this.#listeners.emit('gap', item.gap)
      } else if (!('subscribed' in item || 'unsubscribed' in item)) this.#listeners.emit('message', item as M)
    }
  }

  async #finish(error: Error | undefined): Promise<void> {
    const released = this.release(error)
    this.#over = true
    this.#turn(undefined)
    this.#gaps.cancel()
    this.#reader.end(error)
    if (error !== undefined) this.#listeners.emit('error', error)
    this.#listeners.emit('end', undefined)
    this.#listeners.clear()
    this.#listen()
    await released
    this.#ended()
  }
}
