import {
  builders,
  type Bytes,
  type BytesMethods,
  type BytesNodeMethods,
  type Command,
  type Key,
  type Methods,
  type NodeMethods,
  type OneOrMany,
} from '@rc/commands'
import {
  attach,
  attachChain,
  type BlockResult,
  type CallOptions,
  type CommandChain,
  type Commands,
  type PersistenceOptions,
  persistenceOf,
  Pipeline,
  type ReplicationOptions,
  replicationOf,
  Transaction,
  watchKeys,
  type WatchOptions,
} from '@rc/pipeline'
import { BareView } from './bare-view.js'
import type { ShardCore } from './core.js'
import { fanOutBuilders, type FanOutMethods, type FanOutName } from './fan-out.js'
import type { Server, ServerRole } from './server.js'
import { attachVerbs, type Verbs } from './verbs.js'
import { derive, type ViewOptions } from './view-options.js'

/** Commands whose methods are those of `Verbs`: iterables on a client, single pages in a pipeline. */
type OwnCommands = Omit<Commands, 'hscan' | 'sscan' | 'zscan'>
/** Commands whose methods are the same for all nodes and for one. */
export type KeyCommands = Omit<OwnCommands, FanOutName>

class CommandPipeline extends Pipeline {}
attachChain(CommandPipeline.prototype, builders)

class CommandTransaction extends Transaction {}
attachChain(CommandTransaction.prototype, builders)

/** What clients and views have of one kind. */
export abstract class CommandView extends BareView {
  pipeline(): CommandChain {
    return new CommandPipeline(this.core.runner, this.options) as unknown as CommandChain
  }

  multi(): CommandChain {
    return new CommandTransaction(this.core.runner, this.options) as unknown as CommandChain
  }
}

/** What clients and views of them have, and views of one node have not. */
export abstract class AllNodesView extends CommandView {
  /**
   * Watches keys of one node while `block` runs, on a connection of its own. What the block reads through its `tx` is
   * still so when its transaction runs; where a key changed before, nothing ran and the block runs again.
   *
   * @param block gets a view over that connection; returns a transaction, or whatever the caller should get
   * @returns the results of the transaction, or what the block returned
   * @throws WatchError where a key changed at every attempt, CrossSlotError where keys live on several nodes
   * @example
   * await r.watch('stock', async tx => {
   *   const left = Number(await tx.get('stock'))
   *   return tx.multi().set('stock', left - 1)
   * })
   */
  watch<R>(
    keys: OneOrMany<Key>,
    block: (tx: ShardedView) => R,
    options?: WatchOptions,
  ): Promise<BlockResult<Awaited<R>>> {
    const viewOf = (own: CallOptions): ShardedView => new ShardedView(this.core, own)
    return watchKeys(this.core, this.options, { keys, block, options, viewOf }) as Promise<BlockResult<Awaited<R>>>
  }

  /**
   * A view whose writes resolve once so many replicas have them in memory. What only reads is not affected.
   *
   * A write waits for the question that is under way for its node, and for its own: up to twice `timeoutMs`.
   *
   * @throws ConfigError where a number cannot be; the writes of the view: ReplicationError where too few acknowledged,
   *   though the write was done
   * @example
   * await r.withReplication({ replicas: 1, timeoutMs: 100 }).set('k', 'v')
   */
  withReplication(replication: ReplicationOptions): ShardedView {
    return new ShardedView(this.core, { ...this.options, guarantee: replicationOf(replication) })
  }

  /**
   * A view whose writes resolve once the primary (`local: 1`) and so many replicas have them on disk. Servers need
   * Redis 7.2 or Valkey, with `appendonly yes`.
   *
   * @throws ConfigError where a number cannot be; the writes of the view: PersistenceError where too few acknowledged,
   *   though the write was done
   * @example
   * await r.withPersistence({ local: 1, replicas: 1, timeoutMs: 200 }).set('k', 'v')
   */
  withPersistence(persistence: PersistenceOptions): ShardedView {
    return new ShardedView(this.core, { ...this.options, guarantee: persistenceOf(persistence) })
  }
}

/** A client with some options changed; see `with`. Shares the connections of its client. */
export class ShardedView extends AllNodesView {
  /** The same with some options changed; connections are shared. */
  with(options: ViewOptions): ShardedView {
    return new ShardedView(this.core, derive(this.options, options))
  }

  /** The same with Buffers where replies hold strings of yours: values, members, keys. */
  bytes(): ShardedBytesView {
    return new ShardedView(this.core, { ...this.options, asBytes: true }) as unknown as ShardedBytesView
  }
}

/** One node: every command goes there and nowhere else. */
export class ShardNodeView extends CommandView {
  readonly #server: Server

  /** @internal */
  constructor(core: ShardCore, options: CallOptions, server: Server) {
    super(core, { ...options, node: server })
    this.#server = server
  }

  /** The alias; for a replica that was found, the alias of its primary with the address: `node_1/10.0.0.2:6379`. */
  get name(): string {
    return this.#server.name
  }

  /** Where the node is. */
  get address(): { readonly host: string; readonly port: number } {
    return { host: this.#server.host, port: this.#server.port }
  }

  /** Whether the node holds keys or copies them. */
  get role(): ServerRole {
    return this.#server.role
  }

  /** The same with some options changed; connections are shared. */
  with(options: ViewOptions): ShardNodeView {
    return new ShardNodeView(this.core, derive(this.options, options), this.#server)
  }

  /** The same with Buffers where replies hold strings of yours: values, members, keys. */
  bytes(): ShardBytesNodeView {
    const options = { ...this.options, asBytes: true }
    return new ShardNodeView(this.core, options, this.#server) as unknown as ShardBytesNodeView
  }
}

// What the classes have beside what they are written with: a method a command, and the verbs.
export interface ShardedView extends Methods<KeyCommands>, FanOutMethods, Verbs {}
export interface ShardNodeView extends NodeMethods<OwnCommands>, Verbs {}

/** A view whose replies hold Buffers where the user's data stood as text; see `bytes`. */
export interface ShardedBytesView extends BytesMethods<KeyCommands>, FanOutMethods, Verbs<'bytes'> {
  /** Runs a command that is a value. What describes the server is text here, too. */
  run<T>(command: Command<T>, options?: ViewOptions): Promise<Bytes<T> | T>
  with(options: ViewOptions): ShardedBytesView
  withReplication(replication: ReplicationOptions): ShardedBytesView
  withPersistence(persistence: PersistenceOptions): ShardedBytesView
}

/** A view of one node whose replies hold Buffers; see `bytes`. */
export interface ShardBytesNodeView extends BytesNodeMethods<OwnCommands>, Verbs<'bytes'> {
  /** Runs a command that is a value. What describes the server is text here, too. */
  run<T>(command: Command<T>, options?: ViewOptions): Promise<Bytes<T> | T>
  with(options: ViewOptions): ShardBytesNodeView
}

/** Puts the commands on the prototype of what speaks to all nodes. */
export function attachSharded(prototype: BareView): void {
  attach(prototype, builders)
  attach(prototype, fanOutBuilders)
  attachVerbs(prototype)
}

attachSharded(ShardedView.prototype)
attach(ShardNodeView.prototype, builders)
attachVerbs(ShardNodeView.prototype)
