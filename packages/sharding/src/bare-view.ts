import type { ByNode, Command, Executor, Key, OfOneNode, ResponsePolicy } from '@rc/commands'
import type { CallOptions } from '@rc/pipeline'
import type { ShardCore } from './core.js'
import { checkMerge, type OnNodes, serversOn } from './node-choice.js'
import type { Shard } from './server.js'
import { derive, type ViewOptions } from './view-options.js'

/** The node of a key. */
export interface KeyNode {
  /** Its alias. */
  readonly name: string
  readonly host: string
  readonly port: number
}

/** A way to run commands over the connections of a client, with options of its own. Costs an object. */
export abstract class BareView implements Executor {
  /** @internal */
  protected readonly core: ShardCore
  /** @internal */
  protected readonly options: CallOptions

  /** @internal */
  constructor(core: ShardCore, options: CallOptions) {
    this.core = core
    this.options = options
  }

  /**
   * Runs a command that is a value. One that goes to all nodes is merged as the command table says.
   *
   * @example
   * import { get } from '@rc/commands'
   * await r.run(get('k'), { timeoutMs: 100 })
   */
  run<T>(command: Command<T>, options?: ViewOptions): Promise<T> {
    if (options === undefined) return this.core.runner.run(command, this.options)
    try {
      return this.core.runner.run(command, derive(this.options, options))
    } catch (error) {
      return Promise.reject(error)
    }
  }

  /**
   * Runs a command on nodes of your choice and merges the replies as you say: by a function of the record by alias, or by
   * a policy of the command table (`'agg_sum'`, `'union'` …).
   *
   * @param on `'primary'`, `'replica'`, `'all'`, an alias, or a list of aliases
   * @returns without `merge` a record by alias
   * @throws PartialFailureError where it fails on some nodes
   * @example
   * await r.runOn('replica', info('replication'))
   * await r.runOn('primary', dbsize(), sizes => Math.max(...Object.values(sizes)))
   */
  runOn<T>(on: OnNodes, command: Command<T>): Promise<ByNode<OfOneNode<T>>>
  runOn<T, M>(on: OnNodes, command: Command<T>, merge: (byNode: ByNode<OfOneNode<T>>) => M): Promise<M>
  runOn<T>(on: OnNodes, command: Command<T>, merge: ResponsePolicy): Promise<OfOneNode<T>>
  async runOn(
    on: OnNodes,
    command: Command<unknown>,
    merge: ResponsePolicy | ((byNode: never) => unknown) = 'default',
  ): Promise<unknown> {
    const nodes = serversOn(this.core, on)
    return this.core.runner.runOn(command, this.options, { nodes, merge: checkMerge(merge as never) })
  }

  /**
   * The node that holds a key: its alias and where it is.
   *
   * @example
   * r.getNodeFor('foo') // { name: 'node_2', host: '127.0.0.1', port: 63792 }
   */
  getNodeFor(key: Key): KeyNode {
    const { shards, keyspace } = this.core
    const { name, host, port } = (shards[keyspace.slotOf(key)] as Shard).primary
    return { name, host, port }
  }

  /** What a view is made of, for the functions that stand for its methods. @internal */
  static inside(view: BareView): { readonly core: ShardCore; readonly options: CallOptions } {
    return { core: view.core, options: view.options }
  }
}
