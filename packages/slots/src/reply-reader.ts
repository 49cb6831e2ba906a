import { ProtocolError } from '@rc/errors'
import { MAX_SHARDS } from './assemble.js'
import type { NodeHealth, ShardDescription } from './cluster-node.js'
import { isHost, unbracket } from './host.js'
import { formatAddress, type NodeAddress } from './node-address.js'

// A reply comes from the network: every value is unknown until it is read, and what cannot be is a ProtocolError that
// names the place, never the value. Only known names are looked up, and nothing is written under a name from outside.

/** Which reply is read, and who gave it. */
export interface Source {
  /** Such as `'CLUSTER SLOTS'`. */
  readonly command: string
  /** Stands in for a host that the reply leaves empty. */
  readonly answeredBy: NodeAddress
  /** Whether to take the ports for TLS where a reply gives both. */
  readonly tls: boolean
}

/** Options of the parsers of cluster replies. */
export interface ParseOptions {
  /** Take the TLS port where a node has one besides the plain one. Default false. */
  readonly tls?: boolean | undefined
}

export const malformed = (source: Source, what: string): ProtocolError =>
  new ProtocolError(`The reply to ${source.command} is malformed: ${what}. It was not used.`, {
    command: source.command,
    node: formatAddress(source.answeredBy),
    executed: 'yes',
  })

/** A string, or its bytes; undefined where there is none. */
export function optionalText(value: unknown, what: string, source: Source): string | undefined {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return undefined
  if (value instanceof Uint8Array) return decoder.decode(value)
  throw malformed(source, `${what} is not a string`)
}

const decoder = new TextDecoder()

export function list(value: unknown, what: string, source: Source): readonly unknown[] {
  if (!Array.isArray(value)) throw malformed(source, `${what} is not an array`)
  return value
}

/** Looks up a field of a map, in whichever of its shapes it came. */
export type Fields = (name: string) => unknown

/** A RESP3 map, as an object or as a `Map`, or the flat array of names and values that it is under RESP2. */
export function fields(value: unknown, what: string, source: Source): Fields {
  if (value instanceof Map) return name => value.get(name)
  if (Array.isArray(value)) {
    if (value.length % 2 !== 0) throw malformed(source, `${what} has a name without a value`)
    const byName = new Map<string | undefined, unknown>()
    for (let i = 0; i < value.length; i += 2)
      byName.set(optionalText(value[i], `a name in ${what}`, source), value[i + 1])
    return name => byName.get(name)
  }
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Error) {
    throw malformed(source, `${what} is not a map`)
  }
  return name => (Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined)
}

/** A port; 0 where the node has none. */
export function portOf(value: unknown, source: Source): number {
  const port = typeof value === 'bigint' ? Number(value) : value
  if (!Number.isInteger(port) || (port as number) < 0 || (port as number) > 65535) {
    throw malformed(source, 'a port is not a number from 0 to 65535')
  }
  return port as number
}

/** A node's id; undefined where it is left empty. */
export function idOf(value: unknown, source: Source): string | undefined {
  const text = optionalText(value, "a node's id", source)
  if (text === undefined || text === '') return undefined
  if (!WORD.test(text)) throw malformed(source, "a node's id is not one")
  return text
}

/** An availability zone. It is a free text in the server's configuration: a strange one is no reason to lose the map. */
export function zoneOf(value: unknown, source: Source): string | undefined {
  const text = optionalText(value, 'an availability zone', source)
  return text !== undefined && WORD.test(text) ? text : undefined
}

const WORD = /^[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,252}$/

/**
 * The host to dial. An empty one stands for the host of the node that answered; `?` for one that the server does not
 * know, and then the others that it tells are tried. Undefined where the node cannot be reached.
 */
export function hostOf(preferred: unknown, others: readonly unknown[], source: Source): string | undefined {
  const text = optionalText(preferred, 'a host', source)
  if (text === undefined || text === '') return source.answeredBy.host
  if (text !== '?') return checkedHost(text, source)
  for (const other of others) {
    const next = optionalText(other, 'a host', source)
    if (next !== undefined && next !== '' && next !== '?') return checkedHost(next, source)
  }
  return undefined
}

function checkedHost(text: string, source: Source): string {
  const host = unbracket(text)
  if (!isHost(host)) throw malformed(source, 'a host is neither a name nor an address')
  return host
}

/** The host name that a node announces; undefined where it announces none. */
export function hostnameOf(value: unknown, source: Source): string | undefined {
  const text = optionalText(value, 'a hostname', source)
  return text === undefined || text === '' || text === '?' ? undefined : checkedHost(text, source)
}

/** A word that is not known says nothing: a newer server may have more of them. */
export function healthOf(value: unknown, source: Source): NodeHealth | undefined {
  return HEALTHS.get(optionalText(value, 'a health', source))
}

const HEALTHS: ReadonlyMap<string | undefined, NodeHealth> = new Map([
  ['online', 'online'],
  ['loading', 'loading'],
  // Servers say "fail" where their documentation says "failed".
  ['fail', 'failed'],
  ['failed', 'failed'],
])

/** The descriptions, where a topology has room for them. */
export function bounded(shards: ShardDescription[], source: Source): ShardDescription[] {
  if (shards.length > MAX_SHARDS) throw malformed(source, `it names more than ${MAX_SHARDS} shards`)
  return shards
}
