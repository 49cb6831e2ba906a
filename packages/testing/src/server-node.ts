import { ConfigError } from '@rc/errors'
import type { ProcessState, ServerProcess } from './server-process.js'

/** How a node is named in a call: its index in `nodes`, its `host:port`, its id, or the node itself. */
export type NodeRef = number | string | { readonly name: string }

/** A server of a cluster, or a plain one. What can change is read when the property is. */
export interface ServerNode {
  readonly host: string
  readonly port: number
  /** `host:port`. */
  readonly name: string
  /** The node's id in its cluster; for a plain server the id of its run. */
  readonly id: string
  /** The role, as of the last call that looked (`refresh`, `waitUntilStable`, `failover`, …). */
  readonly role: 'primary' | 'replica'
  /** A replica's primary, by id. */
  readonly primaryId: string | undefined
  /** The process id; undefined while the server does not run. */
  readonly pid: number | undefined
  readonly state: ProcessState
  /** What the server wrote to its log, or the last lines of it. */
  log(lines?: number): string
}

/** A node, with the process behind it. */
export class ManagedNode implements ServerNode {
  id = ''
  role: 'primary' | 'replica' = 'primary'
  primaryId: string | undefined
  readonly #process: ServerProcess

  constructor(process: ServerProcess) {
    this.#process = process
  }

  get host(): string {
    return this.#process.settings.host
  }

  get port(): number {
    return this.#process.settings.port
  }

  /** As Redis writes it: an IPv6 address without brackets. */
  get name(): string {
    return `${this.host}:${this.port}`
  }

  get pid(): number | undefined {
    return this.#process.pid
  }

  get state(): ProcessState {
    return this.#process.state
  }

  /** @internal */
  get process(): ServerProcess {
    return this.#process
  }

  log(lines?: number): string {
    return this.#process.log(lines)
  }
}

/**
 * The node that a reference means.
 *
 * @throws ConfigError that lists the nodes there are
 */
export function resolveNode<T extends { readonly name: string; readonly id: string }>(
  nodes: readonly T[],
  ref: NodeRef,
): T {
  const node =
    typeof ref === 'number'
      ? nodes[ref]
      : nodes.find(one => (typeof ref === 'string' ? one.name === ref || one.id === ref : one.name === ref.name))
  if (node !== undefined) return node
  const given = typeof ref === 'object' ? ref.name : ref
  const known = nodes.map((one, index) => `${index} (${one.name})`).join(', ')
  throw new ConfigError(`There is no node ${given}. The nodes are ${known === '' ? 'none' : known}.`)
}
