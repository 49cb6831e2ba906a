import { ConfigError } from '@rc/errors'
import type { NodeMerge, NodeSet } from '@rc/pipeline'
import type { NodeName } from './core.js'
import { named } from './view-options.js'

/** Which nodes: all primaries, all replicas, or both. */
export type NodeSelection = 'primary' | 'replica' | 'all'

/** Nodes to run a command on: `'primary'`, `'replica'`, `'all'`, an address, or a list of addresses. */
export type OnNodes = NodeName | readonly NodeName[]

const SETS = { primary: 'primaries', replica: 'replicas', all: 'all' } as const satisfies Record<NodeSelection, NodeSet>

const POLICIES: readonly string[] = [
  'default',
  'one_succeeded',
  'all_succeeded',
  'agg_sum',
  'agg_min',
  'agg_max',
  'agg_logical_and',
  'agg_logical_or',
  'union',
  'sum_fields',
  'one_of',
] satisfies NodeMerge[]

/**
 * The nodes that are meant.
 *
 * @throws ConfigError where a name is no address, or there is none
 */
export function nodeSet(on: OnNodes): NodeSet {
  if (on === 'primary' || on === 'replica' || on === 'all') return SETS[on]
  const names = Array.isArray(on) ? (on as readonly NodeName[]) : [on as NodeName]
  if (names.length > 0) return names.map(name => named(name))
  throw new ConfigError("The list of nodes is empty: name some, or 'primary', 'replica' or 'all'.")
}

/**
 * How the replies are to become one.
 *
 * @throws ConfigError where it is neither a policy of the command table nor a function
 */
export function nodeMerge(merge: NodeMerge): NodeMerge {
  if (typeof merge === 'function' || POLICIES.includes(merge)) return merge
  throw new ConfigError(`The option merge must be a function or one of ${POLICIES.join(', ')}.`)
}
