import { configGet } from '@rc/commands'
import { ConfigError } from '@rc/errors'
import { Late, retryPolicy } from '@rc/pipeline'
import type { Host, PubSub } from '@rc/pubsub'
import { formatAddress } from '@rc/slots'
import { type ShardCore, serversOf } from './core.js'
import { nodeMap } from './node-map.js'
import type { Server, Shard } from './server.js'

const subscriptions = /* @__PURE__ */ new Late(() => import('@rc/pubsub'))

/** The subscriptions of a client. Loaded when first asked for: most clients never subscribe. */
export async function startPubSub(core: ShardCore): Promise<PubSub> {
  const { PubSub } = await subscriptions.load()
  let topology = nodeMap(core.shards)
  const pubsub = new PubSub({
    ...hostOf(core),
    get topology() {
      return topology
    },
  })
  core.companions.add({
    replicasChanged: () => {
      topology = nodeMap(core.shards)
      pubsub.mapChanged()
    },
    end: () => pubsub.destroy(),
  })
  return pubsub
}

/** What subscriptions need of their client. */
function hostOf(core: ShardCore): Omit<Host, 'topology'> {
  const { clock, events, runner, defaults, shards, keyspace, tags } = core
  const everywhere = distinct(shards)
  return {
    clock,
    ready: () => undefined,
    lease: async ({ name }) => {
      const pool = serverOf(core, name).messagePool
      const connection = await pool.lease(true)
      return { connection, end: () => pool.release(connection, false) }
    },
    // A channel is named as publish names it: like a key.
    placeOf: (kind, channel) =>
      kind === 'pattern'
        ? { channel, nodes: everywhere }
        : { channel: tags.stored(channel), nodes: [(shards[keyspace.slotOf(channel)] as Shard).alias] },
    databaseOf: ({ name }) => serverOf(core, name).access.database ?? 0,
    moved: () => {},
    // Nobody takes the place of a server: it is waited for.
    refresh: () => {},
    notifications: async ({ name }) => {
      const options = { ...defaults, node: serverOf(core, name), retry: retryPolicy('none') }
      const reply: unknown = await runner.run(configGet(NOTIFY), options)
      return (reply as Record<string, string | undefined>)[NOTIFY]
    },
    report: error => events.emit('error', error),
  }
}

/** One alias for each server that holds keys: a server tells of the messages of all of its databases. */
const distinct = (shards: readonly Shard[]): readonly string[] => [
  ...new Map(shards.toReversed().map(({ alias, primary }) => [formatAddress(primary), alias])).values(),
]

function serverOf(core: ShardCore, name: string): Server {
  const server = serversOf(core).find(one => one.name === name)
  if (server === undefined) throw new ConfigError(`${name} is no node of this client any more.`)
  return server
}

const NOTIFY = 'notify-keyspace-events'
