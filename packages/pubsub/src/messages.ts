/** A string as a subscription gives it: text, or a Buffer under `bytes()`. */
export type Form = string | Buffer

/** A message that was published. */
export interface Message<T extends Form = string> {
  readonly channel: T
  readonly message: T
  /** The pattern that matched, for subscriptions to patterns. */
  readonly pattern?: T
}

/**
 * Why messages may have been missed:
 *
 * - `connection-lost`: the connection to the node broke, or the node fell silent.
 * - `slot-moved`: the channel's slot, or the part of a node in the cluster, went to another node.
 * - `node-left`: the node has left the cluster.
 * - `overflow`: the buffer was full, and the oldest were dropped.
 */
export type GapReason = 'connection-lost' | 'slot-moved' | 'node-left' | 'overflow'

/**
 * A time in which messages may have been missed. Those that came in it were handed out all the same, so that it is
 * rather too long than too short.
 */
export interface Gap {
  /** Milliseconds since 1970, as `Date.now()` counts them. */
  readonly from: number
  /** The same; what was published later is not missed. */
  readonly to: number
  readonly reason: GapReason
  /** The channels, patterns or key patterns that it concerns, as text. */
  readonly channels: readonly string[]
  /** How many messages were dropped, where that is known (`overflow`). */
  readonly dropped?: number
}

/** What stands among the messages where some may be missing. */
export interface GapItem {
  readonly gap: Gap
}

/** The server has confirmed a channel or pattern, or its end. Only with `ignoreSubscribeMessages: false`. */
export type SubscribeItem =
  | { readonly subscribed: string; readonly count: number }
  | { readonly unsubscribed: string; readonly count: number }

/** A keyspace notification. */
export interface KeyspaceEvent<T extends Form = string> {
  /** What happened: `'set'`, `'expired'`, `'del'` … */
  readonly event: string
  /** The key that it happened to. */
  readonly key: T
  /** The primary that said so, `host:port`. */
  readonly node: string
}

/** What a subscription hands out. `'gap' in item` tells gaps from messages. */
export type Item<M> = M | GapItem
