import type { Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import type { PlainText } from '../plain-text.js'
import { toList, toRecord, toRecords, toText } from '../replies.js'
import { XINFO_CONSUMERS, XINFO_GROUPS, XINFO_STREAM } from '../specs.gen.js'
import type { Key, Value } from './args.js'
import { appendOptions, type OptionTable } from './options.js'
import { type StreamEntry, toEntries, toEntryOrNull } from './stream-entries.js'

/** Options of XINFO STREAM. */
export interface XinfoStreamOptions {
  /** Tell of all entries, groups and consumers. */
  full?: boolean
  /** With `full`: of no more than so many entries; 10 without it, 0 for all. */
  count?: number
}

/** A stream, under the server's names of the fields. Which there are depends on the server's version. */
export interface StreamInfo {
  length: number
  'last-generated-id': PlainText
  'max-deleted-entry-id'?: PlainText
  'recorded-first-entry-id'?: PlainText
  /** Without `full`. */
  'first-entry'?: StreamEntry | null
  /** Without `full`. */
  'last-entry'?: StreamEntry | null
  /** With `full`. */
  entries?: StreamEntry[]
  /** How many there are; with `full` what each is. */
  groups: number | Record<string, Reply>[]
  [field: string]: unknown
}

/** A group, under the server's names of the fields. */
export interface GroupInfo {
  name: string
  consumers: number
  pending: number
  'last-delivered-id': PlainText
  [field: string]: Reply
}

/** A consumer, under the server's names of the fields. */
export interface ConsumerInfo {
  name: string
  pending: number
  /** Milliseconds. */
  idle: number
  [field: string]: Reply
}

const STREAM_OPTIONS: OptionTable<XinfoStreamOptions> = {
  tokens: { full: 'flag', count: 'value' },
  needs: { count: 'full' },
}

/**
 * Consumers of a group.
 *
 * O(1). Since 5.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const xinfoConsumers = (key: Key, group: Value): Command<ConsumerInfo[]> =>
  command(XINFO_CONSUMERS, [key, group], toConsumers)

/**
 * Groups of a stream.
 *
 * O(1). Since 5.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const xinfoGroups = (key: Key): Command<GroupInfo[]> => command(XINFO_GROUPS, [key], toGroups)

/**
 * State of a stream.
 *
 * O(1), with `full` O(n) in the number of entries. Since 5.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 *
 * @throws ConfigError where `count` stands without `full`
 */
export const xinfoStream = (key: Key, options?: XinfoStreamOptions): Command<StreamInfo> =>
  command(
    XINFO_STREAM,
    appendOptions(XINFO_STREAM, [key], { given: options, table: STREAM_OPTIONS }),
    options?.full === true ? toFullInfo : toInfo,
  )

const toConsumers = (reply: Reply): ConsumerInfo[] => toRecords(reply) as unknown as ConsumerInfo[]
const toGroups = (reply: Reply): GroupInfo[] => toRecords(reply).map(withIds) as unknown as GroupInfo[]

function toInfo(reply: Reply): StreamInfo {
  const info = withIds(toRecord(reply)) as unknown as StreamInfo
  info['first-entry'] = toEntryOrNull((info['first-entry'] ?? null) as Reply)
  info['last-entry'] = toEntryOrNull((info['last-entry'] ?? null) as Reply)
  return info
}

function toFullInfo(reply: Reply): StreamInfo {
  const info = withIds(toRecord(reply)) as unknown as StreamInfo
  info.entries = toEntries((info.entries ?? null) as Reply)
  info.groups = toList(info.groups as Reply).map(group => {
    const record = withIds(toRecord(group))
    record['consumers'] = toRecords(record['consumers'] ?? null)
    return record
  })
  return info
}

/** Ids are text of the server's own, also where bytes were asked for. */
function withIds(record: Record<string, Reply>): Record<string, Reply> {
  for (const name of Object.keys(record)) if (name.endsWith('-id')) record[name] = toText(record[name])
  return record
}
