import type { Reply } from '@rc/resp'
import { toList, toRecord, toRecords, toText } from '../replies.js'
import { linesOf } from './text-replies.js'

/** First and last slot of a range, both included. */
export type SlotPair = [first: number, last: number]

/** A line of CLUSTER NODES: what one node believes of another, or of itself. */
export interface ClusterNodeInfo {
  id: string
  /** Empty where the node's address is not known yet. */
  host: string
  port: number
  busPort: number
  /** Empty where the node announces none. */
  hostname: string
  /** In the server's words: `myself`, `master`, `slave`, `fail?`, `fail`, `handshake`, `noaddr`. */
  flags: string[]
  role: 'primary' | 'replica'
  /** A replica's primary; null for a primary. */
  primaryId: string | null
  /** Milliseconds since 1970; 0 where no ping is under way. */
  pingSent: number
  /** Milliseconds since 1970. */
  pongReceived: number
  configEpoch: number
  connected: boolean
  slots: SlotPair[]
  /** Slots that move away, and the id of the node where they go. */
  migrating: { slot: number; to: string }[]
  /** Slots that come in, and the id of the node where they come from. */
  importing: { slot: number; from: string }[]
}

/** Where clients reach a node, as CLUSTER SLOTS says. */
export interface ClusterEndpoint {
  /** Null where the host is the one that was asked; `'?'` where it is not known. */
  host: string | null
  port: number
  id: string
  metadata: Record<string, string>
}

/** A range of slots and who serves it. */
export interface ClusterSlotRange {
  first: number
  last: number
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

/** A shard: a primary, its replicas, and their slots. */
export interface ClusterShard {
  slots: SlotPair[]
  nodes: ClusterShardNode[]
}

export const toNodes = (reply: Reply): ClusterNodeInfo[] => linesOf(reply).map(toNode)

/** CLUSTER REPLICAS answers with a list of lines. */
export const toNodeList = (reply: Reply): ClusterNodeInfo[] => toList(reply).map(line => toNode(toText(line)))

/** `id host:port@bus,hostname flags primary ping pong epoch state slot slot …` */
function toNode(line: string): ClusterNodeInfo {
  const [id = '', address = '', flags = '', primary = '-', ping, pong, epoch, state, ...slots] = line.split(' ')
  const words = flags.split(',')
  return {
    id,
    ...toAddress(address),
    flags: words,
    role: words.includes('slave') ? 'replica' : 'primary',
    primaryId: primary === '-' ? null : primary,
    pingSent: Number(ping),
    pongReceived: Number(pong),
    configEpoch: Number(epoch),
    connected: state === 'connected',
    slots: slots.filter(slot => !slot.startsWith('[')).map(toSlotPair),
    migrating: moves(slots, '->-').map(([slot, to]) => ({ slot, to })),
    importing: moves(slots, '-<-').map(([slot, from]) => ({ slot, from })),
  }
}

/** The host may be an IPv6 address, so the last colon counts; further fields behind the hostname are none of ours. */
function toAddress(text: string): Pick<ClusterNodeInfo, 'host' | 'port' | 'busPort' | 'hostname'> {
  const [endpoint = '', hostname = ''] = text.split(',')
  const [address = '', busPort = ''] = endpoint.split('@')
  const colon = address.lastIndexOf(':')
  return { host: address.slice(0, colon), port: Number(address.slice(colon + 1)), busPort: Number(busPort), hostname }
}

function toSlotPair(text: string): SlotPair {
  const [first, last = first] = text.split('-')
  return [Number(first), Number(last)]
}

/** `[93->-id]` and `[93-<-id]`. */
function moves(slots: readonly string[], arrow: string): [slot: number, node: string][] {
  return slots
    .filter(slot => slot.startsWith('[') && slot.includes(arrow))
    .map(slot => {
      const [number, node = ''] = slot.slice(1, -1).split(arrow)
      return [Number(number), node]
    })
}

export const toSlots = (reply: Reply): ClusterSlotRange[] =>
  toList(reply).map(range => {
    const [first, last, primary, ...replicas] = toList(range)
    return {
      first: Number(first),
      last: Number(last),
      primary: toEndpoint(primary ?? null),
      replicas: replicas.map(toEndpoint),
    }
  })

function toEndpoint(reply: Reply): ClusterEndpoint {
  const [host, port, id, metadata] = toList(reply)
  return {
    host: (host ?? null) as string | null,
    port: Number(port),
    id: toText(id),
    metadata: toRecord(metadata ?? null) as Record<string, string>,
  }
}

export const toShards = (reply: Reply): ClusterShard[] =>
  toRecords(reply).map(({ slots, nodes }) => {
    const bounds = toList(slots ?? null).map(Number)
    return {
      slots: bounds.flatMap((first, i): SlotPair[] => (i % 2 === 0 ? [[first, bounds[i + 1] as number]] : [])),
      nodes: toRecords(nodes ?? null) as ClusterShardNode[],
    }
  })
