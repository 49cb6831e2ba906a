import type { ClusterOptions, NodeAddress, Seed } from '@rc/client'
import { ConfigError } from '@rc/errors'
import type { ClusterNode, ClusterOptions as IoredisOptions } from 'ioredis'

const READ_FROM = { master: 'primary', slave: 'replica', all: 'any' } as const

/**
 * Makes options of `RedisCluster` of those of ioredis' `Cluster`. What there is no counterpart for, because the client
 * sees to it by itself, is left out: `docs/migration.md` names each. `keyPrefix` is for `Cluster`, which puts it before
 * keys as ioredis does, and leaves it on names in replies.
 *
 * @param startup the nodes, ioredis' first argument
 * @throws ConfigError where something cannot be kept: a database other than 0, a function as `scaleReads`
 * @example
 * const rc = new RedisCluster(fromIoredisOptions([{ host: '127.0.0.1', port: 7000 }], { scaleReads: 'slave' }))
 */
export function fromIoredisOptions(startup: readonly ClusterNode[], options: IoredisOptions = {}): ClusterOptions {
  const { redisOptions = {}, scaleReads = 'master', natMap, slotsRefreshInterval } = options
  if ((redisOptions.db ?? 0) !== 0) throw new ConfigError('A cluster has database 0 alone: leave redisOptions.db out.')
  return defined({
    nodes: startup.map(seedOf),
    protocol: 2,
    username: redisOptions.password === undefined ? undefined : redisOptions.username,
    password: redisOptions.password,
    tls: redisOptions.tls,
    clientName: redisOptions.connectionName,
    connectTimeoutMs: redisOptions.connectTimeout,
    timeoutMs: redisOptions.commandTimeout,
    topologyRefreshMs: slotsRefreshInterval,
    readFrom: readFrom(scaleReads),
    addressMap: natMap === undefined ? undefined : addressMap(natMap),
  })
}

function seedOf(node: ClusterNode): Seed {
  if (typeof node === 'string') return node.includes('://') || node.includes(':') ? node : `${node}:6379`
  if (typeof node === 'number') return `127.0.0.1:${node}`
  return { host: node.host ?? '127.0.0.1', port: node.port ?? 6379 }
}

function readFrom(scaleReads: NonNullable<IoredisOptions['scaleReads']>): 'primary' | 'replica' | 'any' {
  if (typeof scaleReads === 'string' && Object.hasOwn(READ_FROM, scaleReads)) return READ_FROM[scaleReads]
  throw new ConfigError("The option scaleReads must be 'master', 'slave' or 'all'; a function cannot be kept.")
}

function addressMap(natMap: NonNullable<IoredisOptions['natMap']>): (announced: NodeAddress) => NodeAddress {
  return announced => {
    const name = `${announced.host}:${announced.port}`
    return (typeof natMap === 'function' ? natMap(name) : natMap[name]) ?? announced
  }
}

/** ioredis takes a prefix of keys in either place. */
export const keyPrefixOf = ({ keyPrefix, redisOptions }: IoredisOptions): string =>
  keyPrefix || redisOptions?.keyPrefix || ''

const defined = <T extends object>(options: T): T =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T
