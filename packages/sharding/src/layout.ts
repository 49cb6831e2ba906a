import { ConfigError } from '@rc/errors'
import type { ShardedOptions } from './options.js'
import { type ServerAccess, serverOf } from './server-address.js'

/** A server with its alias. */
export interface NamedServer {
  readonly alias: string
  readonly access: ServerAccess
}

/** A server that holds keys, and those that copy it. */
export interface ShardLayout extends NamedServer {
  readonly replicas: readonly NamedServer[]
}

/** So many places are told apart. */
const MOST_NODES = 16_384

/**
 * The servers in their order, each with its replicas.
 *
 * @throws ConfigError where an alias or a server cannot be
 */
export function layoutOf({ nodes, masterOf = {}, ...defaults }: ShardedOptions): readonly ShardLayout[] {
  const servers = new Map<string, ServerAccess>()
  for (const [alias, given] of Object.entries(nodes)) {
    if (alias === '' || alias.includes('/')) throw new ConfigError('An alias must not be empty, and must not have a /.')
    servers.set(alias, serverOf(alias, given, defaults))
  }
  const replicas = new Map<string, NamedServer[]>()
  const primaryOf = new Map<string, string>()
  for (const [primary, given] of Object.entries(masterOf)) {
    const aliases = typeof given === 'string' ? [given] : given
    if (!Array.isArray(aliases)) throw new ConfigError(`masterOf: ${primary} must have an alias, or a list of them.`)
    replicas.set(
      primary,
      aliases.map(alias => {
        const access = servers.get(alias)
        if (access === undefined) throw new ConfigError(`masterOf: a replica of ${primary} is not among the nodes.`)
        if (alias === primary || primaryOf.has(alias)) {
          throw new ConfigError(`masterOf: ${alias} cannot be a replica of itself, or of two.`)
        }
        primaryOf.set(alias, primary)
        return { alias, access }
      }),
    )
  }
  for (const primary of replicas.keys()) {
    if (!servers.has(primary)) throw new ConfigError(`masterOf: ${primary} is not among the nodes.`)
    if (primaryOf.has(primary)) throw new ConfigError(`masterOf: ${primary} is a replica and has replicas.`)
  }
  const primaries = inOrder([...servers.keys()].filter(alias => !primaryOf.has(alias)))
  if (primaries.length === 0) throw new ConfigError('The option nodes names no server that holds keys.')
  if (primaries.length > MOST_NODES) throw new ConfigError(`There can be no more than ${MOST_NODES} nodes.`)
  return primaries.map(alias => ({
    alias,
    access: servers.get(alias) as ServerAccess,
    replicas: replicas.get(alias) ?? [],
  }))
}

/** As they are written; or by number, where they are node_1 to node_N, which rediscluster-py asks for. */
function inOrder(aliases: readonly string[]): readonly string[] {
  const numbered = aliases.map((_, i) => `node_${i + 1}`)
  return numbered.every(alias => aliases.includes(alias)) ? numbered : aliases
}
