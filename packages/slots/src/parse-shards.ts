import { type ClusterNode, clusterNode, type NodeRole, type ShardDescription } from './cluster-node.js'
import type { NodeAddress } from './node-address.js'
import {
  bounded,
  type Fields,
  fields,
  healthOf,
  hostnameOf,
  hostOf,
  idOf,
  list,
  malformed,
  optionalText,
  type ParseOptions,
  portOf,
  type Source,
  zoneOf,
} from './reply-reader.js'
import { appendRange, isSlotRange, type SlotRange } from './slot-ranges.js'

/**
 * The shards that a reply to `CLUSTER SHARDS` describes, those without slots included. It tells the health of nodes, and
 * of no epochs.
 *
 * Hosts are read as {@link parseClusterSlots} does. A failed primary stays in its shard until another one takes over:
 * a shard that names several primaries has the healthiest of them, and the others stand alone, without slots. A shard
 * without any primary is left out.
 *
 * @param reply as the server sent it: arrays, numbers, strings or bytes; maps as objects, `Map`s or flat arrays
 * @param answeredBy where the reply came from
 * @throws ProtocolError where the reply is malformed in any place. Nothing of it is given then.
 * @example
 * parseClusterShards(reply, { host: 'cache.example', port: 6380 }, { tls: true })  // nodes under their TLS ports
 */
export function parseClusterShards(
  reply: unknown,
  answeredBy: NodeAddress,
  options: ParseOptions = {},
): ShardDescription[] {
  const source: Source = { command: 'CLUSTER SHARDS', answeredBy, tls: options.tls ?? false }
  const descriptions = list(reply, 'the whole', source).flatMap(item => {
    const shard = fields(item, 'a shard', source)
    const ranges = readRanges(shard('slots'), source)
    const nodes = list(shard('nodes'), "a shard's nodes", source).map(node => readNode(node, source))
    return describe(
      nodes.filter(node => node !== undefined),
      ranges,
    )
  })
  return bounded(descriptions, source)
}

interface Candidate {
  readonly node: ClusterNode
  readonly offset: number
}

function describe(nodes: readonly Candidate[], ranges: readonly SlotRange[]): ShardDescription[] {
  const primaries = nodes.filter(({ node }) => node.role === 'primary').sort(healthiestFirst)
  const replicas = nodes.filter(({ node }) => node.role === 'replica').map(({ node }) => node)
  return primaries.map(({ node }, index) =>
    index === 0 ? { primary: node, replicas, ranges } : { primary: node, replicas: [], ranges: [] },
  )
}

/** Of two primaries, the one that has failed is the old one; if none has, the one that wrote more is the new one. */
function healthiestFirst(a: Candidate, b: Candidate): number {
  const failed = (candidate: Candidate): number => (candidate.node.health === 'failed' ? 1 : 0)
  return failed(a) - failed(b) || b.offset - a.offset
}

function readRanges(value: unknown, source: Source): SlotRange[] {
  const ends = list(value, "a shard's slots", source)
  const ranges: SlotRange[] = []
  for (let i = 0; i < ends.length; i += 2) {
    if (!isSlotRange(ends[i], ends[i + 1])) throw malformed(source, "a shard's slots are not pairs of slots")
    appendRange(ranges, ends[i] as number, ends[i + 1] as number)
  }
  return ranges
}

function readNode(value: unknown, source: Source): Candidate | undefined {
  const told = fields(value, 'a node', source)
  const description = {
    id: idOf(told('id'), source),
    health: healthOf(told('health'), source),
    hostname: hostnameOf(told('hostname'), source),
    zone: zoneOf(told('availability-zone'), source),
  }
  const role = roleOf(told('role'), source)
  const offset = told('replication-offset')
  // The endpoint is absent where a server does not know the field, and null where it means "ask me under my own name".
  const endpoint = told('endpoint')
  const host = hostOf(endpoint === undefined ? told('ip') : endpoint, [told('ip'), told('hostname')], source)
  const port = choosePort(told, source)
  if (host === undefined || port === 0) return undefined
  return {
    node: clusterNode({ host, port, ...description }, role),
    offset: Number.isFinite(offset) ? Number(offset) : 0,
  }
}

/** The port of the kind that is wanted, or the only one that there is. */
function choosePort(told: Fields, source: Source): number {
  const plain = portOf(told('port') ?? 0, source)
  const tls = portOf(told('tls-port') ?? 0, source)
  return source.tls ? tls || plain : plain || tls
}

function roleOf(value: unknown, source: Source): NodeRole {
  const role = optionalText(value, 'a role', source)
  if (role === 'master' || role === 'primary') return 'primary'
  if (role === 'replica' || role === 'slave') return 'replica'
  throw malformed(source, 'a role is neither primary nor replica')
}
