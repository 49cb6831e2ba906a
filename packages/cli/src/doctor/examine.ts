import { CLUSTER_INFO, CLUSTER_NODES, CLUSTER_SLOTS, type CommandSpec, command } from '@rc/commands'
import { AuthError, ProtocolError, ReplyError } from '@rc/errors'
import { formatAddress, type NodeAddress, parseClusterSlots, readClusterNodes, type ShardDescription } from '@rc/slots'
import type { Reply } from '@rc/resp'
import { versionOf } from '../info/look.js'
import { type ConnectOptions, serverOf } from '../store/open.js'
import { fieldOf } from '../store/info-text.js'
import type { Place } from '../store/place.js'
import type { Server } from '../store/server.js'

/** What a node says when it is asked directly, at an address that was tried. */
export interface Examined {
  /** The address that was tried. */
  readonly address: NodeAddress
  readonly name: string
  /** Why it could not be asked at all; undefined where it could. */
  readonly failure: Error | undefined
  /** Its id in the cluster. */
  readonly id: string | undefined
  readonly version: string
  readonly isCluster: boolean
  /** `ok` or `fail`, as it says itself. */
  readonly clusterState: string | undefined
  readonly currentEpoch: number | undefined
  /** Whether the link of a replica to its primary is up; undefined for a primary. */
  readonly linked: boolean | undefined
  /** Shards by CLUSTER NODES, which tells epochs; undefined where it refused. */
  readonly byNodes: readonly ShardDescription[] | undefined
  /** Shards by CLUSTER SLOTS, whose addresses are those that clients dial; undefined where it refused. */
  readonly bySlots: readonly ShardDescription[] | undefined
  /** Commands that it does not let this user run. */
  readonly refused: readonly string[]
}

/** Asks the node at an address all that there is to ask. */
export async function examine(address: NodeAddress, place: Place, options: ConnectOptions): Promise<Examined> {
  const server = serverOf(address, { ...place, database: 0 }, options)
  const name = formatAddress(address)
  try {
    return await ask(server, address, place.tls)
  } catch (error) {
    return { ...UNKNOWN, address, name, failure: error as Error }
  } finally {
    await server.close()
  }
}

const UNKNOWN = {
  id: undefined,
  version: '?',
  isCluster: false,
  clusterState: undefined,
  currentEpoch: undefined,
  linked: undefined,
  byNodes: undefined,
  bySlots: undefined,
  refused: [],
} as const

async function ask(server: Server, address: NodeAddress, tls: boolean): Promise<Examined> {
  const refused: string[] = []
  const tried = async <T>(spec: CommandSpec, read: (reply: Reply) => T): Promise<T | undefined> => {
    try {
      return read(await server.run(command<Reply>(spec, [])))
    } catch (error) {
      if (!isRefusal(error)) throw error
      refused.push(spec.name)
      return undefined
    }
  }
  const text = await tried(CLUSTER_INFO, String)
  const view = await tried(CLUSTER_NODES, reply => readClusterNodes(reply, address, { tls }))
  const bySlots = await tried(CLUSTER_SLOTS, reply => parseClusterSlots(reply, address, { tls }))
  const info = await server.info().catch((error: unknown) => {
    if (!isRefusal(error)) throw error
    refused.push('INFO')
    return ''
  })
  const link = fieldOf(info, 'master_link_status')
  const epoch = fieldOf(text ?? '', 'cluster_current_epoch')
  return {
    address,
    name: formatAddress(address),
    failure: undefined,
    id: view?.self,
    version: versionOf(info),
    isCluster: text !== undefined || view !== undefined || bySlots !== undefined,
    clusterState: fieldOf(text ?? '', 'cluster_state'),
    currentEpoch: epoch === undefined ? undefined : Number(epoch),
    linked: link === undefined ? undefined : link === 'up',
    byNodes: view?.shards,
    bySlots,
    refused,
  }
}

/** What the server says no to; not that it lets nobody in, and not that it does not answer. */
const isRefusal = (error: unknown): boolean =>
  error instanceof ProtocolError ||
  (error instanceof ReplyError && !(error instanceof AuthError && error.code !== 'NOPERM'))
