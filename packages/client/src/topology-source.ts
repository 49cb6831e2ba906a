import { clusterSlots } from './wire-commands.js'
import { AuthError, ConfigError, ConnectError, ReplyError, RedisClusterError } from '@rc/errors'
import type { CallOptions, Runner } from '@rc/pipeline'
import type { NamedAddress } from '@rc/pool'
import { type ClusterNode, formatAddress, type NodeAddress, parseClusterSlots, type ShardDescription } from '@rc/slots'

/** Asks nodes how the cluster looks. */
export class TopologySource {
  readonly #runner: Runner
  readonly #options: CallOptions
  readonly #mapAddress: (announced: NodeAddress) => NodeAddress

  /** @param mapAddress from announced to reachable addresses */
  constructor(runner: Runner, options: CallOptions, mapAddress: (announced: NodeAddress) => NodeAddress) {
    this.#runner = runner
    this.#options = options
    this.#mapAddress = mapAddress
  }

  /**
   * How one node sees the cluster.
   *
   * @throws ConfigError where it is no node of a cluster, AuthError where it does not let the client in, ConnectError
   *   where it cannot be reached or has no view yet
   */
  async ask(node: NamedAddress): Promise<readonly ShardDescription[]> {
    const reply = await this.#runner.run(clusterSlots, { ...this.#options, node }).catch((error: unknown) => {
      throw explained(error, node)
    })
    const shards = parseClusterSlots(reply, node)
    if (shards.length === 0) {
      throw new ConnectError(
        `${node.name} knows of no slots: the cluster has not been put together, or the node has not joined it.`,
        { node: node.name },
      )
    }
    return shards.map(shard => this.#reachable(shard))
  }

  #reachable(shard: ShardDescription): ShardDescription {
    return {
      ...shard,
      primary: this.#mapNode(shard.primary),
      replicas: shard.replicas.map(replica => this.#mapNode(replica)),
    }
  }

  #mapNode(node: ClusterNode): ClusterNode {
    const { host, port } = this.#mapAddress(node)
    return host === node.host && port === node.port
      ? node
      : { ...node, host, port, name: formatAddress({ host, port }) }
  }
}

/** What a refused question for the map means for the user. */
function explained(error: unknown, node: NamedAddress): unknown {
  if (error instanceof ReplyError && error.message.includes('cluster support disabled')) {
    return new ConfigError(
      `${node.name} is a Redis server but no node of a cluster (cluster-enabled is no). Name nodes of a cluster, or ` +
        'start the server with cluster-enabled yes.',
      { node: node.name, cause: error },
    )
  }
  if (error instanceof AuthError && error.code === 'NOPERM') {
    return new AuthError(
      'NOPERM The user may not run CLUSTER SLOTS, which the client needs to find the nodes. Grant it with ' +
        'ACL SETUSER <user> +cluster|slots.',
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

/** One error for all nodes that were asked in vain: the most telling of theirs, with what each said. */
export function noMap(failures: readonly Failure[]): Error {
  const telling =
    failures.find(({ error }) => error instanceof AuthError) ??
    failures.find(({ error }) => error instanceof ConfigError)
  if (telling?.error instanceof RedisClusterError) return telling.error
  const said = failures.map(({ node, error }) => `${node}: ${error instanceof Error ? error.message : String(error)}`)
  return new ConnectError(
    `The cluster could not be found through ${failures.map(({ node }) => node).join(', ')}. ${said.join(' ')} ` +
      'Check that the addresses are right and that the servers run.',
    { cause: failures[0]?.error },
  )
}
