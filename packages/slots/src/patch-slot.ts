import { ConfigError } from '@rc/errors'
import { byNumber, checkedNode, freezeShard, MAX_SHARDS, type Parts } from './assemble.js'
import { type ClusterNode, clusterNode, type Shard } from './cluster-node.js'
import { SLOT_COUNT } from './key.js'
import { formatAddress, type NodeAddress } from './node-address.js'
import { isSlot } from './slot-ranges.js'

/**
 * The parts after slots were told to be at addresses, one after the other; the very same parts where they say so already.
 */
export function patchSlots(parts: Parts, moves: Iterable<readonly [slot: number, to: NodeAddress]>): Parts {
  let next = parts
  // Copied once, however many slots there are.
  let owners: Uint16Array | undefined
  let { coveredSlots } = parts
  for (const [slot, address] of moves) {
    if (!isSlot(slot)) throw new ConfigError(`A slot must be a whole number from 0 to ${SLOT_COUNT - 1}.`)
    const name = formatAddress(address)
    const known = next.nodes.get(name)
    next = known === undefined ? addShard(next, address) : promote(next, known)
    const number = next.shardNumbers.get(name) as number
    const before = (owners ?? parts.owners)[slot]
    if (before === number) continue
    owners ??= parts.owners.slice()
    owners[slot] = number
    if (before === 0) coveredSlots++
  }
  return owners === undefined ? next : { ...next, owners, coveredSlots }
}

function addShard(parts: Parts, address: NodeAddress): Parts {
  if (parts.shards.length === MAX_SHARDS) throw new ConfigError(`A topology has room for ${MAX_SHARDS} shards.`)
  const primary = checkedNode(address, 'primary')
  return {
    ...parts,
    ...byNumber([...parts.shards, freezeShard({ primary, replicas: [], epoch: undefined })]),
    nodes: new Map(parts.nodes).set(primary.name, primary),
    shardNumbers: new Map(parts.shardNumbers).set(primary.name, parts.shards.length + 1),
  }
}

/**
 * Makes a node the primary of its shard. A replica that is named as a slot's owner took the place of its primary, and
 * with it all slots of the shard at once: moving the one slot alone would send each of the others to a primary that is
 * demoted or dead, which costs a redirect or a timeout apiece. If it left the shard in some other way, the slots that
 * follow it wrongly cost one redirect each until the next refresh. The old primary stays as a replica: it is one, or it
 * is gone, which nobody has said yet.
 */
function promote(parts: Parts, node: ClusterNode): Parts {
  if (node.role === 'primary') return parts
  const index = (parts.shardNumbers.get(node.name) as number) - 1
  const { primary, replicas, epoch } = parts.shards[index] as Shard
  const promoted = clusterNode({ ...node, health: undefined }, 'primary')
  const demoted = clusterNode({ ...primary, health: undefined }, 'replica')
  const shards = [...parts.shards]
  shards[index] = freezeShard({
    primary: promoted,
    replicas: [...replicas.filter(replica => replica.name !== node.name), demoted],
    // The promotion has a higher one, which is not known. A guess that is too high would shut out what is true.
    epoch,
  })
  const nodes = new Map(parts.nodes).set(promoted.name, promoted).set(demoted.name, demoted)
  return { ...parts, ...byNumber(shards), nodes }
}
