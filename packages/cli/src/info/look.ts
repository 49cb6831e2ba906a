import type { NodeView, RedisCluster } from '@rc/client'
import { formatSlotRanges } from '@rc/slots'
import { fieldOf, keysOf, numberOf } from '../store/info-text.js'

/** What a node says of itself. */
export interface NodeFacts {
  readonly name: string
  readonly role: 'primary' | 'replica'
  readonly state: 'ok' | 'unreachable'
  /** The shard's slots, as ranges; of a primary alone. */
  readonly slots: string
  readonly slotCount: number
  readonly keys: number
  readonly usedBytes: number
  /** 0 for no limit. */
  readonly maxBytes: number
  readonly clients: number
  readonly opsPerSecond: number
  readonly version: string
  /** Bytes that a replica is behind its primary; undefined for a primary, and where it is not known. */
  readonly lagBytes: number | undefined
  /** Whether a replica is connected to its primary. */
  readonly linked: boolean | undefined
}

/** How a cluster looks now. */
export interface ClusterFacts {
  readonly coveredSlots: number
  readonly keys: number
  /** Shard by shard, the primary first. */
  readonly nodes: readonly NodeFacts[]
}

/** Asks every node. One that does not answer in two seconds is `unreachable`. */
export async function look(client: RedisCluster): Promise<ClusterFacts> {
  const { topology } = client
  const infos = new Map(
    await Promise.all(
      client.nodes('all').map(async (node): Promise<[string, string | undefined]> => [node.name, await infoOf(node)]),
    ),
  )
  const nodes = topology.shards.flatMap(shard => {
    const offset = numberOf(infos.get(shard.primary.name) ?? '', 'master_repl_offset')
    return [shard.primary, ...shard.replicas].map((node): NodeFacts => {
      const info = infos.get(node.name)
      const isPrimary = node === shard.primary
      const ranges = isPrimary ? topology.rangesOf(shard) : []
      return {
        name: node.name,
        role: node.role,
        state: info === undefined ? 'unreachable' : 'ok',
        slots: formatSlotRanges(ranges),
        slotCount: ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0),
        ...factsOf(info ?? ''),
        lagBytes: isPrimary || info === undefined || offset === 0 ? undefined : lag(info, offset),
        linked: isPrimary || info === undefined ? undefined : fieldOf(info, 'master_link_status') === 'up',
      }
    })
  })
  const keys = nodes.reduce((sum, node) => sum + (node.role === 'primary' ? node.keys : 0), 0)
  return { coveredSlots: topology.coveredSlots, keys, nodes }
}

/** Undefined where the node does not answer. */
export async function infoOf(node: NodeView): Promise<string | undefined> {
  try {
    return String(await node.with({ timeoutMs: 2000 }).call(['INFO']))
  } catch {
    return undefined
  }
}

const factsOf = (info: string) => ({
  keys: keysOf(info),
  usedBytes: numberOf(info, 'used_memory'),
  maxBytes: numberOf(info, 'maxmemory'),
  clients: numberOf(info, 'connected_clients'),
  opsPerSecond: numberOf(info, 'instantaneous_ops_per_sec'),
  version: versionOf(info),
})

/** Valkey tells an old number of Redis too, for those who ask for that. */
export const versionOf = (info: string): string => {
  const valkey = fieldOf(info, 'valkey_version')
  return valkey === undefined ? (fieldOf(info, 'redis_version') ?? '?') : `valkey ${valkey}`
}

/** The two were not asked at the same moment: a replica may seem to be ahead. */
const lag = (info: string, offset: number): number => Math.max(0, offset - numberOf(info, 'slave_repl_offset'))
