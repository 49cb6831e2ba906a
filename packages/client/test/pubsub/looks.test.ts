import { expect, it } from 'vitest'
import { callsOf, useCluster } from '../cluster/setup.js'
import { askForLook } from '../topology/setup.js'

const world = useCluster({ primaries: 3, replicas: 1 })

async function connectionsOf(name: string): Promise<number> {
  const lists = await Promise.all(world.cluster.nodes.map(node => world.cluster.command(node, 'CLIENT', 'LIST')))
  return lists.reduce<number>((sum, list) => sum + String(list).split(`name=${name} `).length - 1, 0)
}

it('a look asks nodes that answer commands, and dials none of those where there are subscriptions alone', async () => {
  const rc = await world.client({ clientName: 'looks', topologyRefreshMs: 0 }).connect()
  await Promise.all(Array.from({ length: 30 }, (_, i) => rc.set(`k${i}`, i)))
  const heard = await rc.subscribe(Array.from({ length: 60 }, (_, i) => `channel:${i}`))
  heard.on('message', () => {})
  const before = await connectionsOf('looks')
  expect(before).toBe(3 + 6)
  for (let i = 0; i < 6; i++) {
    const asked = await callsOf(world.cluster, 'cluster|nodes')
    askForLook(rc)
    // More where this look and the one that confirms the first map fall into the same moment.
    await expect.poll(() => callsOf(world.cluster, 'cluster|nodes')).toBeGreaterThanOrEqual(asked + 3)
  }
  expect(await connectionsOf('looks')).toBe(before)
})
