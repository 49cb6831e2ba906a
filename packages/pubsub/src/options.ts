import { ConfigError } from '@rc/errors'

/**
 * What happens when messages come faster than they are read, and the buffer is full:
 *
 * - `'drop-oldest'`: the oldest are dropped, and a gap stands in their place.
 * - `'block'`: nothing more is read from the server until there is room. The subscription has connections of its own, so
 *   that it blocks nobody else. A server ends such a connection beyond its `client-output-buffer-limit`; that is a gap.
 * - `'throw'`: the subscription ends with QueueFullError, once what is in the buffer has been read.
 */
export type Overflow = 'block' | 'drop-oldest' | 'throw'

/** Options of a subscription. */
export interface SubscribeOptions {
  /** Messages that may wait to be read. Default 10 000. Listeners to `message` have no need of it. */
  bufferSize?: number | undefined
  /** What happens when there are more. Default `'drop-oldest'`. */
  overflow?: Overflow | undefined
  /** Default true. False: `{ subscribed }` and `{ unsubscribed }` stand among the messages. */
  ignoreSubscribeMessages?: boolean | undefined
}

/** Options of a stream of keyspace notifications. */
export interface KeyspaceOptions extends Omit<SubscribeOptions, 'ignoreSubscribeMessages'> {
  /** Which keys, as a glob pattern. Default all. */
  pattern?: string | undefined
  /** Which events: `'set'`, `['expired', 'del']` … Default all. */
  events?: string | readonly string[] | undefined
}

/** The options of a stream, complete. */
export interface StreamOptions {
  readonly bufferSize: number
  readonly overflow: Overflow
  readonly ignoreSubscribeMessages: boolean
}

const COMMON = ['bufferSize', 'overflow'] as const
const SUBSCRIBE: readonly string[] = [...COMMON, 'ignoreSubscribeMessages']
const KEYSPACE: readonly string[] = [...COMMON, 'pattern', 'events']
const OVERFLOWS: readonly unknown[] = ['block', 'drop-oldest', 'throw'] satisfies Overflow[]

/**
 * @throws ConfigError that names the option and what it may be
 */
export function subscribeOptions(given: SubscribeOptions): StreamOptions {
  checkNames(given, SUBSCRIBE)
  const { ignoreSubscribeMessages = true } = given
  if (typeof ignoreSubscribeMessages !== 'boolean') {
    throw new ConfigError('The option ignoreSubscribeMessages must be true or false.')
  }
  return { ...streamOptions(given), ignoreSubscribeMessages }
}

/** What a stream of keyspace notifications is to show. */
export interface KeyspaceFilter {
  readonly pattern: string | undefined
  readonly events: ReadonlySet<string> | undefined
}

/**
 * @throws ConfigError that names the option and what it may be
 */
export function keyspaceOptions(given: KeyspaceOptions): StreamOptions & KeyspaceFilter {
  checkNames(given, KEYSPACE)
  const { pattern, events } = given
  if (pattern !== undefined && typeof pattern !== 'string')
    throw new ConfigError('The option pattern must be a string.')
  const names = typeof events === 'string' ? [events] : events
  if (names !== undefined && !(Array.isArray(names) && names.length > 0 && names.every(isWord))) {
    throw new ConfigError("The option events must be the name of an event, such as 'expired', or a list of names.")
  }
  return {
    ...streamOptions(given),
    ignoreSubscribeMessages: true,
    pattern,
    events: names === undefined ? undefined : new Set(names),
  }
}

const isWord = (name: unknown): boolean => typeof name === 'string' && name !== ''

function streamOptions({ bufferSize = 10_000, overflow = 'drop-oldest' }: SubscribeOptions) {
  if (!Number.isInteger(bufferSize) || bufferSize < 1) {
    throw new ConfigError('The option bufferSize must be a positive whole number of messages.')
  }
  if (!OVERFLOWS.includes(overflow)) {
    throw new ConfigError("The option overflow must be 'block', 'drop-oldest' or 'throw'.")
  }
  return { bufferSize, overflow }
}

function checkNames(given: object, names: readonly string[]): void {
  if (typeof given !== 'object' || given === null) {
    throw new ConfigError('Options of a subscription are a record, such as { bufferSize: 1000 }.')
  }
  for (const name of Object.keys(given)) {
    if (!names.includes(name)) {
      throw new ConfigError(`There is no option ${name} here. Options are: ${names.join(', ')}.`)
    }
  }
}
