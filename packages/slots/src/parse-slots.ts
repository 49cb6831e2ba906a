import { type ClusterNode, clusterNode, type NodeRole, type ShardDescription } from './cluster-node.js'
import type { NodeAddress } from './node-address.js'
import {
  bounded,
  type Fields,
  fields,
  hostnameOf,
  hostOf,
  idOf,
  list,
  malformed,
  type ParseOptions,
  portOf,
  type Source,
  zoneOf,
} from './reply-reader.js'
import { appendRange, isSlotRange, type SlotRange } from './slot-ranges.js'

/**
 * The shards that a reply to `CLUSTER SLOTS` describes. It tells of shards that have slots, and of no epochs.
 *
 * A node without a host has that of the node that answered; a node whose host is `?` has the address or name of its
 * metadata. A node that has neither, or port 0, cannot be reached and is left out; with a primary goes what it owns.
 *
 * @param reply as the server sent it: arrays, numbers, strings or bytes; maps as objects, `Map`s or flat arrays
 * @param answeredBy where the reply came from
 * @throws ProtocolError where the reply is malformed in any place. Nothing of it is given then.
 * @example
 * Topology.of(parseClusterSlots(await call(['CLUSTER', 'SLOTS']), { host: '127.0.0.1', port: 7000 }))
 */
export function parseClusterSlots(
  reply: unknown,
  answeredBy: NodeAddress,
  options: ParseOptions = {},
): ShardDescription[] {
  const source: Source = { command: 'CLUSTER SLOTS', answeredBy, tls: options.tls ?? false }
  const shards = new Map<string, Draft>()
  const readPrimary = nodeReader('primary', source)
  const readReplica = nodeReader('replica', source)
  for (const item of list(reply, 'the whole', source)) {
    const entry = list(item, 'an entry', source)
    const from = entry[0]
    const to = entry[1]
    if (!isSlotRange(from, to)) throw malformed(source, 'an entry does not begin with a range of slots')
    if (entry.length < 3) throw malformed(source, 'an entry names no node')
    const primary = readPrimary(entry[2])
    const draft = primary === undefined ? undefined : draftOf(shards, primary)
    if (draft !== undefined) appendRange(draft.ranges, from as number, to as number)
    for (let i = 3; i < entry.length; i++) {
      // Read in any case: a reply that is malformed in one place is not trusted in another.
      const replica = readReplica(entry[i])
      if (replica !== undefined && draft !== undefined) addReplica(draft, replica, i - 3)
    }
  }
  const descriptions = [...shards.values()].map(({ primary, replicas, ranges }) => ({ primary, replicas, ranges }))
  return bounded(descriptions, source)
}

interface Draft {
  readonly primary: ClusterNode
  readonly replicas: ClusterNode[]
  readonly replicaNames: Set<string>
  readonly ranges: SlotRange[]
}

function draftOf(shards: Map<string, Draft>, primary: ClusterNode): Draft {
  const known = shards.get(primary.name)
  if (known !== undefined) return known
  const draft = { primary, replicas: [], replicaNames: new Set<string>(), ranges: [] }
  shards.set(primary.name, draft)
  return draft
}

/** Each range of a shard names the same replicas again, nearly always in the same order. */
function addReplica({ replicas, replicaNames }: Draft, replica: ClusterNode, position: number): void {
  if (replicas[position] === replica || replicaNames.has(replica.name)) return
  replicaNames.add(replica.name)
  replicas.push(replica)
}

const NOTHING: Fields = () => undefined

/** Reads nodes, each of them once: a cluster whose slots lie scattered names the same nodes thousands of times. */
function nodeReader(role: NodeRole, source: Source): (value: unknown) => ClusterNode | undefined {
  const seen = new Map<unknown, Seen>()
  return value => {
    const entry = list(value, 'a node', source)
    const id = entry[2]
    const known = seen.get(id)
    if (known !== undefined && known.host === entry[0] && known.port === entry[1]) return known.node
    const node = readNode(entry, role, source)
    if (typeof id === 'string') seen.set(id, { host: entry[0], port: entry[1], node })
    return node
  }
}

interface Seen {
  readonly host: unknown
  readonly port: unknown
  readonly node: ClusterNode | undefined
}

function readNode(entry: readonly unknown[], role: NodeRole, source: Source): ClusterNode | undefined {
  const [endpoint, portValue, idValue, metadata] = entry
  const told = metadata === undefined || metadata === null ? NOTHING : fields(metadata, "a node's metadata", source)
  const id = idOf(idValue, source)
  const hostname = hostnameOf(told('hostname'), source)
  const zone = zoneOf(told('availability-zone'), source)
  const host = hostOf(endpoint, [told('ip'), told('hostname')], source)
  const port = portOf(portValue, source)
  if (host === undefined || port === 0) return undefined
  return clusterNode({ host, port, id, hostname, zone }, role)
}
