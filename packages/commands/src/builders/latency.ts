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

/** How long calls of one command took, under the server's names of the fields. */
export interface LatencyHistogram {
  calls: number
  /** How many calls took no more than so many microseconds. */
  histogram_usec: Record<string, number>
}

/** That something was slow: when, in seconds since 1970, and how long, in milliseconds. */
export interface LatencySample {
  timestamp: number
  latency: number
}

/** The last time that an event was slow, and the slowest time, in milliseconds. */
export interface LatencyEvent extends LatencySample {
  event: string
  max: number
}

/**
 * What the server thinks of what was slow, in words.
 *
 * O(1). Since 2.8.13. Cluster: asks all nodes; the answers stand by node.
 */
export const latencyDoctor = (): Command<ByNode<string>> => byNode(command<string>(LATENCY_DOCTOR, []))

/**
 * How slow an event was over time, as a drawing in text. The server refuses it where it never was.
 *
 * O(1). Since 2.8.13. Cluster: asks all nodes; the answers stand by node.
 */
export const latencyGraph = (event: string): Command<ByNode<string>> => byNode(command<string>(LATENCY_GRAPH, [event]))

/**
 * How long calls of commands took: of those that are named, or of all that were called.
 *
 * O(n) in the number of commands. Since 7.0.0. Cluster: asks all nodes; the answers stand by node.
 */
export const latencyHistogram = (commands?: OneOrMany<string>): Command<ByNode<Record<string, LatencyHistogram>>> =>
  byNode(command(LATENCY_HISTOGRAM, some(commands), toHistograms))

/**
 * When an event was slow, up to 160 times, the oldest first.
 *
 * O(1). Since 2.8.13. Cluster: asks all nodes; the answers stand by node.
 */
export const latencyHistory = (event: string): Command<ByNode<LatencySample[]>> =>
  byNode(command(LATENCY_HISTORY, [event], toSamples))

/**
 * All events that ever were slow.
 *
 * O(1). Since 2.8.13. Cluster: asks all nodes; the answers stand by node.
 */
export const latencyLatest = (): Command<ByNode<LatencyEvent[]>> => byNode(command(LATENCY_LATEST, [], toEvents))

/**
 * Forgets that events were slow: those that are named, or all. Answers with how many were forgotten.
 *
 * O(1). Since 2.8.13. Cluster: runs on all nodes and adds up.
 */
export const latencyReset = (events?: OneOrMany<string>): Command<number> => command(LATENCY_RESET, some(events))

function toHistograms(reply: Reply): Record<string, LatencyHistogram> {
  const histograms = Object.create(null) as Record<string, LatencyHistogram>
  for (const [name, histogram] of Object.entries(toRecord(reply))) {
    const { calls, histogram_usec } = toRecord(histogram)
    const counts = toRecord(histogram_usec ?? null) as Record<string, number>
    histograms[name] = Object.assign(Object.create(null), { calls: Number(calls), histogram_usec: counts })
  }
  return histograms
}

const toSamples = (reply: Reply): LatencySample[] =>
  toList(reply).map(sample => {
    const [timestamp, latency] = toList(sample)
    return { timestamp: Number(timestamp), latency: Number(latency) }
  })

const toEvents = (reply: Reply): LatencyEvent[] =>
  toList(reply).map(one => {
    const [event, timestamp, latency, max] = toList(one)
    return { event: toText(event), timestamp: Number(timestamp), latency: Number(latency), max: Number(max) }
  })
