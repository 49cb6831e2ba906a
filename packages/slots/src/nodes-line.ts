import { type ClusterNode, clusterNode, type NodeHealth, type NodeRole } from './cluster-node.js'
import { type NodeAddress, parsePort } from './node-address.js'
import { hostnameOf, hostOf, idOf, malformed, type Source, zoneOf } from './reply-reader.js'
import { appendRange, parseSlotRange, type SlotRange } from './slot-ranges.js'

/** What a line of `CLUSTER NODES` says of a node that can be reached. */
export interface Line {
  readonly node: ClusterNode
  readonly myself: boolean
  /** Undefined for a primary, empty for a replica that has none. */
  readonly primaryId: string | undefined
  readonly epoch: number
  readonly ranges: readonly SlotRange[]
}

const FIELDS = 8

/** What the flags of a line say. */
interface Flags {
  readonly myself: boolean
  readonly reachable: boolean
  /** Undefined where a node has none, as in its first moments. */
  readonly role: NodeRole | undefined
  readonly health: NodeHealth
}

/**
 * Reads the lines of one reply. A reply may have thousands, and is mostly read by code that has hardly run before: what
 * lines have in common is worked out once, and nothing is done for a field that is not there.
 */
export class LineReader {
  readonly #source: Source
  readonly #flags = new Map<string, Flags>()

  constructor(source: Source) {
    this.#source = source
  }

  /** What a line says; undefined where its node cannot be reached or has no role. */
  read(line: string): Line | undefined {
    const source = this.#source
    const parts = line.split(' ', FIELDS)
    if (parts.length < FIELDS) throw malformed(source, 'a line has too few fields')
    const id = idOf(parts[0], source)
    if (id === undefined) throw malformed(source, 'a line has no id')
    const primaryId = parts[3] === '-' ? '' : (idOf(parts[3], source) ?? '')
    const epochText = parts[6] as string
    if (!EPOCH.test(epochText)) throw malformed(source, 'a config epoch is not a number')
    let rest = FIELDS
    for (let i = 0; i < FIELDS; i++) rest += (parts[i] as string).length
    const ranges = rest < line.length ? readRanges(line, rest, source) : NO_RANGES
    const endpoint = readAddress(parts[1] as string, source)
    const { role, health, reachable, myself } = this.#flagsOf(parts[2] as string)
    if (endpoint === undefined || role === undefined || !reachable) return undefined
    const { host, port, hostname, zone } = endpoint
    const isReplica = role === 'replica'
    return {
      // Not spread: objects of one shape are read several times as fast, and there are thousands of lines.
      node: clusterNode({ host, port, id, health, zone, hostname }, role),
      myself,
      primaryId: isReplica ? primaryId : undefined,
      epoch: Number(epochText),
      ranges: isReplica ? NO_RANGES : ranges,
    }
  }

  #flagsOf(text: string): Flags {
    const known = this.#flags.get(text)
    if (known !== undefined) return known
    const flags = readFlags(text.split(','))
    this.#flags.set(text, flags)
    return flags
  }
}

const EPOCH = /^[0-9]{1,20}$/
const NO_RANGES: readonly SlotRange[] = []

function readFlags(flags: readonly string[]): Flags {
  const has = (flag: string): boolean => flags.includes(flag)
  const primary = has('master') || has('primary') ? 'primary' : undefined
  return {
    myself: has('myself'),
    reachable: !has('noaddr') && !has('handshake'),
    role: has('slave') || has('replica') ? 'replica' : primary,
    health: has('fail') ? 'failed' : has('fail?') ? 'suspected' : 'online',
  }
}

/** `ip:port@busport,hostname,name=value,…`, of which all but `ip:port` may be absent. The IP may be bare IPv6. */
function readAddress(
  text: string,
  source: Source,
): (NodeAddress & { hostname: string | undefined; zone: string | undefined }) | undefined {
  const comma = text.indexOf(',')
  const endpoint = comma === -1 ? text : text.slice(0, comma)
  const at = endpoint.indexOf('@')
  const ipAndPort = at === -1 ? endpoint : endpoint.slice(0, at)
  const colon = ipAndPort.lastIndexOf(':')
  if (colon === -1) throw malformed(source, 'an address has no port')
  const { hostnameText, zoneText, portText } = comma === -1 ? NOTHING_MORE : readMore(text.slice(comma + 1), source)
  const port = choosePort(ipAndPort.slice(colon + 1), portText, source)
  const host = hostOf(ipAndPort.slice(0, colon), [hostnameText], source)
  const hostname = hostnameOf(hostnameText, source)
  return host === undefined || port === 0 ? undefined : { host, port, hostname, zone: zoneOf(zoneText, source) }
}

/** What stands behind an address. */
interface More {
  readonly hostnameText: string | undefined
  readonly zoneText: string | undefined
  /** The port of the kind that is wanted. */
  readonly portText: string | undefined
}

const NOTHING_MORE: More = { hostnameText: undefined, zoneText: undefined, portText: undefined }

function readMore(text: string, { tls }: Source): More {
  // As newer servers write it for a node without a host name.
  if (text === '') return NOTHING_MORE
  const parts = text.split(',')
  const told = new Map(parts.filter(part => part.includes('=')).map(pair => split(pair, '=')))
  return {
    hostnameText: parts.find(part => !part.includes('=')),
    zoneText: told.get('availability-zone'),
    portText: told.get(tls ? 'tls-port' : 'tcp-port'),
  }
}

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
