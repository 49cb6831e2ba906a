import type { Key, OneOrMany } from '@rc/commands'
import { ConfigError } from '@rc/errors'
import type { Form } from '@rc/pipeline'
import type { KeyspaceOptions, KeyspaceSubscription, SubscribeOptions, Subscription } from '@rc/pubsub'
import { attachVerbs, verbsOf } from '@rc/pubsub/verbs'
import { BareView } from './bare-view.js'
import type { ShardCore } from './core.js'
import type { InForm } from './in-form.js'
import { startPubSub } from './pubsub.js'

/**
 * How clients and views subscribe.
 *
 * @typeParam F whether channels and messages stand as text or as Buffers
 */
export interface PubSubVerbs<F extends Form = 'text'> {
  /**
   * Subscribes to channels, each at the node that `publish` sends its messages to: the one that a key of its name would
   * live on. Resolves when the servers have confirmed it; from there on it lives until it is ended, whatever happens to
   * connections. `{ gap }` tells of a time in which messages may have been missed.
   *
   * A view of one node subscribes there and nowhere else.
   *
   * @param channels one channel or several; a tag in a name is treated as in a key
   * @throws ConfigError where an option cannot be, TimeoutError where it is not confirmed in time, AuthError where the
   *   user may not
   * @example
   * await using news = await r.subscribe(['news', 'sport'])
   * for await (const item of news) {
   *   if ('gap' in item) console.warn('may have missed some', item.gap)
   *   else console.log(item.channel, item.message)
   * }
   */
  subscribe(channels: OneOrMany<Key>, options?: SubscribeOptions): Promise<Subscription<InForm<F, string>>>

  /**
   * Subscribes to all channels that match a glob pattern, at every node that holds keys. Otherwise as `subscribe`;
   * messages have their `pattern`, too.
   *
   * @example
   * const logs = await r.psubscribe('log:*')
   * logs.on('message', ({ channel, message }) => console.log(channel, message))
   */
  psubscribe(patterns: OneOrMany<Key>, options?: SubscribeOptions): Promise<Subscription<InForm<F, string>>>

  /**
   * Always refuses: sharded channels are those of a Redis Cluster. Here each channel lives on one node anyway.
   *
   * @throws ConfigError that says so
   */
  ssubscribe(channels: OneOrMany<Key>, options?: SubscribeOptions): Promise<never>

  /**
   * The keyspace notifications of all nodes that hold keys (of a view's one node) in one stream. Keys are named as they
   * are stored; `node` is the alias.
   *
   * @throws ConfigError where `notify-keyspace-events` is not set as it must be; the message says how to set it
   * @example
   * for await (const item of await r.keyspace({ pattern: 'session:*', events: 'expired' })) {
   *   if (!('gap' in item)) console.log(item.key, item.event, item.node)
   * }
   */
  keyspace(options?: KeyspaceOptions): Promise<KeyspaceSubscription<InForm<F, string>>>
}

const VERBS: {
  readonly [K in keyof PubSubVerbs]: (this: BareView, ...args: Parameters<PubSubVerbs[K]>) => ReturnType<PubSubVerbs[K]>
} = {
  ...verbsOf<BareView, ShardCore>({ inside: view => BareView.inside(view), start: startPubSub, prefixOf: () => '' }),
  async ssubscribe() {
    throw new ConfigError(
      'Sharded channels are those of a Redis Cluster, and these servers are none. Use subscribe and publish: here each ' +
        'channel lives on one node.',
      { command: 'SSUBSCRIBE' },
    )
  },
}

/** Puts the ways to subscribe on a prototype, beside the commands. */
export const attachPubSub = (prototype: BareView): void => attachVerbs(prototype, VERBS)
