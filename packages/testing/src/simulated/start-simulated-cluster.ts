import { isIP } from 'node:net'
import { ConfigError } from '@rc/errors'
import { checkCount } from '../server-options.js'
import type { Script } from './script.js'
import { SimulatedCluster } from './simulated-cluster.js'

/** What `startSimulatedCluster` takes. */
export interface SimulatedClusterOptions {
  /** Default 3. */
  readonly primaries?: number
  /** Replicas of each primary, never behind it. Default 1. */
  readonly replicas?: number
  /** The address that the nodes listen on. Default `'127.0.0.1'`. */
  readonly host?: string
  /** The first node gets this port, the next the one after it. Default: free ports. */
  readonly basePort?: number
  /** Default `'default'`, where a password is given. */
  readonly username?: string
  /** What clients have to say. Default none. */
  readonly password?: string
  /** Whether the cluster refuses all keys while a slot has no owner. Default true, as Redis itself. */
  readonly requireFullCoverage?: boolean
  /** Sees every command first and may answer it in the node's place. */
  readonly onCommand?: Script
}

/**
 * Starts a cluster inside this process, on real loopback sockets, without any Redis: for answers that no real server
 * gives on demand, and for machines that have no server program. What it shows of itself says "simulated".
 *
 * @throws ConfigError
 * @example
 * await using cluster = await startSimulatedCluster({
 *   onCommand: (node, command) => command.name === 'GET' ? new Error('LOADING Redis is loading') : 'default',
 * })
 */
export async function startSimulatedCluster(options: SimulatedClusterOptions = {}): Promise<SimulatedCluster> {
  const { primaries = 3, replicas = 1, host = '127.0.0.1', username = 'default', password } = options
  checkCount('primaries', primaries, 1)
  checkCount('replicas', replicas, 0)
  if (isIP(host) === 0) throw new ConfigError('host must be an IP address of this machine, such as 127.0.0.1.')
  const cluster = new SimulatedCluster(
    {
      host,
      basePort: options.basePort,
      credentials: password === undefined ? undefined : { username, password },
      requireFullCoverage: options.requireFullCoverage ?? true,
    },
    options.onCommand,
  )
  try {
    await cluster.form(primaries, replicas)
    return cluster
  } catch (error) {
    await cluster.stop()
    throw error
  }
}
