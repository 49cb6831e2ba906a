import { ClosedError, ConfigError } from '@rc/errors'
import { type ClusterNode, type Key, keySlot, type Topology } from '@rc/slots'
import { BareView } from './bare-view.js'
import type { Cache } from './cache/cache-stats.js'
import type { ClusterEvents } from './cluster-events.js'
import { compose, type Extras, type NodeName } from './core.js'
import { BareNodeView } from './bare-node-view.js'
import type { ClusterOptions } from './options.js'
import type { NodeSelection } from './node-set.js'
import { named } from './view-options.js'
import { ping } from './wire-commands.js'

/**
 * What a client is doing: `idle` before the first command, `connecting` while it looks for the cluster, `ready`,
 * `closing` while the last commands are answered, `closed`.
 */
export type ClusterStatus = 'idle' | 'connecting' | 'ready' | 'closing' | 'closed'

/** A client without methods for the commands: `run` takes them as values. `RedisCluster` is this with methods. */
export class ClusterClient extends BareView implements AsyncDisposable {
  #status: ClusterStatus = 'idle'
  #closing: Promise<void> | undefined

  /**
   * Opens no connection yet: `connect()` does, or the first command.
   *
   * @param extras what only some clients have; internal
   * @throws ConfigError where an option cannot work
   */
  constructor(options: ClusterOptions, extras?: Extras) {
    const core = compose(options, extras)
    super(core, core.defaults)
    core.events.on('topology', () => {
      if (this.#status !== 'idle' && this.#status !== 'connecting') return
      this.#status = 'ready'
      core.events.emit('ready', undefined)
    })
  }

  /** What the client is doing. */
  get status(): ClusterStatus {
    return this.#status
  }

  /** The map of the cluster as the client knows it now. Empty before the cluster was found. */
  get topology(): Topology {
    return this.core.monitor.topology
  }

  /**
   * The replies that the client keeps.
   *
   * @throws ConfigError where it has not the option `cache`
   */
  get cache(): Cache {
    const { cache } = this.core
    if (cache === undefined) throw new ConfigError('The client has no cache: make it with the option cache, {} say.')
    return cache
  }

  /**
   * Finds the cluster and opens a connection to every primary. Not needed: the first command does what it needs of this.
   *
   * @throws ConnectError where no seed can be reached, AuthError where the client is not let in, ConfigError where a
   *   seed is no node of a cluster, ClosedError after `close()`
   */
  async connect(): Promise<this> {
    if (this.#closing !== undefined) throw closed()
    if (this.#status === 'idle') this.#status = 'connecting'
    try {
      await this.core.monitor.ready()
    } catch (error) {
      if (this.#status === 'connecting') this.#status = 'idle'
      throw error
    }
    // Their failures are not this call's: a cluster with a node down serves the rest.
    await Promise.allSettled(
      this.core.router.nodes('primaries').map(node => this.core.runner.run(ping, { ...this.options, node })),
    )
    return this
  }

  /** Takes no more commands; resolves when those under way have ended and all connections are closed. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  /** Closes at once. What is under way rejects with ClosedError, whose `executed` says whether it may have run. */
  destroy(): void {
    const error = closed()
    this.#closing ??= Promise.resolve()
    this.core.monitor.close()
    this.core.companions.destroy(error)
    this.core.engine.destroy(error)
    this.core.pools.destroy(error)
    this.core.deadlines.close()
    this.#ended()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /**
   * Calls `listener` at every `event`. Nothing is thrown where nobody listens to `error`; what a listener throws
   * becomes an `error` event.
   */
  on<K extends keyof ClusterEvents>(event: K, listener: (value: ClusterEvents[K]) => void): this {
    this.core.events.on(event, listener)
    return this
  }

  /** Calls `listener` at the next `event` alone. */
  once<K extends keyof ClusterEvents>(event: K, listener: (value: ClusterEvents[K]) => void): this {
    const wrapped = (value: ClusterEvents[K]): void => {
      this.core.events.off(event, wrapped)
      listener(value)
    }
    return this.on(event, wrapped)
  }

  /** Calls `listener` no more. */
  off<K extends keyof ClusterEvents>(event: K, listener: (value: ClusterEvents[K]) => void): this {
    this.core.events.off(event, listener)
    return this
  }

  /** Slot of a key, 0 to 16383; of the key with the prefix, where there is one. */
  slotOf(key: Key): number {
    return keySlot(this.core.prefix.key(key))
  }

  /** The primary that owns a key's slot, or undefined where nobody does, or the cluster was not found yet. */
  nodeFor(key: Key): ClusterNode | undefined {
    return this.core.monitor.topology.ownerOf(this.slotOf(key))
  }

  /** Views of the nodes that the client knows of, each pinned to one. Empty before the cluster was found. */
  nodes(which: NodeSelection = 'all'): BareNodeView[] {
    return this.#select(which).map(node => this.view(node))
  }

  /**
   * A view whose commands all go to one node, `'host:port'` or `{ host, port }`.
   *
   * @throws ConfigError where the cluster has no such node
   */
  node(address: NodeName): BareNodeView {
    const { name } = named(address)
    const node = this.core.monitor.topology.nodes.get(name)
    if (node === undefined) {
      const known = [...this.core.monitor.topology.nodes.keys()].join(', ')
      throw new ConfigError(
        known === ''
          ? `${name} is not known: the cluster has not been found yet. Call connect() first.`
          : `The cluster has no node ${name}. It has ${known}.`,
      )
    }
    return this.view(node)
  }

  /** @internal */
  protected view(node: ClusterNode): BareNodeView {
    return new BareNodeView(this.core, { ...this.options, node }, node)
  }

  #select(which: NodeSelection): ClusterNode[] {
    const nodes = [...this.core.monitor.topology.nodes.values()]
    switch (which) {
      case 'all':
        return nodes
      case 'primary':
      case 'replica':
        return nodes.filter(({ role }) => role === which)
    }
  }

  async #close(): Promise<void> {
    this.#status = 'closing'
    this.core.monitor.close()
    // It takes no more commands from here on, not from the next tick.
    const ended = this.core.engine.close(closed())
    await this.core.companions.close()
    await ended
    await this.core.pools.close()
    this.core.deadlines.close()
    this.#ended()
  }

  #ended(): void {
    if (this.#status === 'closed') return
    this.#status = 'closed'
    this.core.events.emit('close', undefined)
  }
}

const closed = (): ClosedError =>
  new ClosedError('The client is closed. Make a new one to send more commands.', { executed: 'no' })
