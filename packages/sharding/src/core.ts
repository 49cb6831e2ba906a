import { AuthError, type ClosedError } from '@rc/errors'
import {
  type CallOptions,
  type Commander,
  Emitter,
  Engine,
  guarantees,
  type Keyspace,
  retryPolicy,
  Runner,
  transactions,
} from '@rc/pipeline'
import {
  type Clock,
  Deadlines,
  Pools,
  type PoolsOptions,
  queueLimits,
  sizeOf,
  socketDial,
  systemClock,
  Ticker,
} from '@rc/pool'
import { ChannelCommander } from './channels.js'
import { Companions } from './companions.js'
import { shardEmulator } from './emulator.js'
import { layoutOf } from './layout.js'
import { checkShardedOptions, resolveRetry, type ShardedOptions } from './options.js'
import { ReplicaFinder } from './replica-finder.js'
import { Server, type ServerRole, type Shard } from './server.js'
import type { ServerAccess } from './server-address.js'
import { shardKeyspace } from './shard-keyspace.js'
import { ShardRouter } from './shard-router.js'
import { TAGS, type Tags } from './tags.js'
import { version } from './version.js'

/** Events of a client, each with what its listeners get. */
export interface ShardedEvents {
  /** Something failed in the background, or in a listener. Commands tell their own errors. */
  error: Error
  /** The replicas of a node are others than before. */
  replicas: { readonly node: string; readonly replicas: readonly string[] }
  /** A connection to a node works. */
  'node:up': { readonly node: string }
  /** A connection to a node broke. */
  'node:down': { readonly node: string; readonly error: Error | undefined }
  /** The client is closed. */
  close: undefined
}

/** What a client is made of, put together once and shared by all its views. */
export interface ShardCore {
  readonly runner: Commander
  readonly engine: Engine
  readonly router: ShardRouter
  readonly shards: readonly Shard[]
  /** Undefined where nobody is asked for replicas. */
  readonly finder: ReplicaFinder | undefined
  readonly keyspace: Keyspace
  readonly tags: Tags
  /** What lives beside the commands. */
  readonly companions: Companions
  readonly deadlines: Deadlines
  readonly events: Emitter<ShardedEvents>
  readonly clock: Clock
  /** How commands are run where nothing else is said. */
  readonly defaults: CallOptions
}

/** A replica whose connection broke is left alone for so long, where there are others. */
const REST_MS = 1000

/**
 * Puts a client together.
 *
 * @throws ConfigError where an option cannot work
 */
export function compose(given: ShardedOptions, clock: Clock = systemClock): ShardCore {
  const options = checkShardedOptions(given)
  const layout = layoutOf(options)
  const ticker = new Ticker(clock)
  const deadlines = new Deadlines(ticker)
  const events: Emitter<ShardedEvents> = new Emitter(error => warn(error))
  const shardOf = new Map<string, Shard>()
  const makeServer = (name: string, access: ServerAccess, role: ServerRole): Server => {
    const pools = new Pools(poolsOptions(options, access), {
      ticker,
      deadlines,
      ready: () => {
        events.emit('node:up', { node: name })
        const shard = shardOf.get(name)
        if (shard !== undefined) void finder?.look(shard)
      },
      closed: ({ protocol }, error) => {
        if (error === undefined) return
        server.broke(clock.now() + REST_MS)
        // One that never worked was never up. Whoever is not let in should hear of it.
        if (protocol !== undefined || error instanceof AuthError) events.emit('node:down', { node: name, error })
      },
      suspect: () => server.avoid(clock.now() + REST_MS),
    })
    const server = new Server(name, access, { role, pools })
    return server
  }
  const shards = layout.map(
    ({ alias, access, replicas }): Shard => ({
      alias,
      primary: makeServer(alias, access, 'primary'),
      replicas: replicas.map(replica => makeServer(replica.alias, replica.access, 'replica')),
      reads: 0,
    }),
  )
  for (const shard of shards) shardOf.set(shard.alias, shard)
  const { tags = 'strip', placement } = options
  const keyspace = shardKeyspace(
    shards.map(({ alias }) => alias),
    { tags, placement },
  )
  const defaults = callOptions(options)
  const router = new ShardRouter(shards, { clock, refresh: () => finder?.lookAgain() })
  const engine = new Engine({ router, ticker, deadlines, limits: { ...queueLimits(options), sizeOf }, guarantees })
  const emulator = shardEmulator(keyspace, tags)
  const runner = new ChannelCommander(new Runner({ engine, router, ticker, transactions, emulator, keyspace }))
  const companions = new Companions()
  const finder = findsReplicas(options)
    ? new ReplicaFinder({
        shards,
        clock,
        periodMs: options.replicaRefreshMs ?? 30_000,
        runner: () => runner,
        options: { ...defaults, retry: retryPolicy('none'), timeoutMs: options.connectTimeoutMs ?? 2000 },
        replica: (name, access) => makeServer(name, access, 'replica'),
        found: ({ alias, replicas }) => {
          companions.replicasChanged()
          events.emit('replicas', { node: alias, replicas: replicas.map(({ name }) => name) })
        },
        failed: error => events.emit('error', error),
      })
    : undefined
  return {
    runner,
    engine,
    router,
    shards,
    finder,
    keyspace,
    tags: TAGS[tags],
    companions,
    deadlines,
    events,
    clock,
    defaults,
  }
}

/** All servers that a client has connections to. */
export const serversOf = ({ shards }: ShardCore): readonly Server[] =>
  shards.flatMap(({ primary, replicas }) => [primary, ...replicas])

/** Ends all at once. */
export function destroy(core: ShardCore, error: ClosedError): void {
  core.finder?.close()
  core.companions.end()
  core.engine.destroy(error)
  for (const server of serversOf(core)) server.destroy(error)
  core.deadlines.close()
}

/** Lets what is under way end. */
export async function close(core: ShardCore, error: ClosedError): Promise<void> {
  core.finder?.close()
  core.companions.end()
  await core.engine.close(error)
  await Promise.all(serversOf(core).map(server => server.close()))
  core.deadlines.close()
}

const findsReplicas = ({ masterOf, mastersOnly, readFrom }: ShardedOptions): boolean =>
  masterOf === undefined && mastersOnly !== true && readFrom !== 'primary'

const callOptions = (options: ShardedOptions): CallOptions => ({
  timeoutMs: options.timeoutMs ?? 5000,
  retry: resolveRetry(options.retry ?? 'safe'),
  readFrom: options.mastersOnly === true ? 'primary' : (options.readFrom ?? 'replica'),
  crossSlot: options.crossSlot ?? 'emulate',
  asBytes: false,
  node: undefined,
  slot: undefined,
  own: undefined,
  guarantee: undefined,
  signal: undefined,
})

function poolsOptions(options: ShardedOptions, access: ServerAccess): PoolsOptions {
  const { username, password, tls, database } = access
  return {
    connection: {
      dial: options.dial ?? socketDial(tls === true ? {} : tls === false ? undefined : tls),
      handshake: {
        protocol: options.protocol ?? 3,
        credentials: password === undefined ? undefined : () => ({ username, password }),
        clientName: options.clientName,
        library: { name: 'rc', version },
        readonly: false,
        database,
      },
      connectTimeoutMs: options.connectTimeoutMs ?? 2000,
      ...queueLimits(options),
    },
  }
}

/** What a listener throws must not break what it listened to. */
function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error))
}
