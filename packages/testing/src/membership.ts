import { ConfigError, RedisClusterError } from '@rc/errors'
import { myself, type ViewNode, viewOf } from './cluster-view.js'
import { SLOTS } from './form-cluster.js'
import { pollUntil } from './poll.js'
import type { ManagedNode } from './server-node.js'
import { askAll } from './stability.js'

const JOIN_TIMEOUT_MS = 15_000

/** Introduces nodes to all others, and waits until everybody is connected to everybody. */
export async function meet(newcomers: readonly ManagedNode[], others: readonly ManagedNode[]): Promise<void> {
  await Promise.all(
    newcomers.flatMap((node, index) =>
      // Of two newcomers, one introduction is enough.
      [...newcomers.slice(0, index), ...others].map(other =>
        node.process.connection.insist(['CLUSTER', 'MEET', other.host, other.port]),
      ),
    ),
  )
  await pollUntil(
    'The nodes knowing each other',
    async () => {
      const testimonies = await askAll([...newcomers, ...others])
      const ids = testimonies.map(testimony => testimony.node.id)
      const stranger = testimonies.find(({ view }) => !ids.every(id => isConnected(view, id)))
      return stranger && `${stranger.node.name} does not know everybody yet`
    },
    { timeoutMs: JOIN_TIMEOUT_MS },
  )
}

/**
 * Makes every other node forget this one.
 *
 * @throws ConfigError where it still owns slots or has replicas: Redis would not stand for either
 */
export async function forget(node: ManagedNode, others: readonly ManagedNode[]): Promise<void> {
  const [witness] = others
  if (witness === undefined) throw new ConfigError(`No other node runs that could forget ${node.name}.`)
  const view = await viewOf(witness)
  const slots = view.find(one => one.id === node.id)?.slots.length ?? 0
  if (slots > 0) throw new ConfigError(`${node.name} owns slots: migrate them or fail over first, then forget it.`)
  const replica = view.find(one => one.primaryId === node.id)
  if (replica !== undefined) {
    throw new ConfigError(`${node.name} has the replica ${replica.host}:${replica.port}: forget that one first.`)
  }
  await forgetId(node.id, others)
}

/** Makes these nodes forget an id. Those that never knew it are content. */
export async function forgetId(id: string, nodes: readonly ManagedNode[]): Promise<void> {
  await Promise.all(
    nodes.map(async node => {
      try {
        await node.process.connection.insist(['CLUSTER', 'FORGET', id])
      } catch (error) {
        const unknown = error instanceof RedisClusterError && error.message.includes('Unknown node')
        if (!unknown) throw error
      }
    }),
  )
}

/** Forgets the id that a node had before it was wiped, once nothing hangs on it any more. */
export async function forgetFormerId(id: string, nodes: readonly ManagedNode[]): Promise<void> {
  const views = await Promise.all(nodes.map(viewOf))
  const inUse = views.flat().some(one => one.primaryId === id || (one.id === id && one.slots.length > 0))
  if (!inUse) await forgetId(id, nodes)
}

/** What a new primary gets: from each of the others as much as makes all shares equal, off the end of what it has. */
export async function fairShare(donors: readonly ManagedNode[]): Promise<{ donor: ManagedNode; slots: number[] }[]> {
  const target = Math.floor(SLOTS / (donors.length + 1))
  return Promise.all(
    donors.map(async (donor, index) => {
      const count = Math.floor(target / donors.length) + (index < target % donors.length ? 1 : 0)
      const owned = slotsOf(myself(await viewOf(donor)))
      return { donor, slots: owned.slice(owned.length - Math.min(count, owned.length)) }
    }),
  )
}

/** Every slot of a line of `CLUSTER NODES`. */
function slotsOf(node: ViewNode | undefined): number[] {
  return (node?.slots ?? []).flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, offset) => from + offset),
  )
}

const isConnected = (view: readonly ViewNode[], id: string): boolean =>
  view.some(one => one.id === id && one.connected && !one.flags.has('handshake'))
