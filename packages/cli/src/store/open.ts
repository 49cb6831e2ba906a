import { RedisCluster } from '@rc/client'
import { type ConnectionError, AuthError, isRedisClusterError } from '@rc/errors'
import { ShardedRedis } from '@rc/sharding'
import { formatAddress } from '@rc/slots'
import { readFileSync } from 'node:fs'
import type { ConnectionOptions as TlsOptions } from 'node:tls'
import { FailedError, UsageError } from '../io.js'
import { ClusterStore } from './cluster-store.js'
import { fieldOf } from './info-text.js'
import { type Place, type PlaceKind, placeName } from './place.js'
import { Server } from './server.js'
import { ServerStore } from './server-store.js'
import { ShardsStore } from './shards-store.js'
import type { Store } from './store.js'

/** Servers are busy with large keys, and fail over: what is slow is no reason to stop half-way. */
const TIMEOUT_MS = 30_000

/** What every command that connects takes beside places. */
export interface ConnectOptions {
  /** A file with the certificates of those who sign the servers' ones. */
  readonly cacert?: string | undefined
}

/** How a client finds keys among shards. */
export interface PlacingOptions {
  /** What `{…}` in a key does. Default `'keep'`. */
  readonly tags?: 'strip' | 'keep' | undefined
  /** How keys find their nodes, which are called node_1, node_2 … Default `'crc32'`. */
  readonly placement?: 'crc32' | 'rendezvous' | undefined
}

/** Nobody answered, or nobody let the user in. Ends with a code of its own. */
export class UnreachableError extends Error {}

/**
 * Opens a place. Where it does not say what it is, the first server that answers does.
 *
 * @throws UnreachableError where no server answers, or none lets the user in; UsageError for options of shards where
 *   it is something else
 */
export async function openStore(place: Place, options: ConnectOptions & PlacingOptions): Promise<Store> {
  const kind = place.kind ?? (await kindOf(place, options))
  if (kind !== 'shards' && (options.tags !== undefined || options.placement !== undefined)) {
    throw new UsageError('--tags and --placement are for a target of shards, with "shards:" before its servers.')
  }
  switch (kind) {
    case 'cluster':
      return new ClusterStore(await openCluster(place, options), placeName(place))
    case 'server':
      return openServerStore(place, options)
    case 'shards':
      return openShards(place, options)
  }
}

/**
 * A client of the cluster that a place is.
 *
 * @throws UnreachableError where no server answers, or none lets the user in
 */
export async function openCluster(place: Place, options: ConnectOptions): Promise<RedisCluster> {
  const { addresses, username, password } = place
  const client = new RedisCluster({
    nodes: addresses.map(({ host, port }) => ({ host, port })),
    username: password === undefined ? undefined : username,
    password,
    tls: tlsOf(place, options) ?? false,
    clientName: 'rc',
    timeoutMs: TIMEOUT_MS,
  })
  try {
    return await within(client.connect(), 15_000, placeName(place))
  } catch (error) {
    client.destroy()
    throw unreachable(error, placeName(place))
  }
}

/** What the first server of a place that answers says it is. */
export async function kindOf(place: Place, options: ConnectOptions): Promise<PlaceKind> {
  let failure: unknown
  for (const address of place.addresses) {
    const server = serverOf(address, place, options)
    try {
      return fieldOf(await server.info('cluster'), 'cluster_enabled') === '1' ? 'cluster' : 'server'
    } catch (error) {
      failure = error
    } finally {
      await server.close()
    }
  }
  throw unreachable(failure, placeName(place))
}

/** One server of a place, not connected yet. */
export const serverOf = (address: Place['addresses'][number], place: Place, options: ConnectOptions): Server =>
  new Server(address, {
    username: place.username,
    password: place.password,
    tls: tlsOf(place, options),
    database: place.database,
  })

async function openServerStore(place: Place, options: ConnectOptions): Promise<ServerStore> {
  const address = place.addresses[0] as Place['addresses'][number]
  const store = new ServerStore(serverOf(address, place, options), placeName(place))
  try {
    await store.size()
    return store
  } catch (error) {
    await store.close()
    throw unreachable(error, formatAddress(address))
  }
}

async function openShards(place: Place, options: ConnectOptions & PlacingOptions): Promise<Store> {
  const opened: ServerStore[] = []
  try {
    for (const address of place.addresses) {
      opened.push(await openServerStore({ ...place, addresses: [address] }, options))
    }
  } catch (error) {
    await Promise.all(opened.map(store => store.close()))
    throw error
  }
  const { username, password, database } = place
  const client = new ShardedRedis({
    nodes: Object.fromEntries(place.addresses.map(({ host, port }, i) => [`node_${i + 1}`, { host, port }])),
    username: password === undefined ? undefined : username,
    password,
    database,
    tls: tlsOf(place, options) ?? false,
    clientName: 'rc',
    mastersOnly: true,
    // A key keeps its name, whatever stands in it, where nothing else is said.
    tags: options.tags ?? 'keep',
    placement: options.placement ?? 'crc32',
    timeoutMs: TIMEOUT_MS,
  })
  return new ShardsStore(opened, client, placeName(place))
}

/** TLS as a place and the options say; undefined for none. */
export function tlsOf(place: Place, { cacert }: ConnectOptions): TlsOptions | undefined {
  if (!place.tls) return undefined
  if (cacert === undefined) return {}
  try {
    return { ca: readFileSync(cacert) }
  } catch (error) {
    throw new FailedError(`Cannot read the certificates: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}.`)
  }
}

function unreachable(error: unknown, name: string): unknown {
  if (!isRedisClusterError(error)) return error
  if (error instanceof AuthError) return new UnreachableError(`${name} does not let the user in. ${error.message}`)
  const cause = (error as ConnectionError).message
  return new UnreachableError(`${name} cannot be reached: ${cause}`)
}

async function within<T>(promise: Promise<T>, ms: number, name: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new UnreachableError(`${name} did not answer in ${ms / 1000} s.`)), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
