import type { CallOptions } from '@rc/pipeline'
import type { ClusterNode, NodeAddress } from '@rc/slots'
import { BareView } from './bare-view.js'
import type { Core } from './core.js'

/** One node of the cluster, without methods for the commands: `run` takes them as values. */
export class BareNodeView extends BareView {
  /** @internal */
  protected readonly node: ClusterNode

  /** @internal */
  constructor(core: Core, options: CallOptions, node: ClusterNode) {
    super(core, options)
    this.node = node
  }

  /** Where the node is. */
  get address(): NodeAddress {
    return { host: this.node.host, port: this.node.port }
  }

  /** `host:port`. */
  get name(): string {
    return this.node.name
  }

  /** Id of the node in the cluster, where it is known. */
  get id(): string | undefined {
    return this.node.id
  }

  /** What the node was when the view was made. */
  get role(): 'primary' | 'replica' {
    return this.node.role
  }

  /** @internal */
  protected override derived(options: CallOptions): BareNodeView {
    return new BareNodeView(this.core, options, this.node)
  }
}
