import type { Reply } from '@rc/resp'
import type { PlainText } from '../plain-text.js'
import { toList, toRecord, toStrings, toText } from '../replies.js'

/** An entry of a stream. */
export interface StreamEntry {
  id: PlainText
  message: Record<string, string>
}

/** Entries by stream. */
export type StreamEntries = Record<string, StreamEntry[]>

/** An entry that a consumer has pending. `message` is null where the entry has been deleted and only its id is left. */
export interface DeliveredEntry {
  id: PlainText
  message: Record<string, string> | null
}

/** What a consumer was delivered, by stream. */
export type DeliveredEntries = Record<string, DeliveredEntry[]>

function toDeliveredEntry(reply: Reply): DeliveredEntry {
  const [id, fields] = toList(reply)
  return { id: toText(id), message: fields === null || fields === undefined ? null : toStrings(fields) }
}

/** Only entries that were delivered before can come without a message. */
const toEntry = (reply: Reply): StreamEntry => toDeliveredEntry(reply) as StreamEntry

export const toEntryOrNull = (reply: Reply): StreamEntry | null => (reply === null ? null : toEntry(reply))

/** Entries whose content is gone come as nil from servers before 7.0: they are left out. */
export const toEntries = (reply: Reply): StreamEntry[] =>
  toList(reply)
    .filter(entry => entry !== null)
    .map(toEntry)

/** Entries by stream: a map under RESP3, a list of pairs under RESP2; null where nothing came. */
export function toStreams(reply: Reply): StreamEntries | null {
  if (reply === null) return null
  const streams = Object.create(null) as StreamEntries
  if (Array.isArray(reply)) {
    for (const stream of reply as readonly Reply[]) {
      const [key, entries] = toList(stream)
      streams[toText(key)] = toEntries(entries ?? null)
    }
    return streams
  }
  for (const [key, entries] of Object.entries(toRecord(reply))) streams[key] = toEntries(entries)
  return streams
}

/** Entries by stream, of which some may be deleted. */
export const toDelivered = (reply: Reply): DeliveredEntries | null => toStreams(reply)
