import { formatAddress, type NodeAddress } from './node-address.js'
import type { SlotRange } from './slot-ranges.js'

/** What a node is in its shard. */
export type NodeRole = 'primary' | 'replica'

/**
 * How the cluster sees a node: `'suspected'` by the node that answered (`fail?`), `'failed'` by the majority,
 * `'loading'` while a replica has no data yet.
 */
export type NodeHealth = 'online' | 'loading' | 'suspected' | 'failed'

/** What is known of a node besides its role. */
export interface NodeDescription extends NodeAddress {
  /** The node's own id, where the reply told it. The same address under another id is another node. */
  readonly id?: string | undefined
  /** Absent where the reply did not tell. */
  readonly health?: NodeHealth | undefined
  /** Availability zone, where the server is configured with one and tells it. */
  readonly zone?: string | undefined
  /** The host name that the node announces, which need not be the host to dial. */
  readonly hostname?: string | undefined
}

/** A node of a {@link Topology}. Immutable. */
export interface ClusterNode extends NodeDescription {
  /** `host:port`, as `formatAddress` writes it. */
  readonly name: string
  readonly id: string | undefined
  readonly role: NodeRole
}

/** A primary, its replicas, and the slots that they hold. */
export interface Shard {
  readonly primary: ClusterNode
  readonly replicas: readonly ClusterNode[]
  /** The primary's config epoch, where the reply told it (`CLUSTER NODES` does). */
  readonly epoch: number | undefined
}

/** A shard as a reply describes it: what the parsers give and {@link Topology.of} takes. */
export interface ShardDescription {
  readonly primary: ClusterNode
  readonly replicas: readonly ClusterNode[]
  readonly ranges: readonly SlotRange[]
  readonly epoch?: number | undefined
}

/** A shard as one writes it by hand: a {@link ShardDescription} where names and roles go without saying. */
export interface ShardInput {
  readonly primary: NodeDescription
  readonly replicas?: readonly NodeDescription[] | undefined
  readonly ranges: readonly SlotRange[]
  readonly epoch?: number | undefined
}

/** The node that a description and a role make. */
export function clusterNode(description: NodeDescription, role: NodeRole): ClusterNode {
  const { host, port, id, health, zone, hostname } = description
  const node: { -readonly [Field in keyof ClusterNode]: ClusterNode[Field] } = {
    name: formatAddress(description),
    host,
    port,
    id,
    role,
  }
  // What is unknown is left out, so that a node prints as what is known of it.
  if (health !== undefined) node.health = health
  if (zone !== undefined) node.zone = zone
  if (hostname !== undefined) node.hostname = hostname
  return Object.freeze(node)
}
