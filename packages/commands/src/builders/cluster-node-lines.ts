import type { Reply } from '@rc/resp'
import { toList, toText } from '../replies.js'
import type { SlotSpan } from './slot-spans.js'
import { linesOf } from './text-replies.js'

/** A line of CLUSTER NODES: what one node believes of another, or of itself. */
export interface ClusterNodeInfo {
  id: string
  /** Empty where the node's address is not known yet. */
  host: string
  port: number
  /** Port of the cluster bus. */
  cport: number
  /** Empty where the node announces none. */
  hostname: string
  /** In the server's words: `myself`, `master`, `slave`, `fail?`, `fail`, `handshake`, `noaddr`, `nofailover`. */
  flags: string[]
  role: 'primary' | 'replica'
  /** A replica's primary; null for a primary. */
  primaryId: string | null
  /** Milliseconds since 1970; 0 where no ping is under way. */
  pingSent: number
  /** Milliseconds since 1970. */
  pongReceived: number
  configEpoch: number
  /** `connected` or `disconnected`. */
  linkState: string
  slots: SlotSpan[]
  /** Slots that move away, and the id of the node where they go. */
  migrating: { slot: number; to: string }[]
  /** Slots that come in, and the id of the node where they come from. */
  importing: { slot: number; from: string }[]
}

export const toNodes = (reply: Reply): ClusterNodeInfo[] => linesOf(reply).map(toNode)

/** CLUSTER REPLICAS answers with a list of lines. */
export const toNodeList = (reply: Reply): ClusterNodeInfo[] => toList(reply).map(line => toNode(toText(line)))

/** `id host:port@cport,hostname flags primary ping pong epoch state slot slot …` */
function toNode(line: string): ClusterNodeInfo {
  const [id = '', address = '', flagText = '', primary = '-', ...rest] = line.trim().split(' ')
  const [ping, pong, epoch, linkState = '', ...slots] = rest
  const flags = flagText.split(',')
  return {
    id,
    ...toAddress(address),
    flags,
    role: flags.includes('slave') ? 'replica' : 'primary',
    primaryId: primary === '-' ? null : primary,
    pingSent: Number(ping),
    pongReceived: Number(pong),
    configEpoch: Number(epoch),
    linkState,
    slots: slots.filter(slot => !slot.startsWith('[')).map(toSpan),
    migrating: moves(slots, '->-').map(([slot, to]) => ({ slot, to })),
    importing: moves(slots, '-<-').map(([slot, from]) => ({ slot, from })),
  }
}

/** The host may be an IPv6 address, so the last colon counts; what stands behind the hostname is not ours. */
function toAddress(text: string): Pick<ClusterNodeInfo, 'host' | 'port' | 'cport' | 'hostname'> {
  const [endpoint = '', hostname = ''] = text.split(',')
  const [address = '', cport = ''] = endpoint.split('@')
  const colon = address.lastIndexOf(':')
  return { host: address.slice(0, colon), port: Number(address.slice(colon + 1)), cport: Number(cport), hostname }
}

function toSpan(text: string): SlotSpan {
  const [from, to = from] = text.split('-')
  return { from: Number(from), to: Number(to) }
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
