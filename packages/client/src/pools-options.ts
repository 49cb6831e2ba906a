import { ConfigError } from '@rc/errors'
import { type Credentials, type PoolsOptions, queueLimits } from '@rc/pool'
import type { ClusterOptions } from './options.js'
import { nodeDial } from './seed-addresses.js'
import type { Seeds } from './seeds.js'
import { version } from './version.js'

/**
 * What a client's connections are made with.
 *
 * @param tracking words of CLIENT TRACKING, where each connection is to ask for invalidations
 * @throws ConfigError where options and seeds do not agree about TLS
 */
export function poolsOptions(
  options: ClusterOptions,
  seeds: Seeds,
  tracking: readonly string[] | undefined,
): PoolsOptions {
  const { maxConnections, maxConnectionsPerNode, whenExhausted, waitMs, connectionsPerNode } = options
  return {
    maxConnections,
    maxConnectionsPerNode,
    whenExhausted,
    waitMs,
    connectionsPerNode,
    connection: {
      dial: options.dial ?? nodeDial(tlsOptions(options, seeds)),
      handshake: {
        protocol: options.protocol ?? 3,
        credentials: options.credentials ?? fixedCredentials(options, seeds),
        clientName: options.clientName,
        library: { name: 'rc', version },
        readonly: false,
        tracking,
      },
      connectTimeoutMs: options.connectTimeoutMs ?? 2000,
      ...queueLimits(options),
    },
  }
}

/** Options of TLS; undefined where there is none. */
export function tlsOptions({ tls }: ClusterOptions, seeds: Seeds): Exclude<ClusterOptions['tls'], boolean> {
  if (tls === false && seeds.tls) {
    throw new ConfigError('A node says rediss:, but the option tls is false. TLS holds for every node or for none.')
  }
  if (typeof tls === 'object') return tls
  return tls === true || seeds.tls ? {} : undefined
}

function fixedCredentials(options: ClusterOptions, seeds: Seeds): (() => Credentials) | undefined {
  const username = options.username ?? seeds.username
  const password = options.password ?? seeds.password
  return password === undefined ? undefined : () => ({ username, password })
}
