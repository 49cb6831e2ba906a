import { ConfigError } from '@rc/errors'
import { Cluster } from './cluster.js'
import { checkCount, prepareServers, type ServerOptions } from './server-options.js'

/** What `startCluster` takes. */
export interface StartClusterOptions extends ServerOptions {
  /** Default 3, the fewest that can elect a new primary when one is gone. */
  readonly primaries?: number
  /** Replicas of each primary. Default 1. */
  readonly replicas?: number
  /** After how long a silent node counts as gone, in milliseconds. Default 2000. */
  readonly nodeTimeoutMs?: number
  /** Whether the cluster refuses all keys while a slot has no owner. Default true, as Redis itself. */
  readonly requireFullCoverage?: boolean
}

/**
 * Starts a cluster of real servers on this machine and waits until it is stable, which takes about two seconds. It ends
 * with `stop()`, or with this process, however it ends.
 *
 * @throws ServerNotFoundError where there is no server program; the message says what to install
 * @throws ServerStartError where a server does not start, with the end of its log
 * @throws ConfigError
 * @example
 * await using cluster = await startCluster()
 * const rc = new RedisCluster({ nodes: cluster.seeds })
 * await cluster.kill(cluster.primaries[0])
 */
export async function startCluster(options: StartClusterOptions = {}): Promise<Cluster> {
  const { primaries = 3, replicas = 1, nodeTimeoutMs = 2000, requireFullCoverage } = options
  checkCount('primaries', primaries, 1)
  checkCount('replicas', replicas, 0)
  if (!(nodeTimeoutMs >= 1)) throw new ConfigError('nodeTimeoutMs must be a number of milliseconds above 0.')
  const { settings, guard } = await prepareServers(options, { nodeTimeoutMs, requireFullCoverage })
  const cluster = new Cluster(settings, guard)
  try {
    await cluster.form(primaries, replicas)
    return cluster
  } catch (error) {
    await cluster.stop()
    throw error
  }
}
