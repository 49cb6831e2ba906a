import type { Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import type { ByNode } from '../methods.js'
import { toList, toRecord, toText } from '../replies.js'
import {
  LATENCY_DOCTOR,
  LATENCY_GRAPH,
  LATENCY_HISTOGRAM,
  LATENCY_HISTORY,
  LATENCY_LATEST,
  LATENCY_RESET,
} from '../specs.gen.js'
import { type OneOrMany, some } from './args.js'
import { byNode } from './by-node.js'

/** How long commands of a name took. */
export interface LatencyHistogram {
  calls: number
  /** How many took up to so many microseconds, by that number. */
  histogram: Record<string, number>
}

/** An event that took long: when, in seconds since 1970, and how long, in milliseconds. */
export interface LatencyEvent {
  event: string
  timestamp: number
  latest: number
  max: number
}

/** When an event took long, in seconds since 1970, and how long, in milliseconds. */
export interface LatencySample {
  timestamp: number
  latency: number
}

/**
 * The server's own words on what took long.
 *
 * O(1). Since 2.8.13. Cluster: asks all nodes; the answers stand by node.
 */
export const latencyDoctor = (): Command<ByNode<string>> => byNode(command<string>(LATENCY_DOCTOR, []))

/**
 * A graph of an event, in letters.
 *
 * O(1). Since 2.8.13. Cluster: asks all nodes; the answers stand by node.
 */
export const latencyGraph = (event: string): Command<ByNode<string>> => byNode(command<string>(LATENCY_GRAPH, [event]))

/**
 * How long commands took, by name; of all commands that ran where none is named.
 *
 * O(n) in the number of commands. Since 7.0.0. Cluster: asks all nodes; the answers stand by node.
 */
export const latencyHistogram = (commands?: OneOrMany<string>): Command<ByNode<Record<string, LatencyHistogram>>> =>
  byNode(command(LATENCY_HISTOGRAM, some(commands), toHistograms))

/**
 * When an event took long, and how long.
 *
 * O(1). Since 2.8.13. Cluster: asks all nodes; the answers stand by node.
 */
export const latencyHistory = (event: string): Command<ByNode<LatencySample[]>> =>
  byNode(command(LATENCY_HISTORY, [event], toHistory))

/**
 * What took long last.
 *
 * O(1). Since 2.8.13. Cluster: asks all nodes; the answers stand by node.
 */
export const latencyLatest = (): Command<ByNode<LatencyEvent[]>> => byNode(command(LATENCY_LATEST, [], toLatest))

/**
 * Forgets events, all where none is named. Answers with how many.
 *
 * O(1). Since 2.8.13. Cluster: runs on all nodes; the answer is that of one.
 */
export const latencyReset = (events?: OneOrMany<string>): Command<number> => command(LATENCY_RESET, some(events))

const toHistory = (reply: Reply): LatencySample[] =>
  toList(reply).map(sample => {
    const [timestamp, latency] = toList(sample)
    return { timestamp: Number(timestamp), latency: Number(latency) }
  })

const toLatest = (reply: Reply): LatencyEvent[] =>
  toList(reply).map(one => {
    const [event, timestamp, latest, max] = toList(one)
    return { event: toText(event), timestamp: Number(timestamp), latest: Number(latest), max: Number(max) }
  })

function toHistograms(reply: Reply): Record<string, LatencyHistogram> {
  const histograms = Object.create(null) as Record<string, LatencyHistogram>
  for (const [name, one] of Object.entries(toRecord(reply))) {
    const { calls, histogram_usec } = toRecord(one)
    const histogram = toRecord(histogram_usec ?? null) as Record<string, number>
    histograms[name] = { calls: Number(calls), histogram }
  }
  return histograms
}
