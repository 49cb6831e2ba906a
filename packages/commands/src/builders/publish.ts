import type { Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import { toRecord } from '../replies.js'
import {
  PUBLISH,
  PUBSUB_CHANNELS,
  PUBSUB_NUMPAT,
  PUBSUB_NUMSUB,
  PUBSUB_SHARDCHANNELS,
  PUBSUB_SHARDNUMSUB,
  SPUBLISH,
} from '../specs.gen.js'
import { type OneOrMany, some, type Value } from './args.js'

/**
 * Sends a message to all subscribers of a channel. Answers with how many of them the node that was asked has.
 *
 * O(n) in the number of subscribers and patterns. Since 2.0.0. Cluster: given to any node, which tells all others.
 */
export const publish = (channel: Value, message: Value): Command<number> => command(PUBLISH, [channel, message])

/**
 * Channels that somebody is subscribed to, of those that match the pattern.
 *
 * O(n) in the number of channels. Since 2.8.0. Cluster: asks all nodes and joins their lists.
 */
export const pubsubChannels = (pattern?: Value): Command<string[]> =>
  command(PUBSUB_CHANNELS, pattern === undefined ? [] : [pattern])

/**
 * Number of patterns that somebody is subscribed to.
 *
 * O(1). Since 2.8.0. Cluster: asks all nodes and adds up.
 */
export const pubsubNumpat = (): Command<number> => command(PUBSUB_NUMPAT, [])

/**
 * Number of subscribers of each channel, patterns not counted.
 *
 * O(n) in the number of channels. Since 2.8.0. Cluster: asks all nodes and adds up.
 */
export const pubsubNumsub = (channels: OneOrMany<Value>): Command<Record<string, number>> =>
  command(PUBSUB_NUMSUB, some(channels), toCounts)

/**
 * Sharded channels that somebody is subscribed to, of those that match the pattern.
 *
 * O(n) in the number of channels. Since 7.0.0. Cluster: asks all nodes and joins their lists.
 */
export const pubsubShardchannels = (pattern?: Value): Command<string[]> =>
  command(PUBSUB_SHARDCHANNELS, pattern === undefined ? [] : [pattern])

/**
 * Number of subscribers of each sharded channel.
 *
 * O(n) in the number of channels. Since 7.0.0. Cluster: asks all nodes and adds up.
 */
export const pubsubShardnumsub = (channels: OneOrMany<Value>): Command<Record<string, number>> =>
  command(PUBSUB_SHARDNUMSUB, some(channels), toCounts)

/**
 * Sends a message to all subscribers of a sharded channel. Answers with how many of them the node has.
 *
 * O(n) in the number of subscribers. Since 7.0.0. Cluster: runs on the primary of the channel's slot.
 */
export const spublish = (channel: Value, message: Value): Command<number> => command(SPUBLISH, [channel, message])

function toCounts(reply: Reply): Record<string, number> {
  const counts = toRecord(reply)
  for (const channel of Object.keys(counts)) counts[channel] = Number(counts[channel])
  return counts as Record<string, number>
}
