import type { ClusterNode, ShardDescription } from './cluster-node.js'
import type { NodeAddress } from './node-address.js'
import { type Line, LineReader } from './nodes-line.js'
import { bounded, malformed, optionalText, type ParseOptions, type Source } from './reply-reader.js'

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

/** The lines of nodes that can be reached, one for each address. */
function byId(text: string, source: Source): Map<string, Line> {
  const byName = new Map<string, Line>()
  const reader = new LineReader(source)
  for (const raw of text.split('\n')) {
    const line = raw.trim()
    // The last line of nodes.conf holds the server's own variables.
    if (line === '' || line.startsWith('vars ')) continue
    const read = reader.read(line)
    if (read === undefined) continue
    const rival = byName.get(read.node.name)
    if (rival === undefined || precedes(read, rival)) byName.set(read.node.name, read)
  }
  const lines = new Map<string, Line>()
  for (const line of byName.values()) lines.set(line.node.id as string, line)
  return lines
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
