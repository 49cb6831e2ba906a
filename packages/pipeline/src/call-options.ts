import type { Connection, NamedAddress } from '@rc/pool'
import type { NodeAddress, Shard } from '@rc/slots'
import type { Guarantee } from './guarantee.js'
import type { RetryPolicy } from './verdict.js'

/**
 * Where reads may go. Writes go to the primary, always. `'nearest'`: to the node of the shard that answers soonest, or
 * one of several that are about as near.
 */
export type ReadFrom = 'primary' | 'replica' | 'any' | 'nearest' | ReadPolicy

/** A way of your own to choose the node that a read goes to. */
export interface ReadPolicy {
  /**
   * Chooses among the primary and the replicas of the slot's shard. Called for every attempt of every read, in the middle
   * of other work: it must be quick. Replicas that do not answer now, are loading, or lag behind what `maxStalenessMs` or
   * a session asks for, are left out. What it throws, or a node of another shard, ends the command with ConfigError.
   *
   * @example
   * const firstReplica: ReadPolicy = { choose: ({ primary, replicas }) => replicas[0] ?? primary }
   */
  choose(shard: Shard, slot: number): NodeAddress
}

/** What reads must see. */
export interface ReadBounds {
  /** Milliseconds that what a read sees may be old at most. */
  readonly maxStalenessMs?: number | undefined
  /** Whose writes reads must see. */
  readonly session?: ReadSession | undefined
}

/** Remembers the writes that reads must see. */
export interface ReadSession {
  /** Whether a replica of a shard is known to have what was written in a slot. */
  has(replica: NamedAddress, shard: Shard, slot: number): boolean
}

/**
 * What to do with a command whose keys live in several slots: `'split'` those that may be, by slot; `'emulate'` also
 * RENAME, SDIFFSTORE and their like, step by step and not atomic; `'refuse'` them all.
 */
export type CrossSlot = 'split' | 'emulate' | 'refuse'

/** How one command is to be run: settled once for a client and once for each view of it, not for each command. */
export interface CallOptions extends ReadBounds {
  /** Milliseconds for the whole command, redirects and retries included. `Infinity` for no limit. */
  readonly timeoutMs: number
  readonly retry: RetryPolicy
  readonly readFrom: ReadFrom
  readonly crossSlot: CrossSlot
  /** Strings of replies stand as Buffers. */
  readonly asBytes: boolean
  /** Every command goes to this node and nowhere else; redirects are not followed, but thrown. */
  readonly node: NamedAddress | undefined
  /** A slot of `node`, which was named as a primary: where another has it by the time of a retry, that one is asked. */
  readonly standsFor?: number | undefined
  /** Every command goes to the owner of this slot, whatever keys it has. */
  readonly slot: number | undefined
  /** What has to have happened to a write before its caller is told of it. */
  readonly guarantee: Guarantee | undefined
  /** Every command goes over this connection, which nobody else uses now; nothing is redirected or tried again. */
  readonly own: OwnConnection | undefined
  /** Gives the command up when it fires. */
  readonly signal: AbortSignal | undefined
  /** Taken on also while the client closes: what it waits for then may need it. */
  readonly late?: boolean | undefined
  /** False to ask the servers though the client has a cache. */
  readonly cache?: boolean | undefined
}

/** A connection that a caller has for itself, to keep a state there (WATCH). */
export interface OwnConnection {
  readonly connection: Connection
  /** The only slot whose keys may be used. */
  readonly slot: number
  /** The node is taking the slot over: every command is preceded by ASKING. */
  readonly asking: boolean
  /** It was given back: nothing may go over it any more. */
  over: boolean
}
