import { AuthError, ClosedError, ConfigError, ConnectError, RedisClusterError, ReplyError } from '@rc/errors'
import type { NamedAddress } from '@rc/pool'

/** What a refused question for the map means for the user. */
export function explained(error: unknown, node: NamedAddress): unknown {
  if (error instanceof ReplyError && error.message.includes('cluster support disabled')) {
    return new ConfigError(
      `${node.name} is a Redis server but no node of a cluster (cluster-enabled is no). Name nodes of a cluster, or ` +
        'start the server with cluster-enabled yes.',
      { node: node.name, cause: error },
    )
  }
  if (error instanceof AuthError && error.code === 'NOPERM') {
    return new AuthError(
      'NOPERM The user may run neither CLUSTER NODES nor CLUSTER SLOTS, which the client needs to find the nodes. ' +
        'Grant both with ACL SETUSER <user> +cluster|nodes +cluster|slots.',
      { node: node.name, cause: error, executed: 'no' },
    )
  }
  return error
}

/** A node that was asked in vain, and what came of it. */
export interface Failure {
  readonly node: string
  readonly error: unknown
}

/** More of them would make a message that nobody reads. */
const NAMED = 5

/** One error for all nodes that were asked in vain: the most telling of theirs, with what each said. */
export function noMap(failures: readonly Failure[]): Error {
  const telling =
    failures.find(({ error }) => error instanceof ClosedError) ??
    failures.find(({ error }) => error instanceof AuthError) ??
    failures.find(({ error }) => error instanceof ConfigError)
  if (telling?.error instanceof RedisClusterError) return telling.error
  const named = failures.slice(0, NAMED)
  const more = failures.length > NAMED ? ` and ${failures.length - NAMED} more` : ''
  const said = named.map(({ node, error }) => `${node}: ${error instanceof Error ? error.message : String(error)}`)
  return new ConnectError(
    `The cluster could not be found through ${named.map(({ node }) => node).join(', ')}${more}. ${said.join(' ')} ` +
      'Check that the addresses are right and that the servers run.',
    { cause: failures[0]?.error },
  )
}

/** Seeds, or what became of them, lead to two clusters. */
export const twoClusters = (ours: string, other: string): ConfigError =>
  new ConfigError(
    `${other} belongs to another cluster than ${ours}: they do not know each other. What it says is not used as long ` +
      'as any node of the first answers. Name nodes of one cluster.',
    { node: other },
  )
