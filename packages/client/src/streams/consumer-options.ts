import type { OneOrMany, Value } from '@rc/commands'
import { ConfigError } from '@rc/errors'
import {
  ANY,
  checkOption,
  checkOptions,
  FLAG,
  isRecord,
  isValue,
  oneOf,
  POSITIVE,
  type Rules,
  SIGNAL,
} from '@rc/pipeline'
import type { Key } from '@rc/slots'

/** Streams to read: one, several, or the id behind which to begin by stream. */
export type StreamsToRead = OneOrMany<Key> | Readonly<Record<string, Value>> | ReadonlyMap<Key, Value>

/** What a consumer reads. */
export interface StreamConsumerOptions {
  /** Streams, in any slots: one, several, or a record of the id behind which to begin by stream (`position` of another consumer). */
  streams: StreamsToRead
  /**
   * Where streams begin of which nothing else is said: `'$'` (default) at what is added from now on, `'0'` at their first
   * entry, or behind an id. With a group: where the group begins, if it has to be made.
   */
  from?: Value | undefined
  /** Entries that are asked for at once, of each stream. Default 100. */
  count?: number | undefined
  /** Milliseconds that a server is waited at before it is asked again. Default 5000. */
  blockMs?: number | undefined
  /** Ends the consumer when it fires: its loop throws AbortError. */
  signal?: AbortSignal | undefined
}

/** What a consumer of a group reads. */
export interface GroupConsumerOptions extends StreamConsumerOptions {
  /** Name of the group; it shares the entries out among its consumers. */
  group: Value
  /** Name of this consumer, by which the server knows what it has pending: one of its own for each that runs. */
  consumer: Value
  /**
   * `'manual'` (default): by `message.ack()`. `'auto'`: a message is acknowledged when the next one is asked for, so after
   * its turn of the loop. `'none'`: the server takes delivered for done; what is on the way when a connection breaks is
   * lost.
   */
  ack?: 'manual' | 'auto' | 'none' | undefined
  /** Make the group, and the stream, where there is none. Default true. */
  create?: boolean | undefined
  /**
   * Take over what any consumer of the group has had pending for so many milliseconds; longer than the longest work on a
   * message, or two will do it. Default: nothing is taken over.
   */
  claimIdleMs?: number | undefined
}

/** Options as they were checked: streams with where each begins. */
export interface CheckedOptions {
  readonly streams: ReadonlyMap<string, StreamPlace>
  readonly from: Value
  readonly count: number
  readonly blockMs: number
  readonly signal: AbortSignal | undefined
  readonly group: CheckedGroup | undefined
}

/** A stream and where to begin in it. */
export interface StreamPlace {
  readonly key: Key
  readonly from: string
}

/** What was said of a group. */
export interface CheckedGroup {
  readonly name: Value
  readonly consumer: Value
  readonly ack: 'manual' | 'auto' | 'none'
  readonly create: boolean
  readonly claimIdleMs: number | undefined
}

const RULES: Rules<StreamConsumerOptions> = {
  // They are read one by one.
  streams: ANY,
  from: [isValue, "an id, such as '$' or '0'"],
  count: POSITIVE,
  blockMs: [value => POSITIVE[0](value), 'a positive whole number of milliseconds'],
  signal: SIGNAL,
}
const GROUP_RULES: Rules<GroupConsumerOptions> = {
  ...RULES,
  group: [value => isValue(value) && value !== '', 'the name of a group'],
  consumer: [value => isValue(value) && value !== '', 'the name of this consumer within its group'],
  ack: /* @__PURE__ */ oneOf(['manual', 'auto', 'none']),
  create: FLAG,
  claimIdleMs: RULES.blockMs,
}

/** @throws ConfigError where an option is missing, not known, or cannot be */
export function checkConsumer(given: StreamConsumerOptions | GroupConsumerOptions): CheckedOptions {
  const ofGroup = isRecord(given) && 'group' in given
  checkOptions(given, ofGroup ? GROUP_RULES : RULES, {
    example: "{ streams: ['orders', 'payments'] }",
    no: 'A consumer of streams has no option',
    instead: name =>
      Object.hasOwn(GROUP_RULES, name) ? 'It belongs to a consumer of a group: name the group.' : undefined,
  })
  const { from = '$', count = 100, blockMs = 5000, signal } = given
  const group = ofGroup ? settledGroup(given as GroupConsumerOptions) : undefined
  return { streams: placesOf(given.streams, from), from, count, blockMs, signal, group }
}

function settledGroup({
  group,
  consumer,
  ack = 'manual',
  create = true,
  claimIdleMs,
}: GroupConsumerOptions): CheckedGroup {
  // Undefined stands for nothing elsewhere; these two are needed.
  for (const [name, value] of Object.entries({ group, consumer }))
    checkOption(name, value ?? '', GROUP_RULES[name as 'group' | 'consumer'])
  return { name: group, consumer, ack, create, claimIdleMs }
}

function placesOf(streams: StreamsToRead, from: Value): ReadonlyMap<string, StreamPlace> {
  const places = new Map<string, StreamPlace>()
  for (const [key, at] of pairsOf(streams, from)) {
    if (!isValue(key)) throw new ConfigError('The option streams must name streams: one, a list, or a record of ids.')
    if (!isValue(at)) throw new ConfigError('The option streams must give an id for each stream of a record.')
    places.set(textOf(key), { key, from: textOf(at) })
  }
  if (places.size === 0) throw new ConfigError('The option streams is empty: name at least one stream.')
  return places
}

function pairsOf(streams: StreamsToRead, from: Value): Iterable<readonly [Key, Value]> {
  if (Array.isArray(streams)) return (streams as readonly Key[]).map(key => [key, from] as const)
  if (streams instanceof Map) return streams as ReadonlyMap<Key, Value>
  if (typeof streams === 'object' && streams !== null && !(streams instanceof Uint8Array)) {
    return Object.entries(streams as Readonly<Record<string, Value>>)
  }
  return [[streams as Key, from]]
}

/** A name or an id as text, as replies have it. */
const textOf = (value: Value): string => (value instanceof Uint8Array ? Buffer.from(value).toString() : String(value))
