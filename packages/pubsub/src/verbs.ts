// What stands on the prototypes of clients. It carries types alone of the rest, which is loaded when somebody subscribes.
import { ConfigError } from '@rc/errors'
import type { Key } from '@rc/slots'
import type { KeyspaceSubscription } from './keyspace.js'
import type { KeyspaceOptions, SubscribeOptions } from './options.js'
import type { Manner, PubSub } from './pubsub.js'
import type { Subscription } from './subscription.js'
import type { Kind } from './topic.js'

/** What a call on a view is given, as far as subscriptions need it. */
export interface ViewOptions {
  readonly asBytes: boolean
  /** The one node that the view is about. */
  readonly node: { readonly name: string } | undefined
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
}

/** The client that the ways to subscribe belong to. */
export interface VerbsHost<V, C extends object> {
  inside(view: V): { readonly core: C; readonly options: ViewOptions }
  /** Makes all that subscribing needs, for a client that does so for the first time. */
  start(core: C): Promise<PubSub>
  /** What stands before each of its keys. */
  prefixOf(core: C): string
}

type Channels = Key | readonly Key[]
type Subscribe<V> = (this: V, channels: Channels, options?: SubscribeOptions) => Promise<Subscription>

/** The ways to subscribe, as methods of `V`. */
export interface Verbs<V> {
  readonly subscribe: Subscribe<V>
  readonly psubscribe: Subscribe<V>
  readonly ssubscribe: Subscribe<V>
  readonly keyspace: (this: V, options?: KeyspaceOptions) => Promise<KeyspaceSubscription>
}

/**
 * Makes the ways to subscribe of a kind of client. What they need is started once for each client.
 *
 * @example
 * attachVerbs(View.prototype, verbsOf<View, Core>({ inside: view => view.inside, start, prefixOf: () => '' }))
 */
export function verbsOf<V, C extends object>(host: VerbsHost<V, C>): Verbs<V> {
  const started = new WeakMap<C, Promise<PubSub>>()
  const pubsubOf = (core: C): Promise<PubSub> => {
    const known = started.get(core)
    if (known !== undefined) return known
    const starting = host.start(core)
    started.set(core, starting)
    // Where it cannot be loaded now, whoever subscribes next tries again.
    starting.catch(() => started.delete(core))
    return starting
  }
  const subscribe = (kind: Kind): Subscribe<V> =>
    async function (channels, given = {}) {
      const { core, options } = host.inside(this)
      if (kind === 'shard' && options.node !== undefined) throw pinned()
      const pubsub = await pubsubOf(core)
      return pubsub.subscribe({ kind, channels }, given, mannerOf(options))
    }
  return {
    subscribe: subscribe('channel'),
    psubscribe: subscribe('pattern'),
    ssubscribe: subscribe('shard'),
    async keyspace(given = {}) {
      const { core, options } = host.inside(this)
      const pubsub = await pubsubOf(core)
      return pubsub.keyspace(given, mannerOf(options), host.prefixOf(core))
    },
  }
}

/** Puts them on a prototype, beside the commands. */
export function attachVerbs(prototype: object, verbs: object): void {
  for (const [name, value] of Object.entries(verbs)) {
    Object.defineProperty(prototype, name, { configurable: true, writable: true, value })
  }
}

const mannerOf = ({ asBytes, node, timeoutMs, signal }: ViewOptions): Manner => ({
  asBytes,
  pin: node?.name,
  patience: { timeoutMs, signal },
})

const pinned = (): ConfigError =>
  new ConfigError('A sharded channel lives where its slot does: call ssubscribe on the client, not on a node.', {
    command: 'SSUBSCRIBE',
  })
