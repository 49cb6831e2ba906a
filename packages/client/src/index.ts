export type { Command } from '@rc/commands'
export * from '@rc/errors'
export type {
  Attempt,
  BlockResult,
  CommandChain,
  Commands,
  CrossSlot,
  ExecuteOptions,
  PersistenceOptions,
  PipelineErrorDetails,
  ReadFrom,
  ReadPolicy,
  RedirectEvent,
  ReplicationOptions,
  RetryMode,
  RetryPolicy,
  Script,
  ScriptOptions,
  Verdict,
  WatchOptions,
} from '@rc/pipeline'
export type { Credentials, Dial } from '@rc/pool'
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
export type { ClusterNode, NodeAddress, Shard, Topology, TopologyDiff } from '@rc/slots'
export type { AddressMap } from './address-map.js'
export type { Batch, BatchResult } from './batch/batch.js'
export type { BatchOptions, BatchProgress } from './batch/batch-options.js'
export type { CacheOptions } from './cache/cache-options.js'
export type { Cache, CacheStats } from './cache/cache-stats.js'
export type { CallWords, PlaceOptions } from './call.js'
export type { ClusterStatus } from './cluster-client.js'
export type { ClusterEvents } from './cluster-events.js'
export type { ExplainedPart, Explanation } from './explain.js'
export type { NodeSelection, OnNodes } from './node-set.js'
export type { ClusterOptions } from './options.js'
export {
  type BytesNodeView,
  type BytesView,
  NodeView,
  RedisCluster,
  View,
} from './redis-cluster.js'
export type { QuietView } from './quiet/quiet-view.js'
export { sameZone } from './read-same-zone.js'
export type { KeyScan, PagedScan } from './scan/scan.js'
export type { KeyScanOptions, PartScanOptions } from './scan/scan-options.js'
export type { Seed } from './seeds.js'
export type { GroupConsumerOptions, StreamConsumerOptions, StreamsToRead } from './streams/consumer-options.js'
export type { GroupMessage, StreamMessage } from './streams/message.js'
export type { StreamConsumer } from './streams/stream-consumer.js'
export type { PubSubVerbs } from './pubsub-verbs.js'
export type { Verbs } from './verbs.js'
export type { ViewOptions } from './view-options.js'
