import {
  type ScriptAnswer,
  type SimulatedCluster,
  type SimulatedClusterOptions,
  type SimulatedCommand,
  type SimulatedNode,
  startSimulatedCluster,
} from '@rc/testing'
import type { RefreshReason } from '@rc/pipeline'
import { afterEach } from 'vitest'
import type { Core } from '../../src/core.js'
import type { ClusterOptions } from '../../src/options.js'
import { RedisCluster } from '../../src/redis-cluster.js'

/** Simulated clusters and clients that end with the test that made them. */
export function useSimulated() {
  const clusters: SimulatedCluster[] = []
  const clients: RedisCluster[] = []
  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy()
    for (const cluster of clusters.splice(0)) await cluster.stop()
  })
  return {
    async cluster(options: SimulatedClusterOptions = {}): Promise<SimulatedCluster> {
      const cluster = await startSimulatedCluster(options)
      clusters.push(cluster)
      return cluster
    },
    /** No look but those that something asks for. */
    client(options: ClusterOptions): RedisCluster {
      const client = new RedisCluster({ topologyRefreshMs: 0, ...options })
      clients.push(client)
      return client
    },
  }
}

/** Has the client look at the cluster, as many things make it do that are hard to bring about at a given moment. */
export function askForLook(rc: RedisCluster, why: RefreshReason = 'asked-for'): void {
  const { core } = rc as unknown as { readonly core: Core }
  core.monitor.refresh(why)
}

/** Whether a command asks how the cluster looks. */
export const isQuestion = ({ name }: SimulatedCommand): boolean => name === 'CLUSTER NODES' || name === 'CLUSTER SLOTS'

/** What a node says of the cluster now, to have it said again when it is no longer true. */
export async function frozenView(
  cluster: SimulatedCluster,
  node: SimulatedNode,
): Promise<(command: SimulatedCommand) => ScriptAnswer> {
  const nodes = String(await cluster.command(node, 'CLUSTER', 'NODES'))
  const slots = await cluster.command(node, 'CLUSTER', 'SLOTS')
  return ({ name }) => {
    if (name === 'CLUSTER NODES') return nodes
    return name === 'CLUSTER SLOTS' ? (slots as ScriptAnswer) : 'default'
  }
}

/** How often the nodes were asked how the cluster looks. */
export const questions = (cluster: SimulatedCluster): number =>
  cluster.nodes.reduce((sum, { commands }) => sum + commands.count('CLUSTER'), 0)

/** Asks again until it holds; the test's own time limit ends it. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(resolve => setTimeout(resolve, 5))
}
