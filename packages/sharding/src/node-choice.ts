import { ConfigError } from '@rc/errors'
import type { NodeMerge } from '@rc/pipeline'
import type { ShardCore } from './core.js'
import { serversOf } from './core.js'
import type { Server } from './server.js'

/** Which nodes: those that hold keys, their replicas, or both. */
export type NodeSelection = 'primary' | 'replica' | 'all'

/** Nodes to run a command on. An alias that is called like a selection is meant as such: put it in a list. */
export type OnNodes = NodeSelection | (string & Record<never, never>) | readonly string[]

/** The servers that are meant. */
export function selected(core: ShardCore, which: NodeSelection): readonly Server[] {
  switch (which) {
    case 'all':
      return serversOf(core)
    case 'primary':
    case 'replica':
      return serversOf(core).filter(({ role }) => role === which)
  }
}

/** @throws ConfigError where there is no such node */
export function serverNamed(core: ShardCore, name: string): Server {
  const servers = serversOf(core)
  const server = servers.find(one => one.name === name)
  if (server !== undefined) return server
  throw new ConfigError(`There is no node of that alias. There are ${servers.map(one => one.name).join(', ')}.`)
}

/** @throws ConfigError where there is no such node, or none is named */
export function serversOn(core: ShardCore, on: OnNodes): readonly Server[] {
  if (isSelection(on)) return selected(core, on)
  const names = typeof on === 'string' ? [on] : (on as readonly string[])
  if (Array.isArray(names) && names.length > 0) return names.map(name => serverNamed(core, name))
  throw new ConfigError("Name a node or some, or 'primary', 'replica' or 'all'.")
}

const isSelection = (on: OnNodes): on is NodeSelection => on === 'primary' || on === 'replica' || on === 'all'

const POLICIES: readonly NodeMerge[] = [
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
]

/** @throws ConfigError where it is neither a policy of the command table nor a function */
export function checkMerge(merge: NodeMerge): NodeMerge {
  if (typeof merge === 'function' || POLICIES.includes(merge)) return merge
  throw new ConfigError(`The option merge must be a function or one of ${POLICIES.join(', ')}.`)
}
