/** Where a cluster is, and how a client should reach it. Crosses a process boundary: data alone. */
export interface Target {
  readonly seeds: readonly { readonly host: string; readonly port: number }[]
  /** From announced to reachable addresses, where proxies stand between. */
  readonly addressMap?: Readonly<Record<string, string>>
  readonly password?: string
  /** Where the credentials of the moment stand, as JSON, for clients that ask for them anew with every connection. */
  readonly credentialsFile?: string
  /** Functions of the user throw wherever the client calls one. */
  readonly throwing?: boolean
  /** The deadline of a command, for clients that know one. */
  readonly timeoutMs: number
  readonly readFrom?: 'primary' | 'replica'
}

/** One operation of the oracle: appends `id` to the log of `key`, then counts. */
export interface Append {
  readonly key: string
  readonly id: string
}

export type ChannelKind = 'classic' | 'sharded'

/** Hears a channel. */
export interface Ear {
  message(text: string): void
  /** What was published between these moments, as `Date.now()` counts them, may be missing. */
  gap(from: number, to: number): void
}

/** What the suite needs of a client. What one does not have, it is not measured by. */
export interface FaultClient {
  /** Runs the oracle's script; resolves with its count. */
  append(operation: Append): Promise<number>
  /** The same as one pipeline; every operation has its own outcome, in order. */
  appendMany(operations: readonly Append[]): Promise<(number | Error)[]>
  incr(key: string): Promise<number>
  get(key: string): Promise<string | null>
  set(key: string, value: string): Promise<unknown>
  /** Moves one from an account to another of the same slot, by WATCH, MULTI and EXEC. */
  transfer?(from: string, to: string): Promise<unknown>
  /** BLPOP, so many seconds at most. */
  pop?(key: string, seconds: number): Promise<string | null>
  push?(key: string, value: string): Promise<unknown>
  /** Subscribes; resolves when the server has confirmed it. */
  listen?(kind: ChannelKind, channel: string, ear: Ear): Promise<void>
  publish?(kind: ChannelKind, channel: string, message: string): Promise<unknown>
  close(): Promise<void>
}

/** Opens a client, or rejects where it cannot be opened. */
export type Connect = (target: Target) => Promise<FaultClient>

/** The oracle: how often an id stands in the log says how often the command ran, its time when it did. */
export const SCRIPT =
  "local t = redis.call('TIME') " +
  "redis.call('RPUSH', KEYS[1], ARGV[1] .. '|' .. t[1] .. '|' .. t[2]) " +
  "return redis.call('INCR', KEYS[2])"

/** The oracle's two keys. */
export const keysOf = (key: string): [log: string, count: string] => [`log:{${key}}`, `ctr:{${key}}`]
