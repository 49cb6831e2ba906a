export type { Command } from '@rc/commands'
export * from '@rc/errors'
export type {
  BlockResult,
  CommandChain,
  CrossSlot,
  PersistenceOptions,
  ReplicationOptions,
  RetryMode,
  RetryPolicy,
  Script,
  ScriptOptions,
  WatchOptions,
} from '@rc/pipeline'
export type {
  Gap,
  GapItem,
  GapReason,
  Item,
  KeyspaceEvent,
  KeyspaceOptions,
  KeyspaceSubscription,
  Message,
  Overflow,
  SubscribeItem,
  SubscribeOptions,
  Subscription,
} from '@rc/pubsub'
export type { KeyNode } from './bare-view.js'
export type { CallWords, PlaceOptions } from './call.js'
export type { ShardedEvents } from './core.js'
export { crc32 } from './crc32.js'
export type { FanOutMethods, FanOutName } from './fan-out.js'
export type { NodeSelection, OnNodes } from './node-choice.js'
export type { AccessOptions, ReadFrom, ServerOptions, ShardedOptions } from './options.js'
export { crc32Modulo, type Placement, type PlacementChoice, rendezvous } from './placement.js'
export {
  type Move,
  type MoveCount,
  type MovePlan,
  type MovePlanOptions,
  movesOf,
  planMoves,
  type ShardingScheme,
} from './plan-moves.js'
export type { PubSubVerbs } from './pubsub-verbs.js'
export type { KeyScanOptions, PartScanOptions, Scan } from './scan.js'
export { ShardedRedis } from './sharded-redis.js'
export type { Hashed, TagMode } from './tags.js'
export type { Verbs } from './verbs.js'
export type { ViewOptions } from './view-options.js'
export { type ShardedBytesView, ShardedView, type ShardBytesNodeView, ShardNodeView } from './views.js'
