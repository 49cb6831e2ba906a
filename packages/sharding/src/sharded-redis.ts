import { type Methods, ping } from '@rc/commands'
import { AuthError, ClosedError } from '@rc/errors'
import { close, compose, destroy, type ShardedEvents } from './core.js'
import type { FanOutMethods } from './fan-out.js'
import { type NodeSelection, selected, serverNamed } from './node-choice.js'
import type { ShardedOptions } from './options.js'
import type { Verbs } from './verbs.js'
import { derive, type ViewOptions } from './view-options.js'
import {
  AllNodesView,
  attachSharded,
  type KeyCommands,
  type ShardedBytesView,
  ShardedView,
  ShardNodeView,
} from './views.js'

/**
 * A client of plain Redis servers that know nothing of each other: every key lives on one of them, chosen by the
 * client. Places keys as rediscluster-py and rediscluster-php do, unless told otherwise.
 *
 * @example
 * const r = new ShardedRedis({
 *   nodes: { node_1: { host: '127.0.0.1', port: 63791 }, node_2: { host: '127.0.0.1', port: 63792 } },
 * })
 * await r.set('foo', 'bar')
 * r.getNodeFor('foo') // { name: 'node_2', host: '127.0.0.1', port: 63792 }
 * await r.close()
 */
export class ShardedRedis extends AllNodesView implements AsyncDisposable {
  #closing: Promise<void> | undefined

  /**
   * Opens no connection yet: `connect()` does, or the first command, each to the node that it needs.
   *
   * @throws ConfigError where an option cannot work
   */
  constructor(options: ShardedOptions) {
    const core = compose(options)
    super(core, core.defaults)
  }

  /**
   * Opens a connection to every node that holds keys, and finds their replicas. Not needed: until replicas were found,
   * reads go to primaries. A node that is down keeps the others from nothing: this rejects where none can be reached.
   *
   * @throws ConnectError where no node can be reached, AuthError where one does not let the client in, ClosedError after
   *   `close()`
   */
  async connect(): Promise<this> {
    if (this.#closing !== undefined) throw closed()
    const { runner, shards, finder } = this.core
    const outcomes = await Promise.allSettled(
      shards.map(({ primary }) => runner.run(ping(), { ...this.options, node: primary })),
    )
    const errors = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [outcome.reason as Error] : []))
    const refused = errors.find(error => error instanceof AuthError)
    if (refused !== undefined) throw refused
    if (errors.length === shards.length) throw errors[0] as Error
    await finder?.settled()
    return this
  }

  /** Takes no more commands; resolves when those under way have ended and all connections are closed. */
  close(): Promise<void> {
    this.#closing ??= close(this.core, closed()).then(() => this.core.events.emit('close', undefined))
    return this.#closing
  }

  /** Closes at once. What is under way rejects with ClosedError, whose `executed` says whether it may have run. */
  destroy(): void {
    const isFirst = this.#closing === undefined
    this.#closing ??= Promise.resolve()
    destroy(this.core, closed())
    if (isFirst) this.core.events.emit('close', undefined)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /** Calls `listener` at every `event`. Nothing is thrown where nobody listens to `error`. */
  on<K extends keyof ShardedEvents>(event: K, listener: (value: ShardedEvents[K]) => void): this {
    this.core.events.on(event, listener)
    return this
  }

  /** Calls `listener` no more. */
  off<K extends keyof ShardedEvents>(event: K, listener: (value: ShardedEvents[K]) => void): this {
    this.core.events.off(event, listener)
    return this
  }

  /** The same with some options changed; connections are shared. */
  with(options: ViewOptions): ShardedView {
    return new ShardedView(this.core, derive(this.options, options))
  }

  /** The same with Buffers where replies hold strings of yours: values, members, keys. */
  bytes(): ShardedBytesView {
    return new ShardedView(this.core, { ...this.options, asBytes: true }) as unknown as ShardedBytesView
  }

  /** Views of nodes, each pinned to one: in the order of the aliases, a primary before its replicas. */
  nodes(which: NodeSelection = 'all'): ShardNodeView[] {
    return selected(this.core, which).map(server => new ShardNodeView(this.core, this.options, server))
  }

  /**
   * A view whose commands all go to the node of this alias.
   *
   * @throws ConfigError where there is none
   * @example
   * await r.node('node_1').configSet({ appendonly: 'yes' })
   */
  node(alias: string): ShardNodeView {
    return new ShardNodeView(this.core, this.options, serverNamed(this.core, alias))
  }
}

// What the class has beside what it is written with: a method a command, and the verbs.
export interface ShardedRedis extends Methods<KeyCommands>, FanOutMethods, Verbs {}

attachSharded(ShardedRedis.prototype)

const closed = (): ClosedError =>
  new ClosedError('The client is closed. Make a new one to send more commands.', { executed: 'no' })
