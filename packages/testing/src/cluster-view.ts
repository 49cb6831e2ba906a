import { pollUntil } from './poll.js'
import type { ManagedNode } from './server-node.js'

/** A line of `CLUSTER NODES`. */
export interface ViewNode {
  readonly id: string
  readonly host: string
  readonly port: number
  readonly flags: ReadonlySet<string>
  readonly role: 'primary' | 'replica'
  readonly primaryId: string | undefined
  readonly epoch: number
  readonly connected: boolean
  /** Ranges, both ends included. */
  readonly slots: readonly (readonly [from: number, to: number])[]
}

/** What one node believes of its cluster. Read by code of its own: tests compare it with what clients read. */
export function parseView(text: string): ViewNode[] {
  return text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(parseLine)
}

/** What this node believes. */
export async function viewOf(node: ManagedNode): Promise<ViewNode[]> {
  return parseView(await node.process.connection.text('CLUSTER', 'NODES'))
}

/**
 * Waits until a node has heard of the newest epoch that any of them knows. One that takes a slot before that would give
 * itself an epoch that another has already, and the two would settle it at the cost of the slot: nobody would own it.
 */
export async function untilUpToDate(node: ManagedNode, nodes: readonly ManagedNode[]): Promise<void> {
  await pollUntil(
    `${node.name} hearing of the cluster's epoch`,
    async () => {
      const [own = 0, ...others] = await Promise.all([node, ...nodes].map(currentEpoch))
      const newest = Math.max(...others)
      return own >= newest ? undefined : `it knows epoch ${own}, others ${newest}`
    },
    { timeoutMs: 15_000 },
  )
}

async function currentEpoch(node: ManagedNode): Promise<number> {
  const info = await node.process.connection.text('CLUSTER', 'INFO')
  return Number(/cluster_current_epoch:(\d+)/.exec(info)?.[1] ?? 0)
}

/** What all nodes have to agree on: who is there, in which role, with which slots. */
export function fingerprint(view: readonly ViewNode[]): string {
  return view
    .filter(node => !node.flags.has('handshake') && !node.flags.has('noaddr'))
    .map(node => `${node.id} ${node.primaryId ?? '-'} ${node.slots.map(range => range.join('-')).join(',')}`)
    .sort()
    .join('\n')
}

/** Whether the node owns the slot in this view. */
export const owns = (node: ViewNode, slot: number): boolean =>
  node.slots.some(([from, to]) => slot >= from && slot <= to)

/** The line of the node that was asked. */
export const myself = (view: readonly ViewNode[]): ViewNode | undefined => view.find(node => node.flags.has('myself'))

function parseLine(line: string): ViewNode {
  const [id = '', address = '', flagList = '', primary = '-', , , epoch = '0', link = '', ...slots] = line.split(' ')
  const flags = new Set(flagList.split(','))
  const endpoint = address.split('@')[0] ?? ''
  const colon = endpoint.lastIndexOf(':')
  return {
    id,
    host: endpoint.slice(0, colon),
    port: Number(endpoint.slice(colon + 1)),
    flags,
    role: flags.has('slave') || flags.has('replica') ? 'replica' : 'primary',
    primaryId: primary === '-' ? undefined : primary,
    epoch: Number(epoch),
    connected: link === 'connected',
    // A slot on the move stands in brackets, beside the range that it still belongs to.
    slots: slots.filter(text => !text.startsWith('[')).map(parseRange),
  }
}

function parseRange(text: string): [number, number] {
  const [from = '', to = from] = text.trim().split('-')
  return [Number(from), Number(to)]
}
