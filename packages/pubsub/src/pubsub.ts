import { ClosedError } from '@rc/errors'
import type { Key } from '@rc/slots'
import type { Host, Patience } from './host.js'
import { Hub } from './hub.js'
import { KeyspaceSubscription } from './keyspace.js'
import type { Form } from './messages.js'
import {
  type KeyspaceOptions,
  keyspaceOptions,
  type StreamOptions,
  type SubscribeOptions,
  subscribeOptions,
} from './options.js'
import type { StreamSetup } from './stream.js'
import { Subscription } from './subscription.js'
import type { Kind } from './topic.js'
import { bounded } from './waiter.js'

/** How a stream is asked for, besides what the user says. */
export interface Manner {
  readonly asBytes: boolean
  /** The one node that it is about, `host:port`; undefined for the cluster. */
  readonly pin: string | undefined
  readonly patience: Patience
}

interface Ending {
  end(): Promise<void>
}

/**
 * All subscriptions of a client. They share connections of their own, one a node at most; notifications and what is
 * pinned to a node have another, and a subscription that may block reading has its own.
 */
export class PubSub {
  readonly #host: Host
  readonly #shared: Hub
  readonly #pinned: Hub
  readonly #hubs: Set<Hub>
  readonly #streams = new Set<Ending>()
  #closed = false

  constructor(host: Host) {
    this.#host = host
    this.#shared = new Hub(host)
    this.#pinned = new Hub(host)
    this.#hubs = new Set([this.#shared, this.#pinned])
  }

  /** Subscriptions that have not ended. */
  get size(): number {
    return this.#streams.size
  }

  /** Connections that are open, or being opened. */
  get connections(): number {
    let sum = 0
    for (const hub of this.#hubs) sum += hub.size
    return sum
  }

  /**
   * Subscribes; resolves when the servers have confirmed all of it.
   *
   * @throws ConfigError where an option cannot be, TimeoutError, AbortError, and what the server says
   */
  async subscribe<T extends Form>(
    what: { readonly kind: Kind; readonly channels: Key | readonly Key[] },
    given: SubscribeOptions,
    manner: Manner,
  ): Promise<Subscription<T>> {
    const options = subscribeOptions(given)
    const { pin, patience } = manner
    const left = await this.#ready(patience)
    const subscription: Subscription<T> = new Subscription<T>(
      this.#setup(options, manner, () => this.#streams.delete(subscription)),
      { kind: what.kind, pin, patience },
    )
    await this.#start(subscription, () => subscription.open(what.channels, left))
    return subscription
  }

  /**
   * The notifications of all primaries, or of one node.
   *
   * @throws ConfigError where they are not turned on, or an option cannot be
   */
  async keyspace<T extends Form>(
    given: KeyspaceOptions,
    manner: Manner,
    prefix: string,
  ): Promise<KeyspaceSubscription<T>> {
    const options = keyspaceOptions(given)
    const { pin, patience } = manner
    const left = await this.#ready(patience)
    const stream: KeyspaceSubscription<T> = new KeyspaceSubscription<T>(
      this.#setup(options, { ...manner, pin: '' }, () => this.#streams.delete(stream)),
      { pattern: options.pattern, events: options.events, prefix, pin },
    )
    await this.#start(stream, () => stream.open(left))
    return stream
  }

  /** The map of the cluster is another one. */
  mapChanged(): void {
    if (this.#closed) return
    for (const stream of this.#streams) if (stream instanceof KeyspaceSubscription) stream.mapChanged()
    for (const hub of this.#hubs) hub.mapChanged()
  }

  /** Ends all subscriptions. What is in their buffers can still be read. */
  async close(): Promise<void> {
    this.destroy()
  }

  /** The same. */
  destroy(): void {
    this.#closed = true
    const streams = [...this.#streams]
    this.#streams.clear()
    // The servers forget with the connections.
    for (const hub of this.#hubs) hub.close()
    for (const stream of streams) void stream.end()
  }

  /** Waits for the map of the cluster. Returns what is left of the time. */
  async #ready(patience: Patience): Promise<Patience> {
    const { clock } = this.#host
    const began = clock.now()
    const ready = this.#host.ready()
    if (ready !== undefined) await bounded(ready, clock, patience)
    if (this.#closed) throw closed()
    return { ...patience, timeoutMs: Math.max(1, patience.timeoutMs - (clock.now() - began)) }
  }

  async #start(stream: Ending, open: () => Promise<void>): Promise<void> {
    this.#streams.add(stream)
    try {
      await open()
    } catch (error) {
      void stream.end()
      throw this.#closed ? closed() : error
    }
  }

  #setup(options: StreamOptions, { asBytes, pin }: Manner, ended: () => void): StreamSetup {
    const hub = options.overflow === 'block' ? new Hub(this.#host) : pin === undefined ? this.#shared : this.#pinned
    this.#hubs.add(hub)
    return {
      host: this.#host,
      hub,
      options,
      asBytes,
      ended: () => {
        ended()
        if (hub === this.#shared || hub === this.#pinned) return
        hub.close()
        this.#hubs.delete(hub)
      },
    }
  }
}

const closed = (): ClosedError =>
  new ClosedError('The client is closed. Make a new one to subscribe.', { executed: 'no' })
