import type { Command, Executor } from '@rc/commands'
import { type CallOptions, Pipeline, type PipelineVerbs } from '@rc/pipeline'
import type { Core } from './core.js'
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
      return this.core.runner.run(command, derive(this.options, options))
    } catch (error) {
      return Promise.reject(error)
    }
  }

  /** The same with some options changed; connections are shared. */
  with(options: ViewOptions): BareView {
    return new BareView(this.core, derive(this.options, options))
  }

  /** Queues commands and sends them together, to all their nodes. */
  pipeline(): PipelineVerbs<[]> {
    return new Pipeline(this.core.runner, this.options) as unknown as PipelineVerbs<[]>
  }
}
