import type { Cluster, NodeProxies, NodeProxy, ServerNode } from '@rc/testing'
import { now } from './journal.js'
import { rest } from './loads/load.js'

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

/** What the client has cost so far, as the proxies before the servers saw it. */
export function costs(proxies: NodeProxies): { refreshes: number; connects: number } {
  const sum = (of: (proxy: NodeProxy) => number) => proxies.all.reduce((total, proxy) => total + of(proxy), 0)
  const looks = ['CLUSTER SLOTS', 'CLUSTER SHARDS', 'CLUSTER NODES']
  return {
    refreshes: sum(proxy => looks.reduce((total, look) => total + proxy.commands.count(look), 0)),
    connects: sum(proxy => proxy.connections.total),
  }
}
