import { keySlot } from '@rc/slots'
import type { Cluster, ServerNode } from '@rc/testing'
import { keysOf } from '../client.js'
import { rest } from '../loads/load.js'
import type { Row, World } from './row.js'

const ORDERLY = ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'errors', 'heals'] as const

/** Slots that go from one shard to another. */
export const moves: readonly Row[] = [
  {
    number: 10,
    title: 'reshard of 2000 slots under load',
    loads: ['W1', 'W4', 'W7'],
    check: [...ORDERLY, 'I9'],
    proxied: true,
    budget: { refreshes: 3, connects: 0 },
    async inject({ cluster, victim }) {
      const first = await firstSlot(cluster, victim)
      await cluster.migrate({ from: first, to: first + 1999 }, victim, other(cluster, victim))
    },
  },
  {
    number: 11,
    title: 'half-migrated slot: of two keys, one has moved',
    loads: ['W1'],
    check: ORDERLY,
    async inject(world) {
      const { cluster, victim } = world
      const half = await cluster.beginMigration(hurtSlot(world), victim, other(cluster, victim))
      await half.moveKeys([keysOf(hurtKey(world))[0]])
      await rest(1500)
      await half.finish()
    },
  },
  {
    number: 12,
    title: 'ASK to a new, empty primary',
    loads: ['W1'],
    check: ORDERLY,
    async inject(world) {
      const { cluster, victim } = world
      const half = await cluster.beginMigration(hurtSlot(world), victim, await cluster.addNode())
      await half.moveKeys()
      await rest(1500)
      await half.finish()
    },
  },
  {
    number: 13,
    title: 'migration begun and rolled back',
    loads: ['W4'],
    check: ORDERLY,
    times: 5,
    async inject(world) {
      const { cluster, victim, times } = world
      for (let i = 0; i < times; i++) {
        const half = await cluster.beginMigration(hurtSlot(world), victim, other(cluster, victim))
        await rest(200)
        await half.abort()
      }
    },
  },
  {
    number: 14,
    title: 'slot without an owner for 3 s',
    loads: ['W1'],
    check: [...ORDERLY, 'I8'],
    target: { timeoutMs: 6000 },
    async inject(world) {
      const { cluster, victim, watchRecovery } = world
      await cluster.command(victim, 'CLUSTER', 'DELSLOTS', hurtSlot(world))
      await rest(3000)
      const watched = watchRecovery(hurtKey(world))
      await cluster.command(victim, 'CLUSTER', 'ADDSLOTS', hurtSlot(world))
      await watched
    },
  },
  {
    number: 25,
    title: 'endpoint modes: hostname, unknown, ip',
    loads: ['W1'],
    check: ORDERLY,
    // The name that is announced, localhost, means this one.
    cluster: { host: '127.0.0.1' },
    async inject({ cluster }) {
      const set = async (name: string, value: string) => {
        for (const node of cluster.nodes) await cluster.command(node, 'CONFIG', 'SET', name, value)
      }
      await set('cluster-announce-hostname', 'localhost')
      for (const mode of ['hostname', 'unknown-endpoint', 'ip']) {
        await set('cluster-preferred-endpoint-type', mode)
        const [from, to] = cluster.primaries
        if (from === undefined || to === undefined) throw new Error('no primaries')
        const first = await firstSlot(cluster, from)
        await cluster.migrate({ from: first, to: first + 499 }, from, to)
        await rest(500)
      }
    },
  },
]

/** A key of the load that the victim has. */
function hurtKey({ hurtKeys }: World): string {
  const [key] = hurtKeys
  if (key === undefined) throw new Error('The victim has none of the keys.')
  return key
}

const hurtSlot = (world: World): number => keySlot(hurtKey(world))

/** Another primary. */
function other(cluster: Cluster, node: ServerNode): ServerNode {
  const found = cluster.primaries.find(one => one.name !== node.name)
  if (found === undefined) throw new Error('There is no other primary.')
  return found
}

async function firstSlot(cluster: Cluster, node: ServerNode): Promise<number> {
  const text = await cluster.text(node, 'CLUSTER', 'NODES')
  return Number(/myself.*connected (\d+)/.exec(text)?.[1])
}
