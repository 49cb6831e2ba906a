import type { ActionRequest } from '../shared/protocol.js'

/** A node whose process is ours. */
export interface OwnNode {
  readonly name: string
  readonly id: string
  readonly state: 'running' | 'paused' | 'stopped'
}

/** Something to do to a cluster of our own, with nodes in place of shards: the cluster knows no shards. */
export type NodeAction =
  | Extract<ActionRequest, { node: string }>
  | { readonly action: 'failover'; readonly primary: string }
  | { readonly action: 'move'; readonly from: string; readonly to: string; readonly slots: readonly number[] }

/** A cluster of our own: of real servers, or simulated. */
export interface OwnCluster {
  readonly nodes: readonly OwnNode[]
  kill(node: string): Promise<void>
  restart(node: string): Promise<void>
  pause(node: string): Promise<void>
  resume(node: string): Promise<void>
  failover(node: string, mode: 'graceful' | 'force'): Promise<unknown>
  migrate(slots: readonly number[], from: string, to: string): Promise<void>
}

/** Does things to a cluster of our own. */
export class Controls {
  readonly #cluster: OwnCluster

  constructor(cluster: OwnCluster) {
    this.#cluster = cluster
  }

  get nodes(): readonly OwnNode[] {
    return this.#cluster.nodes
  }

  /** Resolves when it is done. */
  async act(action: NodeAction): Promise<void> {
    switch (action.action) {
      case 'kill':
      case 'restart':
      case 'pause':
      case 'resume':
        return this.#cluster[action.action](action.node)
      case 'failover': {
        const primary = this.nodes.find(({ name }) => name === action.primary)
        // One that does not run cannot help its successor.
        await this.#cluster.failover(action.primary, primary?.state === 'running' ? 'graceful' : 'force')
        return
      }
      case 'move':
        return this.#cluster.migrate(action.slots, action.from, action.to)
    }
  }
}
