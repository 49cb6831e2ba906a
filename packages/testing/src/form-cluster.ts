import { ReplyError } from '@rc/errors'
import type { RequestArg } from './encode.js'
import { pollUntil } from './poll.js'
import { isAtLeast } from './server-config.js'
import type { ManagedNode } from './server-node.js'

/** How many slots a cluster has. */
export const SLOTS = 16_384

const JOIN_TIMEOUT_MS = 15_000

/** Makes a cluster out of fresh nodes: the first `primaries` of them share the slots, the others replicate them. */
export async function formCluster(nodes: readonly ManagedNode[], primaries: number, version: string): Promise<void> {
  await Promise.all(nodes.map((node, index) => introduce(node, { index, nodes, primaries, version })))
  await Promise.all(
    nodes.slice(primaries).map((replica, index) => replicate(replica, nodes[index % primaries] as ManagedNode)),
  )
}

/** Makes a node a replica, as soon as it has heard of its primary. */
export async function replicate(replica: ManagedNode, primary: ManagedNode): Promise<void> {
  await pollUntil(
    `${replica.name} becoming a replica of ${primary.name}`,
    async () => {
      const reply = await replica.process.connection.send(['CLUSTER', 'REPLICATE', primary.id])
      return reply instanceof ReplyError ? reply.message : undefined
    },
    { timeoutMs: JOIN_TIMEOUT_MS },
  )
  replica.role = 'replica'
  replica.primaryId = primary.id
}

/** The share of slots of one primary out of several, both ends included. */
export function slotShare(index: number, primaries: number): [from: number, to: number] {
  return [Math.floor((index * SLOTS) / primaries), Math.floor(((index + 1) * SLOTS) / primaries) - 1]
}

interface Place {
  readonly index: number
  readonly nodes: readonly ManagedNode[]
  readonly primaries: number
  readonly version: string
}

async function introduce(node: ManagedNode, { index, nodes, primaries, version }: Place): Promise<void> {
  const { connection } = node.process
  // Equal epochs would be sorted out one by one, which takes seconds.
  const commands: RequestArg[][] = [['CLUSTER', 'SET-CONFIG-EPOCH', index + 1]]
  if (index < primaries) commands.push(addSlots(slotShare(index, primaries), version))
  // Everybody meets everybody, which is faster than waiting for gossip.
  for (const other of nodes.slice(0, index)) commands.push(['CLUSTER', 'MEET', other.host, other.port])
  await Promise.all(commands.map(command => connection.command(command)))
}

function addSlots([from, to]: [number, number], version: string): RequestArg[] {
  if (isAtLeast(version, 7)) return ['CLUSTER', 'ADDSLOTSRANGE', from, to]
  return ['CLUSTER', 'ADDSLOTS', ...Array.from({ length: to - from + 1 }, (_, offset) => from + offset)]
}
