import { type Command, command } from '../command.js'
import { toTextOrNull } from '../replies.js'
import { XADD, XDEL, XLEN, XRANGE, XREAD, XREVRANGE, XSETID, XTRIM } from '../specs.gen.js'
import { XREAD_NOW } from '../variants.js'
import { appendPairs, type Key, many, type OneOrMany, type Pairs, type Value } from './args.js'
import { appendOptions, checkNames, isOn, type OptionTable } from './options.js'
import { type StreamEntries, type StreamEntry, toEntries, toStreams } from './stream-entries.js'
import { streamArgs } from './stream-args.js'
import { appendReference, appendTrim, appendTrimOnly, TRIM_NAMES, type TrimOptions } from './trim-options.js'

/** Options of XADD. */
export interface XaddOptions extends TrimOptions {
  /** Do not make the stream where there is none; the answer is null then. */
  nomkstream?: boolean
}

/** Options of XRANGE and XREVRANGE. */
export interface XrangeOptions {
  /** No more than so many entries. */
  count?: number
}

/** Options of XREAD. */
export interface XreadOptions {
  /** No more than so many entries of each stream. */
  count?: number
  /** Wait for so many milliseconds where there is nothing; 0 waits without end. */
  block?: number
}

/** Options of XSETID. */
export interface XsetidOptions {
  /** How many entries were ever added. */
  entriesadded?: number | bigint
  /** The highest id that was deleted. */
  maxdeletedid?: Value
}

const XRANGE_OPTIONS: OptionTable<XrangeOptions> = { tokens: { count: 'value' } }
const XREAD_OPTIONS: OptionTable<XreadOptions> = { tokens: { count: 'value', block: 'value' } }
const XSETID_OPTIONS: OptionTable<XsetidOptions> = {
  tokens: { entriesadded: 'value', maxdeletedid: 'value' },
  needs: { entriesadded: 'maxdeletedid', maxdeletedid: 'entriesadded' },
}

/**
 * Adds an entry. Answers with its id; null where `nomkstream` kept it out.
 *
 * O(1), and O(n) in the number of entries trimmed. Since 5.0.0. Cluster: runs on the primary of the key's slot.
 *
 * @param id `'*'` lets the server choose
 * @throws ConfigError where there are no fields or options do not go together
 * @example
 * await rc.xadd('events', '*', { type: 'login', user: 'alice' }, { maxlen: 1000, approximate: true })
 */
export const xadd = (key: Key, id: Value, message: Pairs, options?: XaddOptions): Command<string | null> => {
  const args: Value[] = [key]
  if (options !== undefined) {
    checkNames(XADD, options, ['nomkstream', ...TRIM_NAMES])
    if (isOn(XADD, 'nomkstream', options.nomkstream)) args.push('NOMKSTREAM')
    appendReference(XADD, args, options)
    appendTrim(XADD, args, options)
  }
  args.push(id)
  return command(XADD, appendPairs(XADD, args, { what: 'fields', pairs: message }), toTextOrNull)
}

/**
 * Deletes entries. Answers with how many there were.
 *
 * O(n) in the number of entries. Since 5.0.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where the list of ids is empty
 */
export const xdel = (key: Key, ids: OneOrMany<Value>): Command<number> =>
  command(XDEL, [key, ...many(XDEL, 'ids', ids)])

/**
 * Number of entries.
 *
 * O(1). Since 5.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const xlen = (key: Key): Command<number> => command(XLEN, [key])

/**
 * Entries from `start` to `end`, both included; `'-'` and `'+'` are the ends, `'(id'` a bound that is left out.
 *
 * O(n) in the number of entries. Since 5.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const xrange = (key: Key, start: Value, end: Value, options?: XrangeOptions): Command<StreamEntry[]> =>
  command(XRANGE, appendOptions(XRANGE, [key, start, end], { given: options, table: XRANGE_OPTIONS }), toEntries)

/**
 * Entries behind an id, for each of several streams. Null where there are none.
 *
 * O(n) in the number of entries. Since 5.0.0. Cluster: all keys must be in one slot. Without `block` a node of that slot
 * answers, by `readFrom`; with it the command has a connection of its own.
 *
 * @param streams the id behind which to read, by stream; `'$'` is the last id that there is now
 * @throws ConfigError where there are no streams
 * @example
 * await rc.xread({ events: '0' }, { count: 10 }) // { events: [{ id: '1-0', message: { type: 'login' } }] }
 */
export const xread = (streams: Pairs, options?: XreadOptions): Command<StreamEntries | null> => {
  const spec = options?.block === undefined ? XREAD_NOW : XREAD
  const args = appendOptions<XreadOptions>(spec, [], { given: options, table: XREAD_OPTIONS })
  return command(spec, [...args, ...streamArgs(spec, streams)], toStreams)
}

/**
 * Entries from `end` down to `start`, both included.
 *
 * O(n) in the number of entries. Since 5.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const xrevrange = (key: Key, end: Value, start: Value, options?: XrangeOptions): Command<StreamEntry[]> =>
  command(XREVRANGE, appendOptions(XREVRANGE, [key, end, start], { given: options, table: XRANGE_OPTIONS }), toEntries)

/**
 * Sets the last id of a stream.
 *
 * O(1). Since 5.0.0, options since 7.0.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where one of the two options is given alone
 */
export const xsetid = (key: Key, lastId: Value, options?: XsetidOptions): Command<'OK'> =>
  command(XSETID, appendOptions(XSETID, [key, lastId], { given: options, table: XSETID_OPTIONS }))

/**
 * Makes a stream shorter. Answers with how many entries were removed.
 *
 * O(n) in the number of entries removed. Since 5.0.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where there is neither `maxlen` nor `minid`, or options do not go together
 */
export const xtrim = (key: Key, options: TrimOptions): Command<number> =>
  command(XTRIM, appendTrimOnly(XTRIM, [key], options))
