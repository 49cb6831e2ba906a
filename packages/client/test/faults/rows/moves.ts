import type { Cluster, ServerNode } from '@rc/testing'
import type { Row } from './row.js'

/** Slots that go from one shard to another. */
export const moves: readonly Row[] = [
  {
    number: 10,
    title: 'reshard of 2000 slots under load',
    loads: ['W1', 'W4'],
    check: ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I9', 'errors', 'heals'],
    proxied: true,
    budget: { refreshes: 40, connects: 0 },
    async inject({ cluster, victim }) {
      const first = await firstSlot(cluster, victim)
      await cluster.migrate({ from: first, to: first + 1999 }, victim, other(cluster, victim))
    },
  },
]

/** Another primary. */
export function other(cluster: Cluster, node: ServerNode): ServerNode {
  const found = cluster.primaries.find(one => one.name !== node.name)
  if (found === undefined) throw new Error('There is no other primary.')
  return found
}

/** The first slot of a node. */
export async function firstSlot(cluster: Cluster, node: ServerNode): Promise<number> {
  const text = await cluster.text(node, 'CLUSTER', 'NODES')
  return Number(/myself.*connected (\d+)/.exec(text)?.[1])
}
