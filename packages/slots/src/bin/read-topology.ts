import { readFile } from 'node:fs/promises'
import { ConfigError, ProtocolError } from '@rc/errors'
import type { ShardInput } from '../cluster-node.js'
import { parseClusterNodes } from '../parse-nodes.js'
import { parseClusterShards } from '../parse-shards.js'
import { parseClusterSlots } from '../parse-slots.js'
import { Topology } from '../topology.js'
import { InputError } from './io.js'
import { unreadable } from './read-keys.js'

// Stands where a file leaves the host open, as a server does that was never told its own address.
const ANSWERED_BY = { host: 'localhost', port: 6379 }

/** The topology that a file describes, in whichever of the known forms. */
export async function readTopology(file: string): Promise<Topology> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw unreadable(file, error)
  })
  try {
    const topology = Topology.of(describe(text.trim()))
    if (topology.coveredSlots > 0) return topology
  } catch (error) {
    // Where JSON breaks off, its own message repeats what stands there.
    const why = error instanceof SyntaxError ? 'its JSON is broken.' : (error as Error).message
    if (!(error instanceof ProtocolError || error instanceof ConfigError || error instanceof SyntaxError)) throw error
    throw new InputError(`${file} is no topology: ${why} ${KNOWN_FORMS}`)
  }
  throw new InputError(`${file} is no topology: no node in it owns a slot. ${KNOWN_FORMS}`)
}

const KNOWN_FORMS = 'Known forms: CLUSTER NODES as text, CLUSTER SLOTS or CLUSTER SHARDS as JSON.'

function describe(text: string): readonly ShardInput[] {
  if (!/^[[{"]/.test(text)) return parseClusterNodes(text, ANSWERED_BY)
  const json: unknown = JSON.parse(text)
  // redis-cli --json writes the text of CLUSTER NODES as one JSON string.
  if (typeof json === 'string') return parseClusterNodes(json, ANSWERED_BY)
  if (!Array.isArray(json)) return ownForm(json)
  return Array.isArray(json[0]) && typeof json[0][0] === 'number'
    ? parseClusterSlots(json, ANSWERED_BY)
    : parseClusterShards(json, ANSWERED_BY)
}

/** What `JSON.stringify(topology)` gives. */
function ownForm(json: unknown): readonly ShardInput[] {
  const shards = (json as { shards?: unknown }).shards
  const isShard = (shard: unknown): boolean => {
    const { primary, replicas, ranges } = (shard ?? {}) as Record<string, unknown>
    const isNode = (node: unknown): boolean => typeof (node as { host?: unknown } | null)?.host === 'string'
    const isRange = (range: unknown): boolean => typeof range === 'object' && range !== null
    return (
      isNode(primary) &&
      Array.isArray(ranges) &&
      ranges.every(isRange) &&
      (replicas === undefined || (Array.isArray(replicas) && replicas.every(isNode)))
    )
  }
  if (!Array.isArray(shards) || !shards.every(isShard)) throw new ConfigError('its JSON is of another form.')
  return shards as ShardInput[]
}
