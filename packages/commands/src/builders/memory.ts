import type { Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import type { ByNode } from '../methods.js'
import { toNumber, toRecord } from '../replies.js'
import { MEMORY_DOCTOR, MEMORY_MALLOC_STATS, MEMORY_PURGE, MEMORY_STATS, MEMORY_USAGE } from '../specs.gen.js'
import type { Key } from './args.js'
import { byNode } from './by-node.js'
import { appendOptions, type OptionTable } from './options.js'

/** Bytes, counts and shares, under the server's names (`peak.allocated`); a record for each database (`db.0`). */
export type MemoryStats = Record<string, number | Record<string, number>>

/** Options of MEMORY USAGE. */
export interface MemoryUsageOptions {
  /** Look at so many elements and estimate the rest; 0 looks at all. The default is 5. */
  samples?: number
}

const USAGE_OPTIONS: OptionTable<MemoryUsageOptions> = { tokens: { samples: 'value' } }

/**
 * What the server thinks of its memory, in words.
 *
 * O(1). Since 4.0.0. Cluster: asks all primaries; the answers stand by node.
 */
export const memoryDoctor = (): Command<ByNode<string>> => byNode(command<string>(MEMORY_DOCTOR, []))

/**
 * What the server's allocator tells of itself, as text.
 *
 * As hard as the allocator makes it. Since 4.0.0. Cluster: asks all primaries; the answers stand by node.
 */
export const memoryMallocStats = (): Command<ByNode<string>> => byNode(command<string>(MEMORY_MALLOC_STATS, []))

/**
 * Gives memory that is not used back to the system.
 *
 * As hard as the allocator makes it. Since 4.0.0. Cluster: runs on all primaries; all must do it.
 */
export const memoryPurge = (): Command<'OK'> => command(MEMORY_PURGE, [])

/**
 * What the server's memory is used for.
 *
 * O(1). Since 4.0.0. Cluster: asks all primaries; the answers stand by node.
 */
export const memoryStats = (): Command<ByNode<MemoryStats>> => byNode(command(MEMORY_STATS, [], toStats))

/**
 * Bytes that a key and its value take; null where there is no such key.
 *
 * O(n) in the number of samples. Since 4.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const memoryUsage = (key: Key, options?: MemoryUsageOptions): Command<number | null> =>
  command(MEMORY_USAGE, appendOptions(MEMORY_USAGE, [key], { given: options, table: USAGE_OPTIONS }))

function toStats(reply: Reply): MemoryStats {
  const stats = Object.create(null) as MemoryStats
  for (const [name, value] of Object.entries(toRecord(reply))) {
    stats[name] = typeof value === 'object' && !(value instanceof Uint8Array) ? toCounts(value) : toNumber(value)
  }
  return stats
}

function toCounts(reply: Reply): Record<string, number> {
  const counts = toRecord(reply)
  for (const name of Object.keys(counts)) counts[name] = toNumber(counts[name] as Reply)
  return counts as Record<string, number>
}
