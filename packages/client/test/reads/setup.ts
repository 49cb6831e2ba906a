import type { Cluster, ServerNode } from '@rc/testing'
import { expect } from 'vitest'
import { sleep } from '../cluster/setup.js'

/** How often some nodes ran a command, as they count themselves. */
export async function ranAt(cluster: Cluster, nodes: readonly ServerNode[], command = 'get'): Promise<number> {
  const counts = await Promise.all(
    nodes.map(async node => {
      const stats = String(await cluster.command(node, 'INFO', 'commandstats'))
      return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(stats)?.[1] ?? 0)
    }),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

/** How often replicas and primaries ran a command while something was done. */
export async function where(cluster: Cluster, act: () => Promise<unknown>, command = 'get') {
  const { replicas, primaries } = cluster
  const [replicasBefore, primariesBefore] = await Promise.all([
    ranAt(cluster, replicas, command),
    ranAt(cluster, primaries, command),
  ])
  await act()
  return {
    replicas: (await ranAt(cluster, replicas, command)) - replicasBefore,
    primaries: (await ranAt(cluster, primaries, command)) - primariesBefore,
  }
}

/** Cuts all replicas off from their primaries: they go on to answer, with what they had. */
export async function cutOff({ replicas, ...cluster }: Pick<Cluster, 'replicas'> & Commands): Promise<void> {
  for (const node of replicas) {
    await cluster.command(node, 'CONFIG', 'SET', 'masteruser', 'nobody', 'masterauth', 'nothing')
    await cluster.command(node, 'CLIENT', 'KILL', 'TYPE', 'master')
  }
  await eachLink({ replicas, ...cluster }, 'down')
}

/** Lets them catch up. */
export async function bringBack({ replicas, ...cluster }: Pick<Cluster, 'replicas'> & Commands): Promise<void> {
  for (const node of replicas) await cluster.command(node, 'CONFIG', 'SET', 'masteruser', '', 'masterauth', '')
  await eachLink({ replicas, ...cluster }, 'up')
}

interface Commands {
  readonly command: Cluster['command']
}

async function eachLink({ replicas, ...cluster }: Pick<Cluster, 'replicas'> & Commands, state: string): Promise<void> {
  await expect
    .poll(
      async () => {
        const infos = await Promise.all(replicas.map(node => cluster.command(node, 'INFO', 'replication')))
        return infos.every(info => String(info).includes(`master_link_status:${state}`))
      },
      { timeout: 20_000, interval: 50 },
    )
    .toBe(true)
  await sleep(20)
}

/** What `cutOff` and `bringBack` take. */
export const replicasOf = (cluster: Cluster) => ({
  replicas: cluster.replicas,
  command: cluster.command.bind(cluster) as Cluster['command'],
})
