import {
  builders,
  type Bytes,
  type BytesMethods,
  type BytesNodeMethods,
  type Command,
  type Methods,
  type NodeMethods,
  type OneOrMany,
} from '@rc/commands'
import {
  attach,
  attachChain,
  type BlockResult,
  type CallOptions,
  CLUSTER_KEYSPACE,
  type CommandChain,
  type Commands,
  guarantees,
  type PersistenceOptions,
  Pipeline,
  type ReplicationOptions,
  Transaction,
  transactions,
  watchKeys,
  type WatchOptions,
} from '@rc/pipeline'
import { type ClusterNode, type Key, keySlot } from '@rc/slots'
import { BareNodeView } from './bare-node-view.js'
import { BareView } from './bare-view.js'
import { planCache } from './cache/late-cache.js'
import { ClusterClient } from './cluster-client.js'
import type { NodeName } from './core.js'
import { emulator } from './emulator.js'
import type { NodeSelection } from './node-set.js'
import type { ClusterOptions } from './options.js'
import { keyPrefixes } from './prefixing.js'
import { attachPubSub, type PubSubVerbs } from './pubsub-verbs.js'
import { newSession } from './read-session.js'
import { replicaReads } from './replica-reads.js'
import { attachVerbs, type Verbs } from './verbs.js'
import type { ViewOptions } from './view-options.js'

/** Commands whose methods are those of `Verbs`: iterables on a client, single pages in a pipeline. */
type ClientCommands = Omit<Commands, 'hscan' | 'sscan' | 'zscan'>

/** All that there is. */
const PARTS = { emulator, planCache, transactions, guarantees, replicaReads, keyPrefixes }

class CommandPipeline extends Pipeline {}
attachChain(CommandPipeline.prototype, builders)

class CommandTransaction extends Transaction {}
attachChain(CommandTransaction.prototype, builders)

const pipelineOf = (view: BareView): CommandChain => {
  const { core, options } = BareView.inside(view)
  return new CommandPipeline(core.runner, options) as unknown as CommandChain
}

const transactionOf = (view: BareView): CommandChain => {
  const { core, options } = BareView.inside(view)
  return new CommandTransaction(core.runner, options) as unknown as CommandChain
}

const bytesOf = (view: BareView): View => {
  const { core, options } = BareView.inside(view)
  return new View(core, { ...options, asBytes: true })
}

const sessionOf = (view: BareView): View => {
  const { core, options } = BareView.inside(view)
  return new View(core, { ...options, session: newSession(core) })
}

function watchOf<R>(
  view: BareView,
  watched: { keys: OneOrMany<Key>; block: (tx: View) => unknown; options: WatchOptions | undefined },
): Promise<BlockResult<R>> {
  const { core, options } = BareView.inside(view)
  const { runner, router, engine, prefix } = core
  const keyspace = { ...CLUSTER_KEYSPACE, slotOf: (key: Key) => keySlot(prefix.key(key)) }
  const setup = { runner, router, engine, keyspace }
  return watchKeys(setup, options, { ...watched, viewOf: own => new View(core, own) }) as Promise<BlockResult<R>>
}

/** A client with some options changed; see `with`. Shares the connections of its client. */
export class View extends BareView {
  override pipeline(): CommandChain {
    return pipelineOf(this)
  }

  override multi(): CommandChain {
    return transactionOf(this)
  }

  /**
   * The same with Buffers where replies hold strings of yours: values, members, keys, messages. What describes the
   * server (`info`, `clusterNodes`, `type` …) stays text.
   *
   * @example
   * const picture = await rc.bytes().get('picture') // Buffer | null
   */
  bytes(): BytesView {
    return bytesOf(this) as unknown as BytesView
  }

  /**
   * A view whose reads see its own writes, though replicas serve them: after a write that was answered, reads of its slot
   * go to the primary, until the replica whose turn it is says that it has got so far. Views that are made of it belong to
   * the same session. Not the writes of `noreply()`, and not what a failover loses.
   *
   * @example
   * const mine = rc.with({ readFrom: 'replica' }).session()
   * await mine.set('name', 'Alice')
   * await mine.get('name') // 'Alice', whoever answers
   */
  session(): View {
    return sessionOf(this)
  }

  /**
   * Watches keys of one slot while `block` runs, on a connection of its own. What the block reads through its `tx` is
   * still so when its transaction runs; where a key changed before, nothing ran and the block runs again.
   *
   * @param block gets a view over that connection; returns a transaction, or whatever the caller should get
   * @returns the results of the transaction, or what the block returned
   * @throws WatchError where a key changed at every attempt, CrossSlotError where keys live in several slots
   * @example
   * await rc.watch('stock', async tx => {
   *   const left = Number(await tx.get('stock'))
   *   return tx.multi().set('stock', left - 1)
   * })
   */
  watch<R>(keys: OneOrMany<Key>, block: (tx: View) => R, options?: WatchOptions): Promise<BlockResult<Awaited<R>>> {
    return watchOf(this, { keys, block, options })
  }

  /** @internal */
  protected override derived(options: CallOptions): View {
    return new View(this.core, options)
  }
}

/** One node of the cluster: every command goes there and nowhere else. Redirects are thrown, not followed. */
export class NodeView extends BareNodeView {
  override pipeline(): CommandChain {
    return pipelineOf(this)
  }

  override multi(): CommandChain {
    return transactionOf(this)
  }

  /**
   * The same with Buffers where replies hold strings of yours: values, members, keys, messages. What describes the
   * server (`info`, `clusterNodes`, `type` …) stays text.
   *
   * @example
   * const picture = await rc.bytes().get('picture') // Buffer | null
   */
  bytes(): BytesNodeView {
    return bytesOf(this) as unknown as BytesNodeView
  }

  /** @internal */
  protected override derived(options: CallOptions): NodeView {
    return new NodeView(this.core, options, this.node)
  }
}

/**
 * A client of a Redis Cluster.
 *
 * @example
 * const rc = new RedisCluster({ nodes: ['127.0.0.1:7000'] })
 * await rc.set('name', 'Alice', { ex: 60 })
 * const [name, visits] = await rc.pipeline().get('name').incr('visits').execute()
 * await rc.close()
 */
export class RedisCluster extends ClusterClient {
  /**
   * A client of the cluster that a URL names: `redis://user:password@a:7000,b:7001`, `rediss://…` for TLS.
   *
   * @throws ConfigError where the URL or an option cannot work
   */
  static fromUrl(url: string, options: Omit<ClusterOptions, 'nodes'> = {}): RedisCluster {
    return new RedisCluster({ ...options, nodes: url })
  }

  /**
   * Opens no connection yet: `connect()` does, or the first command.
   *
   * @throws ConfigError where an option cannot work
   */
  constructor(options: ClusterOptions) {
    super(options, PARTS)
  }

  override pipeline(): CommandChain {
    return pipelineOf(this)
  }

  override multi(): CommandChain {
    return transactionOf(this)
  }

  /**
   * The same with Buffers where replies hold strings of yours: values, members, keys, messages. What describes the
   * server (`info`, `clusterNodes`, `type` …) stays text.
   *
   * @example
   * const picture = await rc.bytes().get('picture') // Buffer | null
   */
  bytes(): BytesView {
    return bytesOf(this) as unknown as BytesView
  }

  /**
   * A view whose reads see its own writes, though replicas serve them: after a write that was answered, reads of its slot
   * go to the primary, until the replica whose turn it is says that it has got so far. Views that are made of it belong to
   * the same session. Not the writes of `noreply()`, and not what a failover loses.
   *
   * @example
   * const mine = rc.with({ readFrom: 'replica' }).session()
   * await mine.set('name', 'Alice')
   * await mine.get('name') // 'Alice', whoever answers
   */
  session(): View {
    return sessionOf(this)
  }

  /**
   * Watches keys of one slot while `block` runs, on a connection of its own. What the block reads through its `tx` is
   * still so when its transaction runs; where a key changed before, nothing ran and the block runs again.
   *
   * @param block gets a view over that connection; returns a transaction, or whatever the caller should get
   * @returns the results of the transaction, or what the block returned
   * @throws WatchError where a key changed at every attempt, CrossSlotError where keys live in several slots
   * @example
   * await rc.watch('stock', async tx => {
   *   const left = Number(await tx.get('stock'))
   *   return tx.multi().set('stock', left - 1)
   * })
   */
  watch<R>(keys: OneOrMany<Key>, block: (tx: View) => R, options?: WatchOptions): Promise<BlockResult<Awaited<R>>> {
    return watchOf(this, { keys, block, options })
  }

  override nodes(which: NodeSelection = 'all'): NodeView[] {
    return super.nodes(which) as NodeView[]
  }

  override node(address: NodeName): NodeView {
    return super.node(address) as NodeView
  }

  /** @internal */
  protected override view(node: ClusterNode): NodeView {
    return new NodeView(this.core, { ...this.options, node }, node)
  }

  /** @internal */
  protected override derived(options: CallOptions): View {
    return new View(this.core, options)
  }
}

// What the classes have beside what they are written with: a method a command, and the verbs.
export interface View extends Methods<ClientCommands>, Verbs, PubSubVerbs {
  with(options: ViewOptions): View
  withReplication(replication: ReplicationOptions): View
  withPersistence(persistence: PersistenceOptions): View
}
export interface NodeView extends NodeMethods<ClientCommands>, Verbs, PubSubVerbs {
  with(options: ViewOptions): NodeView
  withReplication(replication: ReplicationOptions): NodeView
  withPersistence(persistence: PersistenceOptions): NodeView
}
export interface RedisCluster extends Methods<ClientCommands>, Verbs, PubSubVerbs {
  with(options: ViewOptions): View
  withReplication(replication: ReplicationOptions): View
  withPersistence(persistence: PersistenceOptions): View
}

/** A view whose replies hold Buffers where the user's data stood as text; see `bytes`. */
export interface BytesView extends BytesMethods<ClientCommands>, Verbs<'bytes'>, PubSubVerbs<'bytes'> {
  /** Runs a command that is a value. What describes the server is text here, too. */
  run<T>(command: Command<T>, options?: ViewOptions): Promise<Bytes<T> | T>
  with(options: ViewOptions): BytesView
  /** A view whose reads see its own writes; see `session` of the client. */
  session(): BytesView
  withReplication(replication: ReplicationOptions): BytesView
  withPersistence(persistence: PersistenceOptions): BytesView
}

/** A view of one node whose replies hold Buffers; see `bytes`. */
export interface BytesNodeView extends BytesNodeMethods<ClientCommands>, Verbs<'bytes'>, PubSubVerbs<'bytes'> {
  /** Runs a command that is a value. What describes the server is text here, too. */
  run<T>(command: Command<T>, options?: ViewOptions): Promise<Bytes<T> | T>
  with(options: ViewOptions): BytesNodeView
}

for (const { prototype } of [View, NodeView, RedisCluster]) {
  attach(prototype, builders)
  attachVerbs(prototype)
  attachPubSub(prototype)
}
