import { ConfigError } from '@rc/errors'
import { type ClusterNode, clusterNode, type NodeDescription, type Shard, type ShardInput } from './cluster-node.js'
import { isHost } from './host.js'
import { SLOT_COUNT } from './key.js'
import { isSlotRange, type SlotRange } from './slot-ranges.js'

/** What a topology is made of. */
export interface Parts {
  readonly shards: readonly Shard[]
  // The shards and their primaries as `owners` numbers them, so that no look-up has to ask whether a slot has an owner.
  readonly shardByNumber: readonly (Shard | undefined)[]
  readonly primaryByNumber: readonly (ClusterNode | undefined)[]
  readonly nodes: ReadonlyMap<string, ClusterNode>
  /** Node's name to the number of its shard, counted from 1. */
  readonly shardNumbers: ReadonlyMap<string, number>
  /** Slot to the number of its shard, counted from 1; 0 where nobody owns the slot. */
  readonly owners: Uint16Array
  readonly coveredSlots: number
}

/** As many shards as fit the numbers in `owners`, 0 being nobody. */
export const MAX_SHARDS = 0xffff

interface Draft {
  readonly position: number
  readonly primary: ClusterNode
  readonly epoch: number | undefined
  readonly replicas: ClusterNode[]
}

/** What is known so far, while descriptions are heard one after another. */
interface Known {
  readonly nodes: Map<string, ClusterNode>
  readonly drafts: Map<string, Draft>
  readonly claims: { readonly draft: Draft; readonly ranges: readonly SlotRange[] }[]
}

/**
 * Puts descriptions together, which may come from several nodes that do not agree: the higher epoch is heard first, an
 * unknown epoch last, the earlier description first among equals; what is taken is taken. So an address has one role,
 * and a slot has one owner. A description goes as a whole where it tells of the past: where its primary is known by a
 * later epoch, as a replica, or under another id.
 */
export function assemble(inputs: readonly ShardInput[]): Parts {
  const known: Known = { nodes: new Map(), drafts: new Map(), claims: [] }
  inputs
    .map((input, position) => ({ input, position }))
    .sort((a, b) => (b.input.epoch ?? -1) - (a.input.epoch ?? -1) || a.position - b.position)
    .forEach(({ input, position }) => hear(input, position, known))
  return numbered(known)
}

function hear(input: ShardInput, position: number, known: Known): void {
  const primary = checkedNode(input.primary, 'primary')
  const replicas = (input.replicas ?? []).map(replica => checkedNode(replica, 'replica'))
  for (const { from, to } of input.ranges) {
    if (!isSlotRange(from, to)) {
      throw new ConfigError(`A slot range must go from a lower to a higher slot within 0 to ${SLOT_COUNT - 1}.`)
    }
  }
  const node = known.nodes.get(primary.name)
  if (node !== undefined && isPast(input, node, known.drafts.get(primary.name))) return
  const draft = known.drafts.get(primary.name) ?? { position, primary, epoch: input.epoch ?? undefined, replicas: [] }
  known.nodes.set(primary.name, draft.primary)
  known.drafts.set(primary.name, draft)
  known.claims.push({ draft, ranges: input.ranges })
  for (const replica of replicas) {
    if (known.nodes.has(replica.name)) continue
    known.nodes.set(replica.name, replica)
    draft.replicas.push(replica)
  }
}

/** Whether a description tells of the past, given what is known already of the node that it has for a primary. */
function isPast({ epoch, primary }: ShardInput, node: ClusterNode, draft: Draft | undefined): boolean {
  if (draft === undefined) return true
  if (node.id !== undefined && primary.id !== undefined && node.id !== primary.id) return true
  return epoch !== undefined && draft.epoch !== undefined && epoch < draft.epoch
}

/** Numbers the shards in the order of their descriptions, and gives each slot to whoever claimed it first. */
function numbered({ drafts, claims }: Known): Parts {
  if (drafts.size > MAX_SHARDS) throw new ConfigError(`A topology has room for ${MAX_SHARDS} shards.`)
  const nodes = new Map<string, ClusterNode>()
  const shardNumbers = new Map<string, number>()
  const inOrder = [...drafts.values()].sort((a, b) => a.position - b.position)
  const shards = inOrder.map(({ primary, replicas, epoch }, index) => {
    for (const node of [primary, ...replicas]) {
      nodes.set(node.name, node)
      shardNumbers.set(node.name, index + 1)
    }
    return freezeShard({ primary, replicas, epoch })
  })
  const owners = new Uint16Array(SLOT_COUNT)
  // The first claim counts: it is written last.
  for (const { draft, ranges } of claims.toReversed()) {
    const owner = shardNumbers.get(draft.primary.name) as number
    for (const { from, to } of ranges) {
      // To fill a part costs a call into the runtime, and there may be thousands of single slots.
      if (from === to) owners[from] = owner
      else owners.fill(owner, from, to + 1)
    }
  }
  return { ...byNumber(shards), nodes, shardNumbers, owners, coveredSlots: claims.length === 0 ? 0 : covered(owners) }
}

/** How many slots have an owner. Mostly all have one: then they are not counted one by one. */
function covered(owners: Uint16Array): number {
  if (!owners.includes(0)) return SLOT_COUNT
  let count = 0
  for (const owner of owners) if (owner !== 0) count++
  return count
}

/** The lists that are numbered: 0 is nobody. */
export function byNumber(shards: readonly Shard[]): Pick<Parts, 'shards' | 'shardByNumber' | 'primaryByNumber'> {
  return {
    shards: Object.freeze(shards),
    shardByNumber: [undefined, ...shards],
    primaryByNumber: [undefined, ...shards.map(shard => shard.primary)],
  }
}

export const freezeShard = (shard: Shard): Shard =>
  Object.freeze({ ...shard, replicas: Object.freeze([...shard.replicas]) })

/** The node that a description from outside makes; a ConfigError where its host or port cannot be. */
export function checkedNode(description: NodeDescription, role: ClusterNode['role']): ClusterNode {
  const { host, port } = description
  if (!isHost(host) || !Number.isInteger(port) || port < 1 || port > 65535) {
    throw new ConfigError('A node needs a host (an IPv6 address without brackets) and a port from 1 to 65535.')
  }
  return clusterNode(description, role)
}
