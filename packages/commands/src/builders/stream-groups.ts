import type { Arg, Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import type { PlainText } from '../plain-text.js'
import { toList, toText, toTextOrNull, toTexts } from '../replies.js'
import {
  XACK,
  XAUTOCLAIM,
  XCLAIM,
  XGROUP_CREATE,
  XGROUP_CREATECONSUMER,
  XGROUP_DELCONSUMER,
  XGROUP_DESTROY,
  XGROUP_SETID,
  XPENDING,
  XREADGROUP,
} from '../specs.gen.js'
import { XREADGROUP_NOW } from '../variants.js'
import { type Key, many, type OneOrMany, type Pairs, type Value } from './args.js'
import { appendOptions, checkNames, type OptionTable, refuse } from './options.js'
import { streamArgs } from './stream-args.js'
import { type DeliveredEntries, type StreamEntry, toDelivered, toEntries } from './stream-entries.js'

/** Options of XAUTOCLAIM. */
export interface XautoclaimOptions {
  /** Look at no more than so many entries; 100 without it. */
  count?: number
  /** Answer with the ids alone, and do not count it as a delivery. */
  justid?: boolean
}

/** Options of XCLAIM. */
export interface XclaimOptions {
  /** Milliseconds since the entries were last delivered. */
  idle?: number
  /** The same as a time, in milliseconds since 1970. */
  time?: number | bigint
  /** How often they were delivered. */
  retrycount?: number
  /** Also entries that nobody has pending. */
  force?: boolean
  /** Answer with the ids alone, and do not count it as a delivery. */
  justid?: boolean
  /** Moves the group's last delivered id up to this one. */
  lastid?: Value
}

/** Options of XGROUP CREATE. */
export interface XgroupCreateOptions {
  /** Make the stream where there is none. */
  mkstream?: boolean
  /** How many entries the group is taken to have read. */
  entriesread?: number | bigint
}

/** Options of XGROUP SETID. */
export interface XgroupSetidOptions {
  /** How many entries the group is taken to have read. */
  entriesread?: number | bigint
}

/** Which pending entries XPENDING tells of. */
export interface XpendingRange {
  /** `'-'` is the lowest id. */
  start: Value
  /** `'+'` is the highest id. */
  end: Value
  count: number
  /** Only those of this consumer. */
  consumer?: Value
  /** Only those that were not delivered for so many milliseconds. */
  idle?: number
}

/** Options of XREADGROUP. */
export interface XreadgroupOptions {
  /** No more than so many entries of each stream. */
  count?: number
  /** Wait for so many milliseconds where there is nothing; 0 waits without end. */
  block?: number
  /** The entries need no XACK. */
  noack?: boolean
}

/** What XAUTOCLAIM claimed. `cursor` asks for more; `'0-0'` says that all have been looked at. */
export interface Autoclaimed {
  cursor: PlainText
  /** Entries, or their ids alone where `justid` was given. */
  entries: StreamEntry[] | PlainText[]
  /** Ids that were pending but are in the stream no more. */
  deleted: PlainText[]
}

/** What XPENDING tells of a group. */
export interface PendingSummary {
  count: number
  /** The lowest pending id. */
  min: PlainText | null
  /** The highest pending id. */
  max: PlainText | null
  consumers: { name: string; count: number }[]
}

/** A pending entry. */
export interface PendingEntry {
  id: PlainText
  consumer: string
  idleMs: number
  deliveries: number
}

const XAUTOCLAIM_OPTIONS: OptionTable<XautoclaimOptions> = { tokens: { count: 'value', justid: 'flag' } }
const XCLAIM_OPTIONS: OptionTable<XclaimOptions> = {
  tokens: { idle: 'value', time: 'value', retrycount: 'value', force: 'flag', justid: 'flag', lastid: 'value' },
  exclusive: [['idle', 'time']],
}
const CREATE_OPTIONS: OptionTable<XgroupCreateOptions> = { tokens: { mkstream: 'flag', entriesread: 'value' } }
const SETID_OPTIONS: OptionTable<XgroupSetidOptions> = { tokens: { entriesread: 'value' } }
const XREADGROUP_OPTIONS: OptionTable<XreadgroupOptions> = {
  tokens: { count: 'value', block: 'value', noack: 'flag' },
}

/**
 * Says that entries are done. Answers with how many were pending.
 *
 * O(n) in the number of ids. Since 5.0.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where the list of ids is empty
 */
export const xack = (key: Key, group: Value, ids: OneOrMany<Value>): Command<number> =>
  command(XACK, [key, group, ...many(XACK, 'ids', ids)])

/**
 * Takes over entries that were pending for too long, from `start` on.
 *
 * O(1) for each `count`. Since 6.2.0. Cluster: runs on the primary of the key's slot.
 */
export const xautoclaim = (
  key: Key,
  group: Value,
  consumer: Value,
  minIdleMs: number,
  start: Value,
  options?: XautoclaimOptions,
): Command<Autoclaimed> =>
  command(
    XAUTOCLAIM,
    appendOptions(XAUTOCLAIM, [key, group, consumer, minIdleMs, start], { given: options, table: XAUTOCLAIM_OPTIONS }),
    options?.justid === true ? toClaimedIds : toClaimedEntries,
  )

/**
 * Takes over pending entries. Answers with them, or with their ids where `justid` is given.
 *
 * O(log n) in the number of pending entries. Since 5.0.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where the list of ids is empty or options exclude each other
 */
export const xclaim = (
  key: Key,
  group: Value,
  consumer: Value,
  minIdleMs: number,
  ids: OneOrMany<Value>,
  options?: XclaimOptions,
): Command<StreamEntry[] | PlainText[]> => {
  const args = [key, group, consumer, minIdleMs, ...many(XCLAIM, 'ids', ids)]
  appendOptions(XCLAIM, args, { given: options, table: XCLAIM_OPTIONS })
  return options?.justid === true ? command(XCLAIM, args, toTexts) : command(XCLAIM, args, toEntries)
}

/**
 * Makes a group that reads entries behind an id; `'$'` is the last id that there is now.
 *
 * O(1). Since 5.0.0. Cluster: runs on the primary of the key's slot.
 */
export const xgroupCreate = (key: Key, group: Value, id: Value, options?: XgroupCreateOptions): Command<'OK'> =>
  command(XGROUP_CREATE, appendOptions(XGROUP_CREATE, [key, group, id], { given: options, table: CREATE_OPTIONS }))

/**
 * Makes a consumer of a group. Answers with 1, or 0 where there was one.
 *
 * O(1). Since 6.2.0. Cluster: runs on the primary of the key's slot.
 */
export const xgroupCreateconsumer = (key: Key, group: Value, consumer: Value): Command<number> =>
  command(XGROUP_CREATECONSUMER, [key, group, consumer])

/**
 * Deletes a consumer of a group. Answers with how many entries it had pending.
 *
 * O(1). Since 5.0.0. Cluster: runs on the primary of the key's slot.
 */
export const xgroupDelconsumer = (key: Key, group: Value, consumer: Value): Command<number> =>
  command(XGROUP_DELCONSUMER, [key, group, consumer])

/**
 * Deletes a group. Answers with 1, or 0 where there was none.
 *
 * O(n) in the number of pending entries. Since 5.0.0. Cluster: runs on the primary of the key's slot.
 */
export const xgroupDestroy = (key: Key, group: Value): Command<number> => command(XGROUP_DESTROY, [key, group])

/**
 * Sets the id behind which a group reads on.
 *
 * O(1). Since 5.0.0. Cluster: runs on the primary of the key's slot.
 */
export const xgroupSetid = (key: Key, group: Value, id: Value, options?: XgroupSetidOptions): Command<'OK'> =>
  command(XGROUP_SETID, appendOptions(XGROUP_SETID, [key, group, id], { given: options, table: SETID_OPTIONS }))

/**
 * What a group has pending: a summary, or with a range the entries.
 *
 * O(n) in the number of consumers or of entries. Since 5.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 *
 * @throws ConfigError where the range lacks `start`, `end` or `count`
 */
export const xpending = (key: Key, group: Value, range?: XpendingRange): Command<PendingSummary | PendingEntry[]> => {
  if (range === undefined) return command(XPENDING, [key, group], toSummary)
  checkNames(XPENDING, range, ['start', 'end', 'count', 'consumer', 'idle'])
  const { start, end, count, consumer, idle } = range
  if (start === undefined || end === undefined || count === undefined) {
    throw refuse(XPENDING, 'a range needs start, end and count')
  }
  const args: Arg[] = [key, group]
  if (idle !== undefined) args.push('IDLE', idle)
  args.push(start, end, count)
  if (consumer !== undefined) args.push(consumer)
  return command(XPENDING, args, toPending)
}

/**
 * Reads entries as a consumer of a group, of one stream or several. Null where there are none. A pending entry that has
 * been deleted comes with `message: null`.
 *
 * O(n) in the number of entries. Since 5.0.0. Cluster: all keys must be in one slot; with `block` the command has a
 * connection of its own.
 *
 * @param streams by stream `'>'` for entries that nobody of the group got yet, or an id behind which to read what this
 *   consumer has pending
 * @throws ConfigError where there are no streams
 * @example
 * await rc.xreadgroup('workers', 'worker-1', { jobs: '>' }, { count: 10, block: 5000 })
 */
export const xreadgroup = (
  group: Value,
  consumer: Value,
  streams: Pairs,
  options?: XreadgroupOptions,
): Command<DeliveredEntries | null> => {
  const spec = options?.block === undefined ? XREADGROUP_NOW : XREADGROUP
  const args = appendOptions(spec, ['GROUP', group, consumer], { given: options, table: XREADGROUP_OPTIONS })
  return command(spec, [...args, ...streamArgs(spec, streams)], toDelivered)
}

function toClaimedEntries(reply: Reply): Autoclaimed {
  const [cursor, entries, deleted] = toList(reply)
  return { cursor: toText(cursor), entries: toEntries(entries ?? null), deleted: toTexts(deleted ?? null) }
}

function toClaimedIds(reply: Reply): Autoclaimed {
  const [cursor, ids, deleted] = toList(reply)
  return { cursor: toText(cursor), entries: toTexts(ids ?? null), deleted: toTexts(deleted ?? null) }
}

function toSummary(reply: Reply): PendingSummary {
  const [count, min, max, consumers] = toList(reply)
  return {
    count: Number(count),
    min: toTextOrNull(min ?? null),
    max: toTextOrNull(max ?? null),
    consumers: toList(consumers ?? null).map(consumer => {
      const [name, pending] = toList(consumer)
      return { name: name as string, count: Number(pending) }
    }),
  }
}

const toPending = (reply: Reply): PendingEntry[] =>
  toList(reply).map(entry => {
    const [id, consumer, idle, deliveries] = toList(entry)
    return { id: toText(id), consumer: consumer as string, idleMs: Number(idle), deliveries: Number(deliveries) }
  })
