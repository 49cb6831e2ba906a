export type { ChannelPlace, Host, Lease, NodeMap, Patience } from './host.js'
export { KeyspaceSubscription } from './keyspace.js'
export type {
  Form,
  Gap,
  GapItem,
  GapReason,
  Item,
  KeyspaceEvent,
  Message,
  SubscribeItem,
} from './messages.js'
export type { KeyspaceOptions, Overflow, SubscribeOptions } from './options.js'
export { type Manner, PubSub } from './pubsub.js'
export { Homes, type Placed, rehome } from './rehome.js'
export type { StreamEvents } from './stream.js'
export { Subscription } from './subscription.js'
export type { Kind, Topic } from './topic.js'
