import type { Reply } from '@rc/resp'
import { toList, toRecord, toRecords, toText } from '../replies.js'
import type { SlotSpan } from './slot-spans.js'

/** Where clients reach a node, as CLUSTER SLOTS says. */
export interface ClusterEndpoint {
  /** Null where the host is the one that was asked; `'?'` where it is not known. */
  host: string | null
  port: number
  id: string
  /** More about the node, such as its `hostname`. */
  metadata: Record<string, string>
}

/** A range of slots, and who serves it. */
export interface ClusterSlotRange extends SlotSpan {
  primary: ClusterEndpoint
  replicas: ClusterEndpoint[]
}

/** A node of a shard, under the server's names of the fields. */
export interface ClusterShardNode {
  id: string
  endpoint: string | null
  ip: string
  port?: number
  'tls-port'?: number
  hostname?: string
  /** In the server's words: `master` or `replica`. */
  role: string
  'replication-offset': number
  /** `online`, `failed` or `loading`. */
  health: string
  [field: string]: Reply | undefined
}

/** A shard: a primary and its replicas, and the slots that they serve. */
export interface ClusterShard {
  slots: SlotSpan[]
  nodes: ClusterShardNode[]
}

/** A connection between two nodes, under the server's names of the fields. */
export interface ClusterLink {
  /** `to` or `from`. */
  direction: string
  /** The other node's id. */
  node: string
  /** Milliseconds since 1970. */
  'create-time': number
  /** `r`, `w` or both. */
  events: string
  'send-buffer-allocated': number
  'send-buffer-used': number
}

export const toLinks = (reply: Reply): ClusterLink[] => toRecords(reply) as unknown as ClusterLink[]

export const toSlots = (reply: Reply): ClusterSlotRange[] =>
  toList(reply).map(range => {
    const [from, to, primary, ...replicas] = toList(range)
    return {
      from: Number(from),
      to: Number(to),
      primary: toEndpoint(primary ?? null),
      replicas: replicas.map(toEndpoint),
    }
  })

/** Servers before 7 tell no metadata, and a null for the host only since then. */
function toEndpoint(reply: Reply): ClusterEndpoint {
  const [host, port, id, metadata] = toList(reply)
  return {
    host: host === null || host === undefined ? null : toText(host),
    port: Number(port),
    id: toText(id),
    metadata: toRecord(metadata ?? null) as Record<string, string>,
  }
}

export const toShards = (reply: Reply): ClusterShard[] =>
  toRecords(reply).map(({ slots, nodes }) => ({
    slots: toSpans(toList(slots ?? null).map(Number)),
    nodes: toRecords(nodes ?? null) as ClusterShardNode[],
  }))

/** From, to, from, to. */
function toSpans(bounds: readonly number[]): SlotSpan[] {
  const spans: SlotSpan[] = []
  for (let i = 0; i < bounds.length; i += 2) spans.push({ from: bounds[i] as number, to: bounds[i + 1] as number })
  return spans
}
