import { builders, type Methods, type NodeMethods } from '@rc/commands'
import { attachChain, type Chain, Pipeline } from '@rc/pipeline'
import type { ClusterNode } from '@rc/slots'
import { attach } from './attach.js'
import { BareNodeView } from './bare-node-view.js'
import { BareView } from './bare-view.js'
import { type CallWords, type PlaceOptions, sendWords } from './call.js'
import { ClusterClient, type NodeSelection } from './cluster-client.js'
import type { NodeName } from './core.js'
import type { ClusterOptions } from './options.js'
import { derive, type ViewOptions } from './view-options.js'

/** All commands, each under its Redis name in lower case. */
export type Commands = typeof builders

class CommandPipeline extends Pipeline {}
attachChain(CommandPipeline.prototype, builders)

/** A client with some options changed; see `with`. Shares the connections of its client. */
export class View extends BareView {
  override with(options: ViewOptions): View {
    return new View(this.core, derive(this.options, options))
  }

  override pipeline(): Chain<Commands> {
    return new CommandPipeline(this.core.runner, this.options) as unknown as Chain<Commands>
  }

  /** Sends any command; see `RedisCluster.call`. */
  call(words: CallWords, options?: PlaceOptions): Promise<unknown> {
    return sendWords(this.core, this.options, { words, options })
  }
}

/** One node of the cluster: every command goes there and nowhere else. Redirects are thrown, not followed. */
export class NodeView extends BareNodeView {
  override with(options: ViewOptions): View {
    return new View(this.core, derive(this.options, options))
  }

  override pipeline(): Chain<Commands> {
    return new CommandPipeline(this.core.runner, this.options) as unknown as Chain<Commands>
  }

  /** Sends any command to this node. */
  call(words: CallWords, options?: PlaceOptions): Promise<unknown> {
    return sendWords(this.core, this.options, { words, options })
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

  override with(options: ViewOptions): View {
    return new View(this.core, derive(this.options, options))
  }

  override pipeline(): Chain<Commands> {
    return new CommandPipeline(this.core.runner, this.options) as unknown as Chain<Commands>
  }

  override nodes(which: NodeSelection = 'all'): NodeView[] {
    return super.nodes(which) as NodeView[]
  }

  override node(address: NodeName): NodeView {
    return super.node(address) as NodeView
  }

  /**
   * Sends any command. One that is in the command table is routed as the table says; one that is not is looked up once
   * with COMMAND INFO; one that cannot be placed needs `key`, `slot` or `node`.
   *
   * @returns the reply as the server gave it
   * @throws ConfigError where it is not known where the command should go
   * @example
   * await rc.call(['JSON.GET', 'doc:1', '$'])
   * await rc.call(['DEBUG', 'SLEEP', 0], { node: '127.0.0.1:7000' })
   */
  call(words: CallWords, options?: PlaceOptions): Promise<unknown> {
    return sendWords(this.core, this.options, { words, options })
  }

  /** @internal */
  protected override view(node: ClusterNode): NodeView {
    return new NodeView(this.core, { ...this.options, node }, node)
  }
}

export interface View extends Methods<Commands> {}
export interface NodeView extends NodeMethods<Commands> {}
export interface RedisCluster extends Methods<Commands> {}

attach(View.prototype, builders)
attach(NodeView.prototype, builders)
attach(RedisCluster.prototype, builders)
