import type { OneOrMany } from '@rc/commands'
import type { Form } from '@rc/pipeline'
import type { KeyspaceOptions, KeyspaceSubscription, SubscribeOptions, Subscription } from '@rc/pubsub'
import { attachVerbs, verbsOf } from '@rc/pubsub/verbs'
import type { Key } from '@rc/slots'
import { BareView } from './bare-view.js'
import { startPubSub } from './pubsub.js'
import type { InForm } from './verbs.js'

/**
 * How clients and views subscribe.
 *
 * @typeParam F whether channels and messages stand as text or as Buffers
 */
export interface PubSubVerbs<F extends Form = 'text'> {
  /**
   * Subscribes to channels; any node of the cluster hears of a message that is published at any other. Resolves when the
   * servers have confirmed it; from there on it lives until it is ended, whatever happens to connections and nodes.
   *
   * A view of one node subscribes there and nowhere else.
   *
   * @param channels one channel or several; they have no key prefix
   * @returns an async iterable of messages, with `{ gap }` where some may be missing
   * @throws ConfigError where an option cannot be, TimeoutError where it is not confirmed in time, AuthError where the
   *   user may not
   * @example
   * await using news = await rc.subscribe(['news', 'sport'])
   * for await (const item of news) {
   *   if ('gap' in item) console.warn('may have missed some', item.gap)
   *   else console.log(item.channel, item.message)
   * }
   */
  subscribe(channels: OneOrMany<Key>, options?: SubscribeOptions): Promise<Subscription<InForm<F, string>>>

  /**
   * Subscribes to all channels that match a glob pattern. Otherwise as `subscribe`; messages have their `pattern`, too.
   *
   * @example
   * const logs = await rc.psubscribe('log:*')
   * logs.on('message', ({ channel, message }) => console.log(channel, message))
   */
  psubscribe(patterns: OneOrMany<Key>, options?: SubscribeOptions): Promise<Subscription<InForm<F, string>>>

  /**
   * Subscribes to sharded channels, each at the shard of its slot, and follows it when the slot moves. Needs Redis 7. For
   * what `spublish` sends.
   *
   * @throws ConfigError also for a view of one node: the slot decides where a sharded channel lives
   * @example
   * const orders = await rc.ssubscribe('orders:{7}')
   * const next = await orders.getMessage(1000) // null where none comes within a second
   */
  ssubscribe(channels: OneOrMany<Key>, options?: SubscribeOptions): Promise<Subscription<InForm<F, string>>>

  /**
   * The keyspace notifications of all primaries (of a view's one node) in one stream, whichever nodes are primaries.
   *
   * @throws ConfigError where `notify-keyspace-events` is not set as it must be; the message says how to set it
   * @example
   * for await (const item of await rc.keyspace({ pattern: 'session:*', events: 'expired' })) {
   *   if (!('gap' in item)) console.log(item.key, item.event, item.node)
   * }
   */
  keyspace(options?: KeyspaceOptions): Promise<KeyspaceSubscription<InForm<F, string>>>
}

const VERBS: {
  readonly [K in keyof PubSubVerbs]: (this: BareView, ...args: Parameters<PubSubVerbs[K]>) => ReturnType<PubSubVerbs[K]>
} = verbsOf({ inside: view => BareView.inside(view), start: startPubSub, prefixOf: core => core.prefix.text })

/** Puts the ways to subscribe on a prototype, beside the commands. */
export const attachPubSub = (prototype: BareView): void => attachVerbs(prototype, VERBS)
