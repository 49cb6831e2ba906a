import { ConfigError, ProtocolError } from '@rc/errors'
import { parseSlotRanges, type SlotRange } from '@rc/slots'
import { SlotSet } from './slot-set.js'

/** What a node says of itself in CLUSTER NODES. Nobody knows better which keys it has. */
export interface OwnLine {
  readonly id: string
  readonly epoch: number
  /** The slots that are its own; none for a replica. */
  readonly owned: SlotSet
  /** Slots among them that are leaving, with the id of the node that takes them. */
  readonly leaving: ReadonlyMap<number, string>
  /** Slots of others that are coming in, with the id of the node that still owns them. */
  readonly coming: ReadonlyMap<number, string>
}

/** `id address flags primary ping pong epoch link`, then slots. */
const FIELDS = 8
const OWN = /^\S+ \S+ (?:\S+,)?myself(?:,\S+)? .*$/m
/** `[slot->-id]` where a slot leaves, `[slot-<-id]` where it comes in. */
const MARKER = /^\[(\d{1,5})-([<>])-([\w.:-]+)\]$/

/**
 * The line that a reply to CLUSTER NODES flags as `myself`.
 *
 * @throws ProtocolError where there is none
 */
export function findOwnLine(reply: string): string {
  const [line] = OWN.exec(reply) ?? []
  if (line === undefined) throw malformed('no line says which node answered')
  return line.trimEnd()
}

/** @throws ProtocolError where the line cannot be read */
export function readOwnLine(line: string): OwnLine {
  const fields = line.split(' ')
  const [id = '', , flagText = '', , , , epoch = ''] = fields
  if (fields.length < FIELDS || !/^\d{1,15}$/.test(epoch)) throw malformed('a line has too few fields')
  const leaving = new Map<number, string>()
  const coming = new Map<number, string>()
  const ranges: SlotRange[] = []
  for (const part of fields.slice(FIELDS)) {
    const [, slot, way, other = ''] = MARKER.exec(part) ?? []
    if (slot === undefined) ranges.push(...readRanges(part))
    else (way === '>' ? leaving : coming).set(Number(slot), other)
  }
  const flags = flagText.split(',')
  const isReplica = flags.includes('slave') || flags.includes('replica')
  return { id, epoch: Number(epoch), owned: isReplica ? SlotSet.none : SlotSet.ofRanges(ranges), leaving, coming }
}

function readRanges(part: string): SlotRange[] {
  try {
    return parseSlotRanges(part)
  } catch (error) {
    throw error instanceof ConfigError ? malformed('a line ends in something that is no range of slots') : error
  }
}

const malformed = (what: string): ProtocolError =>
  new ProtocolError(`The reply to CLUSTER NODES cannot be read: ${what}.`, { command: 'CLUSTER NODES' })
