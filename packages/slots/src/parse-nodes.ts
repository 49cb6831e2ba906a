import { type ClusterNode, clusterNode, type NodeHealth, type ShardDescription } from './cluster-node.js'
import { type NodeAddress, parsePort } from './node-address.js'
import {
  bounded,
  hostnameOf,
  hostOf,
  idOf,
  malformed,
  optionalText,
  type ParseOptions,
  type Source,
  zoneOf,
} from './reply-reader.js'
import { appendRange, parseSlotRange, type SlotRange } from './slot-ranges.js'

/**
 * The shards that a reply to `CLUSTER NODES`, or a `nodes.conf` file, describes, those without slots included. It tells
 * epochs and the health of nodes.
 *
 * Nodes in handshake and nodes without an address are left out, and so is a failed one whose address another node has
 * now. A replica of a replica, as there is for a moment after a failover, belongs to the primary at the end of the chain;
 * a replica of nobody is left out. Markers of slots on the move say nothing about who owns them.
 *
 * @param text the reply, as a string or as bytes
 * @param answeredBy where the reply came from; its host stands in where a line has none
 * @throws ProtocolError where any line is malformed. Nothing of the reply is given then.
 * @example
 * Topology.of(parseClusterNodes(await readFile('nodes.conf', 'utf8'), { host: '10.0.0.1', port: 6379 }))
 */
export function parseClusterNodes(
  text: unknown,
  answeredBy: NodeAddress,
  options: ParseOptions = {},
): ShardDescription[] {
  return readClusterNodes(text, answeredBy, options).shards
}

/** A reply to `CLUSTER NODES`, and who gave it. */
export interface NodesView {
  readonly shards: ShardDescription[]
  /** Id of the node that answered: what it says of itself, nobody knows better. Undefined in a text without it. */
  readonly self: string | undefined
}

/**
 * As {@link parseClusterNodes}, and tells which of the nodes speaks: the line that is flagged `myself`.
 *
 * @throws ProtocolError where any line is malformed
 * @example
 * const { shards, self } = readClusterNodes(reply, { host: '10.0.0.1', port: 6379 })
 * shards.some(({ primary }) => primary.id === self)  // whether a primary answered
 */
export function readClusterNodes(text: unknown, answeredBy: NodeAddress, options: ParseOptions = {}): NodesView {
  const source: Source = { command: 'CLUSTER NODES', answeredBy, tls: options.tls ?? false }
  const whole = optionalText(text, 'the whole', source)
  if (whole === undefined) throw malformed(source, 'the whole is not a string')
  const lines = byId(whole, source)
  const shards = new Map<Line, { replicas: ClusterNode[] }>()
  for (const line of lines.values()) if (line.primaryId === undefined) shards.set(line, { replicas: [] })
  for (const line of lines.values()) {
    const primary = line.primaryId === undefined ? undefined : primaryOf(line, lines)
    if (primary !== undefined) shards.get(primary)?.replicas.push(line.node)
  }
  const descriptions = [...shards].map(([{ node, ranges, epoch }, { replicas }]) => ({
    primary: node,
    replicas,
    ranges,
    epoch,
  }))
  const self = [...lines.values()].find(({ myself }) => myself)?.node.id
  return { shards: bounded(descriptions, source), self }
}

interface Line {
  readonly node: ClusterNode
  readonly myself: boolean
  /** Undefined for a primary, empty for a replica that has none. */
  readonly primaryId: string | undefined
  readonly epoch: number
  readonly ranges: readonly SlotRange[]
}

/** The lines of nodes that can be reached, one for each address. */
function byId(text: string, source: Source): Map<string, Line> {
  const byName = new Map<string, Line>()
  for (const raw of text.split('\n')) {
    const line = raw.trim()
    // The last line of nodes.conf holds the server's own variables.
    if (line === '' || line.startsWith('vars ')) continue
    const read = readLine(line, source)
    if (read === undefined) continue
    const rival = byName.get(read.node.name)
    if (rival === undefined || precedes(read, rival)) byName.set(read.node.name, read)
  }
  return new Map([...byName.values()].map(line => [line.node.id as string, line]))
}

/** Whether, of two nodes at one address, the first is the one that is there now. */
function precedes(a: Line, b: Line): boolean {
  const failed = (line: Line): boolean => line.node.health === 'failed' || line.node.health === 'suspected'
  if (failed(a) !== failed(b)) return failed(b)
  return a.myself !== b.myself ? a.myself : a.epoch > b.epoch
}

function primaryOf(replica: Line, lines: ReadonlyMap<string, Line>): Line | undefined {
  let line: Line | undefined = replica
  // Two nodes that each take the other for their primary would lead in a circle.
  for (let hops = 0; line?.primaryId !== undefined; hops++) {
    if (hops === lines.size) return undefined
    line = lines.get(line.primaryId)
  }
  return line
}

const FIELDS = 8

function readLine(line: string, source: Source): Line | undefined {
  const parts = line.split(' ', FIELDS)
  if (parts.length < FIELDS) throw malformed(source, 'a line has too few fields')
  const [idText, address, flagText, primary, , , epochText = ''] = parts as [
    string,
    string,
    string,
    string,
    ...string[],
  ]
  const id = idOf(idText, source)
  if (id === undefined) throw malformed(source, 'a line has no id')
  const primaryId = primary === '-' ? '' : (idOf(primary, source) ?? '')
  if (!/^[0-9]{1,20}$/.test(epochText)) throw malformed(source, 'a config epoch is not a number')
  const rest = parts.reduce((length, part) => length + part.length + 1, 0)
  const ranges = readRanges(line, rest, source)
  const flags = flagText.split(',')
  const isReplica = flags.includes('slave') || flags.includes('replica')
  const endpoint = readAddress(address, source)
  if (endpoint === undefined || flags.includes('noaddr') || flags.includes('handshake')) return undefined
  if (!isReplica && !flags.includes('master') && !flags.includes('primary')) return undefined
  const { host, port, hostname, zone } = endpoint
  return {
    // Not spread: objects of one shape are read several times as fast, and there are thousands of lines.
    node: clusterNode({ host, port, id, health: healthOf(flags), zone, hostname }, isReplica ? 'replica' : 'primary'),
    myself: flags.includes('myself'),
    primaryId: isReplica ? primaryId : undefined,
    epoch: Number(epochText),
    ranges: isReplica ? [] : ranges,
  }
}

function healthOf(flags: readonly string[]): NodeHealth {
  if (flags.includes('fail')) return 'failed'
  return flags.includes('fail?') ? 'suspected' : 'online'
}

/** `ip:port@busport,hostname,name=value,…`, of which all but `ip:port` may be absent. The IP may be bare IPv6. */
function readAddress(
  text: string,
  source: Source,
): (NodeAddress & { hostname: string | undefined; zone: string | undefined }) | undefined {
  const comma = text.indexOf(',')
  const endpoint = comma === -1 ? text : text.slice(0, comma)
  const more = comma === -1 ? NOTHING_MORE : text.slice(comma + 1).split(',')
  const hostnameText = more.find(part => !part.includes('='))
  const at = endpoint.indexOf('@')
  const ipAndPort = at === -1 ? endpoint : endpoint.slice(0, at)
  const colon = ipAndPort.lastIndexOf(':')
  if (colon === -1) throw malformed(source, 'an address has no port')
  const told = new Map(more.filter(part => part.includes('=')).map(pair => split(pair, '=')))
  const other = told.get(source.tls ? 'tls-port' : 'tcp-port')
  const port = choosePort(ipAndPort.slice(colon + 1), other, source)
  const host = hostOf(ipAndPort.slice(0, colon), [hostnameText], source)
  const hostname = hostnameOf(hostnameText, source)
  const zone = zoneOf(told.get('availability-zone'), source)
  return host === undefined || port === 0 ? undefined : { host, port, hostname, zone }
}

const NOTHING_MORE: readonly string[] = []

/** The port of the kind that is wanted, where the line gives one by name, else the one beside the address. */
function choosePort(text: string, named: string | undefined, source: Source): number {
  const port = readPort(text, source)
  return (named === undefined ? 0 : readPort(named, source)) || port
}

function readPort(text: string, source: Source): number {
  const port = text === '0' ? 0 : parsePort(text)
  if (port === undefined) throw malformed(source, 'a port is not a number from 0 to 65535')
  return port
}

/** The ranges from a place in the line to its end. There may be thousands: none of them is cut out of the line. */
function readRanges(line: string, start: number, source: Source): SlotRange[] {
  const ranges: SlotRange[] = []
  for (let at = start; at < line.length; ) {
    const space = line.indexOf(' ', at)
    const end = space === -1 ? line.length : space
    const range = parseSlotRange(line, at, end)
    if (range !== undefined) appendRange(ranges, range.from, range.to)
    else if (!MARKER.test(line.slice(at, end))) {
      throw malformed(source, 'a line ends in something that is no range of slots')
    }
    at = end + 1
  }
  return ranges
}

/** `[slot->-id]` where a slot leaves, `[slot-<-id]` where it comes in. Its owner is named elsewhere. */
const MARKER = /^\[[0-9]{1,5}-[<>]-[A-Za-z0-9._:-]+\]$/

function split(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
