export * from './acl.js'
export * from './bitfields.js'
export * from './bitmaps.js'
export * from './blocking-lists.js'
export type { ClientInfo } from './client-info.js'
export type { ClientFilter, ClientType } from './client-filter.js'
export * from './clients.js'
export * from './cluster.js'
export * from './cluster-admin.js'
export type { ClusterNodeInfo } from './cluster-node-lines.js'
export type {
  ClusterEndpoint,
  ClusterLink,
  ClusterShard,
  ClusterShardNode,
  ClusterSlotRange,
} from './cluster-replies.js'
export * from './cluster-migration.js'
export type { CommandDescription, CommandKeySearch, CommandKeySpec } from './command-description.js'
export type { CommandArgument, CommandDocs } from './command-docs.js'
export * from './command-info.js'
export * from './conditional-strings.js'
export type { ExpireOptions } from './expire-options.js'
export * from './expiry.js'
export type { FlushOptions } from './flush-options.js'
export * from './functions.js'
export * from './geo.js'
export type {
  Centre,
  FoundPlace,
  FoundPlaces,
  GeoFindOptions,
  GeoOrderOptions,
  GeoUnit,
  Position,
} from './geo-places.js'
export * from './geo-search.js'
export * from './georadius.js'
export * from './hash-fields.js'
export * from './hashes.js'
export * from './hyperloglog.js'
export type { IntercardOptions } from './intercard.js'
export * from './keys.js'
export * from './latency.js'
export * from './lcs.js'
export * from './lists.js'
export * from './memory.js'
export * from './modules.js'
export type { Limit } from './options.js'
export type { MpopOptions, PoppedElements } from './popped.js'
export * from './publish.js'
export type { ScanPartOptions } from './scan-options.js'
export * from './scans.js'
export * from './scripting.js'
export * from './server.js'
export * from './sets.js'
export type { SlotSpan } from './slot-spans.js'
export * from './slowlog.js'
export * from './sort.js'
export * from './sorted-set-algebra.js'
export * from './sorted-set-pops.js'
export * from './sorted-set-ranges.js'
export * from './sorted-sets.js'
export type { DeliveredEntries, DeliveredEntry, StreamEntries, StreamEntry } from './stream-entries.js'
export * from './stream-groups.js'
export * from './stream-info.js'
export * from './streams.js'
export * from './strings.js'
export type { Info, InfoValue } from './text-replies.js'
export type { TrimOptions } from './trim-options.js'
export type { Vector } from './vector.js'
export * from './vector-search.js'
export * from './vector-sets.js'
