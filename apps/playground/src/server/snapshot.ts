import type { ClusterNode, RedisCluster } from '@rc/client'
import type { Shard } from '@rc/slots'
import type { NodeView, RangeView, ShardView } from '../shared/protocol.js'
import type { Controls, OwnNode } from './controls.js'
import type { KeyCounts } from './key-counts.js'
import type { Observer } from './observer.js'

/** Where the picture of a cluster comes from. */
export interface Sources {
  readonly rc: RedisCluster
  readonly observer: Observer
  readonly counts: KeyCounts
  readonly controls: Controls | undefined
}

/** The shards as the client sees them, and with them those nodes of ours that the cluster does not name at the moment. */
export function viewShards(sources: Sources): ShardView[] {
  const { rc, observer } = sources
  const shards = rc.topology.shards.map(shard => viewShard(shard, sources))
  return shards
    .map(shard => ({ ...shard, nodes: [...shard.nodes, ...unlisted(shard.number, sources)].sort(byName) }))
    .sort((a, b) => a.number - b.number)

  function unlisted(number: number, { controls }: Sources): NodeView[] {
    return (controls?.nodes ?? [])
      .filter(({ name }) => !rc.topology.nodes.has(name) && observer.families.of(name) === number)
      .map(own => ({
        name: own.name,
        id: own.id,
        role: undefined,
        connection: observer.connectionTo(own.name),
        process: own.state,
        keys: null,
      }))
  }
}

/** The slots that nobody owns. */
export const viewUncovered = ({ topology }: RedisCluster): RangeView[] =>
  topology.uncovered().map(({ from, to }) => ({ from, to }))

const byName = (a: NodeView, b: NodeView): number => a.name.localeCompare(b.name, 'en', { numeric: true })

function viewShard(shard: Shard, sources: Sources): ShardView {
  const { rc, observer, counts } = sources
  const ranges = rc.topology.rangesOf(shard).map(({ from, to }) => ({ from, to }))
  return {
    number: observer.families.of(shard.primary.name) ?? 0,
    primary: shard.primary.name,
    ranges,
    slots: ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0),
    keys: counts.of(shard.primary.name),
    nodes: [shard.primary, ...shard.replicas].map(node => viewNode(node, sources)),
  }
}

function viewNode(node: ClusterNode, { observer, counts, controls }: Sources): NodeView {
  const own = controls?.nodes.find(({ name }: OwnNode) => name === node.name)
  return {
    name: node.name,
    id: node.id,
    role: node.role,
    connection: observer.connectionTo(node.name),
    process: own?.state,
    keys: counts.of(node.name),
  }
}
