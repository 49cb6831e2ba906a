import type { ByNode, Command, Executor, OfOneNode, ResponsePolicy } from '@rc/commands'
import {
  type CallOptions,
  type Guaranteeing,
  type PersistenceOptions,
  Pipeline,
  type PipelineVerbs,
  type ReplicationOptions,
  Transaction,
} from '@rc/pipeline'
import type { Core } from './core.js'
import { nodeMerge, nodeSet, type OnNodes } from './node-set.js'
import { need } from './parts.js'
import { derive, type ViewOptions } from './view-options.js'

/** A way to run commands over the connections of a client, with options of its own. Costs an object. */
export class BareView implements Executor {
  /** @internal */
  protected readonly core: Core
  /** @internal */
  protected readonly options: CallOptions

  /** @internal */
  constructor(core: Core, options: CallOptions) {
    this.core = core
    this.options = options
  }

  /**
   * Runs a command that is a value.
   *
   * @example
   * import { get } from '@rc/commands'
   * await rc.run(get('k'), { timeoutMs: 100 })
   */
  run<T>(command: Command<T>, options?: ViewOptions): Promise<T> {
    if (options === undefined) return this.core.runner.run(command, this.options)
    try {
      return this.core.runner.run(command, derive(this.options, options, this.core.parts))
    } catch (error) {
      return Promise.reject(error)
    }
  }

  /** The same with some options changed; connections are shared. */
  with(options: ViewOptions): BareView {
    return this.derived(derive(this.options, options, this.core.parts))
  }

  /** Queues commands and sends them together, to all their nodes. */
  pipeline(): PipelineVerbs<[]> {
    return new Pipeline(this.core.runner, this.options) as unknown as PipelineVerbs<[]>
  }

  /** Queues commands of one slot and runs them together, between MULTI and EXEC: all of them, or none. */
  multi(): PipelineVerbs<[]> {
    return new Transaction(this.core.runner, this.options) as unknown as PipelineVerbs<[]>
  }

  /**
   * Runs a command on nodes of your choice, whatever the command table says of it, and merges the replies as you say:
   * by a function of the record by address, or by a policy of the table (`'agg_sum'`, `'union'`, `'one_succeeded'` …).
   *
   * @param on `'primary'`, `'replica'`, `'all'`, an address, or a list of addresses
   * @returns without `merge` a record by node address
   * @throws PartialFailureError where it fails on some nodes
   * @example
   * await rc.runOn('replica', info('replication'))
   * await rc.runOn('primary', dbsize(), sizes => Math.max(...Object.values(sizes)))
   */
  runOn<T>(on: OnNodes, command: Command<T>): Promise<ByNode<OfOneNode<T>>>
  runOn<T, M>(on: OnNodes, command: Command<T>, merge: (byNode: ByNode<OfOneNode<T>>) => M): Promise<M>
  runOn<T>(on: OnNodes, command: Command<T>, merge: ResponsePolicy): Promise<OfOneNode<T>>
  async runOn(
    on: OnNodes,
    command: Command<unknown>,
    merge: ResponsePolicy | ((byNode: never) => unknown) = 'default',
  ): Promise<unknown> {
    return this.core.runner.runOn(command, this.options, { nodes: nodeSet(on), merge: nodeMerge(merge as never) })
  }

  /**
   * A view whose writes resolve once so many replicas have them in memory. What only reads is not affected.
   *
   * A write waits for the question that is under way for its node, and for its own: up to twice `timeoutMs`.
   *
   * @throws ConfigError where a number cannot be; the writes of the view: ReplicationError where too few acknowledged,
   *   though the write was done
   * @example
   * await rc.withReplication({ replicas: 1, timeoutMs: 100 }).set('k', 'v')
   */
  withReplication(replication: ReplicationOptions): BareView {
    return this.derived({ ...this.options, guarantee: this.#guarantees('withReplication').replicationOf(replication) })
  }

  /**
   * A view whose writes resolve once the primary (`local: 1`) and so many replicas have them on disk. Servers need
   * Redis 7.2 or Valkey, with `appendonly yes`.
   *
   * @throws ConfigError where a number cannot be; the writes of the view: PersistenceError where too few acknowledged,
   *   though the write was done
   * @example
   * await rc.withPersistence({ local: 1, replicas: 1, timeoutMs: 200 }).set('k', 'v')
   */
  withPersistence(persistence: PersistenceOptions): BareView {
    return this.derived({ ...this.options, guarantee: this.#guarantees('withPersistence').persistenceOf(persistence) })
  }

  #guarantees(method: string): Guaranteeing {
    return need(this.core.parts, 'guarantees', method)
  }

  /** The same kind of view with other options. @internal */
  protected derived(options: CallOptions): BareView {
    return new BareView(this.core, options)
  }

  /** What a view is made of, for the functions that stand for its methods. @internal */
  static inside(view: BareView): { readonly core: Core; readonly options: CallOptions } {
    return { core: view.core, options: view.options }
  }
}
