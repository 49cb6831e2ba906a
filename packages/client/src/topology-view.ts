import { type ClusterNode, formatAddress, type NodeAddress, type ShardDescription } from '@rc/slots'

/** How one node saw the cluster at one moment. */
export interface View {
  /** Name of the node that was asked. */
  readonly from: string
  /** Id of the node that answered, where the reply tells it. What a node says of itself, nobody knows better. */
  readonly self: string | undefined
  /** When it was asked: what happened later, it may not know. */
  readonly askedAt: number
  readonly shards: readonly ShardDescription[]
}

/**
 * Under which address a node wants others to be reached (`cluster-preferred-endpoint-type`). `CLUSTER SLOTS` answers in
 * that way; `CLUSTER NODES`, which alone tells epochs, does not, so that it has to be known.
 */
export type EndpointStyle = 'ip' | 'hostname' | 'host-of-the-asked'

const HOSTS: { readonly [Style in EndpointStyle]: (node: ClusterNode, asked: NodeAddress) => string } = {
  ip: ({ host }) => host,
  hostname: ({ host, hostname }) => hostname ?? host,
  'host-of-the-asked': (_, asked) => asked.host,
}

const STYLES: readonly EndpointStyle[] = ['ip', 'hostname', 'host-of-the-asked']

/**
 * The style that a node answers in, found by what its replies to `CLUSTER NODES` and `CLUSTER SLOTS` say of the same
 * nodes. Undefined where no style explains it: a proxy, say, that rewrites one of them.
 */
export function endpointStyle(
  nodes: readonly ShardDescription[],
  slots: readonly ShardDescription[],
  asked: NodeAddress,
): EndpointStyle | undefined {
  const byId = new Map(nodesOf(nodes).map(node => [node.id, node]))
  return STYLES.find(style =>
    nodesOf(slots).every(node => {
      const same = node.id === undefined ? undefined : byId.get(node.id)
      return same !== undefined && HOSTS[style](same, asked) === node.host && same.port === node.port
    }),
  )
}

/** What `CLUSTER SLOTS` tells and `CLUSTER NODES` does not. */
export interface Endpoints {
  readonly style: EndpointStyle
  /** Availability zones by the id of the node. */
  readonly zones: ReadonlyMap<string, string>
}

/** The zones that a reply to `CLUSTER SLOTS` tells. */
export const zonesOf = (slots: readonly ShardDescription[]): ReadonlyMap<string, string> =>
  new Map(nodesOf(slots).flatMap(({ id, zone }) => (id === undefined || zone === undefined ? [] : [[id, zone]])))

/** The shards of `CLUSTER NODES` under the addresses that the node that answered wants to be used. */
export const inStyle = (
  shards: readonly ShardDescription[],
  { style, zones }: Endpoints,
  asked: NodeAddress,
): readonly ShardDescription[] =>
  style === 'ip' && zones.size === 0
    ? shards
    : mapNodes(shards, node => ({
        host: HOSTS[style](node, asked),
        port: node.port,
        zone: node.zone ?? (node.id === undefined ? undefined : zones.get(node.id)),
      }))

/** Shards of `CLUSTER SLOTS`, with the epochs and the health that `CLUSTER NODES` tells of the same nodes. */
export function withEpochs(
  slots: readonly ShardDescription[],
  nodes: readonly ShardDescription[],
): readonly ShardDescription[] {
  const byId = new Map(nodes.map(shard => [shard.primary.id, shard]))
  return slots.map(shard => {
    const same = shard.primary.id === undefined ? undefined : byId.get(shard.primary.id)
    return same === undefined ? shard : { ...shard, epoch: same.epoch }
  })
}

/** Shards whose nodes have other addresses or zones. A node that stays what it is stays the same object. */
export function mapNodes(
  shards: readonly ShardDescription[],
  changeOf: (node: ClusterNode) => NodeAddress & { readonly zone?: string | undefined },
): readonly ShardDescription[] {
  const moved = (node: ClusterNode): ClusterNode => {
    const { host, port, zone = node.zone } = changeOf(node)
    if (host === node.host && port === node.port && zone === node.zone) return node
    return Object.freeze({
      ...node,
      host,
      port,
      name: formatAddress({ host, port }),
      ...(zone !== undefined && { zone }),
    })
  }
  return shards.map(shard => ({ ...shard, primary: moved(shard.primary), replicas: shard.replicas.map(moved) }))
}

/**
 * What of a view can be used: without replicas that the cluster calls failed, and without primaries that have no slots
 * and may be dead, as one has after its replica took over. A primary that owns slots stays, however it is: nobody else
 * has them.
 */
export const usable = (shards: readonly ShardDescription[]): readonly ShardDescription[] =>
  shards
    .filter(
      ({ primary, ranges }) => ranges.length > 0 || (primary.health !== 'failed' && primary.health !== 'suspected'),
    )
    .map(shard => {
      const replicas = shard.replicas.filter(({ health }) => health !== 'failed')
      return replicas.length === shard.replicas.length ? shard : { ...shard, replicas }
    })

/** Every node of some shards. */
export const nodesOf = (shards: readonly ShardDescription[]): readonly ClusterNode[] =>
  shards.flatMap(({ primary, replicas }) => [primary, ...replicas])
