import type { Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import { toRecords } from '../replies.js'
import {
  CLUSTER_CANCELSLOTMIGRATIONS,
  CLUSTER_FLUSHSLOT,
  CLUSTER_GETSLOTMIGRATIONS,
  CLUSTER_MIGRATESLOTS,
} from '../specs.gen.js'
import type { OneOrMany } from './args.js'
import { FLUSH_OPTIONS, type FlushOptions } from './flush-options.js'
import { appendOptions, refuse } from './options.js'
import { boundsOf, type SlotSpan } from './slot-spans.js'

/** Slots that move to a node in one. */
export interface SlotMigration {
  ranges: OneOrMany<SlotSpan>
  /** Id of the node where they go. */
  to: string
}

/**
 * Ends the migrations of slots that run.
 *
 * O(n) in the number of migrations. Valkey alone, since 9.0.0. Cluster: needs a node.
 */
export const clusterCancelslotmigrations = (): Command<'OK'> => command(CLUSTER_CANCELSLOTMIGRATIONS, [])

/**
 * Deletes all keys of a slot.
 *
 * O(n) in the number of keys. Valkey alone, since 9.0.0. Cluster: needs a node.
 *
 * @throws ConfigError where options exclude each other
 */
export const clusterFlushslot = (slot: number, options?: FlushOptions): Command<'OK'> =>
  command(CLUSTER_FLUSHSLOT, appendOptions(CLUSTER_FLUSHSLOT, [slot], { given: options, table: FLUSH_OPTIONS }))

/**
 * Migrations of slots that run or ran, under the server's names of the fields.
 *
 * O(n) in the number of migrations. Valkey alone, since 9.0.0. Cluster: asks any node: for a node view.
 */
export const clusterGetslotmigrations = (): Command<Record<string, Reply>[]> =>
  command(CLUSTER_GETSLOTMIGRATIONS, [], toRecords)

/**
 * Moves slots to other nodes, each with all its keys at once.
 *
 * O(n) in the number of slots. Valkey alone, since 9.0.0. Cluster: needs a node: the one that has them.
 *
 * @throws ConfigError where there is nothing to move
 */
export const clusterMigrateslots = (migrations: readonly SlotMigration[]): Command<'OK'> => {
  if (migrations.length === 0) throw refuse(CLUSTER_MIGRATESLOTS, 'it needs at least one migration')
  return command(
    CLUSTER_MIGRATESLOTS,
    migrations.flatMap(({ ranges, to }) => ['SLOTSRANGE', ...boundsOf(CLUSTER_MIGRATESLOTS, ranges), 'NODE', to]),
  )
}
