import type { Cluster, NodeProxies, NodeProxy, ServerNode } from '@rc/testing'
import { now } from './journal.js'
import { rest } from './loads/load.js'

export interface Costs {
  /** Looks at the map. */
  readonly refreshes: number
  readonly connects: number
}

/**
 * Waits until the servers themselves serve a key again, wherever it lives now: what a client's recovery is measured by.
 * Asks every node, or every one but that which is hurt.
 */
export async function untilServed(cluster: Cluster, key: string, hurt: ServerNode | 'none'): Promise<number> {
  const others = cluster.nodes.filter(node => hurt === 'none' || node.name !== hurt.name)
  for (;;) {
    const running = others.filter(node => node.state === 'running')
    const answers = await Promise.all(running.map(node => cluster.command(node, 'INCR', key).catch(() => undefined)))
    if (answers.some(answer => answer !== undefined)) return now()
    await rest(5)
  }
}

/** Waits until a primary that lost the others takes no writes any more. What it took before is lost once they meet again. */
export async function untilRefused(cluster: Cluster, node: ServerNode, key: string): Promise<number> {
  while ((await cluster.command(node, 'INCR', key).catch(() => undefined)) !== undefined) await rest(5)
  return now()
}

/** Waits until a primary that was alone knows that it is none any more, and sends clients elsewhere. */
export async function untilMoved(cluster: Cluster, node: ServerNode, key: string): Promise<number> {
  for (;;) {
    const refusal = await cluster.command(node, 'GET', key).catch((error: Error) => error.message)
    if (String(refusal).startsWith('MOVED')) return now()
    await rest(5)
  }
}

/** What clients have cost so far, as the servers that run count it: this suite's own asking is CLUSTER NODES. */
export async function costsAt(cluster: Cluster): Promise<Map<string, Costs>> {
  const running = cluster.nodes.filter(node => node.state === 'running')
  const counted = running.map(async ({ name }): Promise<[string, Costs]> => {
    const text = await cluster.text(name, 'INFO', 'everything')
    const count = (pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0)
    const looks = ['slots', 'shards'].map(look => count(new RegExp(`cmdstat_cluster\\|${look}:calls=(\\d+)`)))
    return [name, { refreshes: looks.reduce((a, b) => a + b, 0), connects: count(/total_connections_received:(\d+)/) }]
  })
  return new Map(await Promise.all(counted))
}

/** What was added at the servers that are there still. */
export function spentAt(before: ReadonlyMap<string, Costs>, after: ReadonlyMap<string, Costs>): Costs {
  let [refreshes, connects] = [0, 0]
  for (const [name, late] of after) {
    const early = before.get(name) ?? { refreshes: 0, connects: 0 }
    refreshes += late.refreshes - early.refreshes
    connects += late.connects - early.connects
  }
  return { refreshes, connects }
}

/** What the client has cost so far, as the proxies before the servers saw it. */
export function costs(proxies: NodeProxies): Costs {
  const sum = (of: (proxy: NodeProxy) => number) => proxies.all.reduce((total, proxy) => total + of(proxy), 0)
  const looks = ['CLUSTER SLOTS', 'CLUSTER SHARDS', 'CLUSTER NODES']
  return {
    refreshes: sum(proxy => looks.reduce((total, look) => total + proxy.commands.count(look), 0)),
    connects: sum(proxy => proxy.connections.total),
  }
}
