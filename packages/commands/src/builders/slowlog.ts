import type { Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import type { ByNode } from '../methods.js'
import { toList, toText } from '../replies.js'
import {
  COMMANDLOG_GET,
  COMMANDLOG_LEN,
  COMMANDLOG_RESET,
  SLOWLOG_GET,
  SLOWLOG_LEN,
  SLOWLOG_RESET,
} from '../specs.gen.js'
import { byNode } from './by-node.js'

/** A command that was slow, or large. */
export interface SlowlogEntry {
  id: number
  /** Seconds since 1970. */
  timestamp: number
  /** Microseconds; bytes where the log is one of large requests or replies. */
  duration: number
  /** The command's words. The server shortens long ones. */
  arguments: string[]
  /** `host:port`. */
  clientAddress: string
  clientName: string
}

/** Which log of Valkey: of slow commands, or of large ones. */
export type CommandlogType = 'SLOW' | 'LARGE-REQUEST' | 'LARGE-REPLY'

/**
 * The last slow commands, the newest first: 10, or as many as are asked for; -1 for all.
 *
 * O(n) in the number of entries. Since 2.2.12. Cluster: asks all nodes; the answers stand by node.
 */
export const slowlogGet = (count?: number): Command<ByNode<SlowlogEntry[]>> =>
  byNode(command(SLOWLOG_GET, count === undefined ? [] : [count], toEntries))

/**
 * Number of entries in the log of slow commands.
 *
 * O(1). Since 2.2.12. Cluster: asks all nodes and adds up.
 */
export const slowlogLen = (): Command<number> => command(SLOWLOG_LEN, [])

/**
 * Empties the log of slow commands.
 *
 * O(n) in the number of entries. Since 2.2.12. Cluster: runs on all nodes; all must do it.
 */
export const slowlogReset = (): Command<'OK'> => command(SLOWLOG_RESET, [])

/**
 * The last commands of a log, the newest first; -1 for all.
 *
 * O(n) in the number of entries. Since Valkey 8.1.0. Cluster: asks all nodes; the answers stand by node.
 */
export const commandlogGet = (count: number, type: CommandlogType): Command<ByNode<SlowlogEntry[]>> =>
  byNode(command(COMMANDLOG_GET, [count, type], toEntries))

/**
 * Number of entries in a log.
 *
 * O(1). Since Valkey 8.1.0. Cluster: asks all nodes and adds up.
 */
export const commandlogLen = (type: CommandlogType): Command<number> => command(COMMANDLOG_LEN, [type])

/**
 * Empties a log.
 *
 * O(n) in the number of entries. Since Valkey 8.1.0. Cluster: runs on all nodes; all must do it.
 */
export const commandlogReset = (type: CommandlogType): Command<'OK'> => command(COMMANDLOG_RESET, [type])

const toEntries = (reply: Reply): SlowlogEntry[] =>
  toList(reply).map(entry => {
    const [id, timestamp, duration, words, clientAddress, clientName] = toList(entry)
    return {
      id: Number(id),
      timestamp: Number(timestamp),
      duration: Number(duration),
      arguments: toList(words ?? null).map(toText),
      clientAddress: toText(clientAddress),
      clientName: toText(clientName),
    }
  })
