import { socketDial } from '@rc/pool'
import { tagForSlot } from '@rc/slots'
import type { SimulatedCluster, SimulatedClusterOptions } from '@rc/testing'
import { describe, expect, it } from 'vitest'
import { sleep } from '../cluster/setup.js'
import { useSimulated } from './setup.js'

const given = useSimulated()

/** A client, and what has its connections to some ports lead to others from now on. */
async function redirectable(seeds: readonly string[]) {
  const elsewhere = new Map<number, number>()
  const dial = socketDial()
  const rc = given.client({
    nodes: [...seeds],
    timeoutMs: 10_000,
    dial: ({ host, port }, signal) => dial({ host, port: elsewhere.get(port) ?? port }, signal),
  })
  await rc.connect()
  await sleep(600)
  return { rc, elsewhere }
}

/** Another cluster, whose nodes have ids of their own. */
async function stranger(options: SimulatedClusterOptions = {}): Promise<SimulatedCluster> {
  const cluster = await given.cluster(options)
  for (const node of cluster.nodes) Object.assign(node, { id: [...node.id].reverse().join('') })
  return cluster
}

const key = `{${tagForSlot(0)}}`

describe('an address that a node of another cluster has taken over', () => {
  it('gets no command: what was meant for the former node waits for its successor', async () => {
    const [ours, theirs] = await Promise.all([given.cluster(), stranger({ primaries: 1, replicas: 0 })])
    const { rc, elsewhere } = await redirectable(ours.seeds)
    const [victim] = ours.primaries
    const [impostor] = theirs.primaries
    if (victim === undefined || impostor === undefined) throw new Error('no primaries')
    await rc.set(key, '0')
    elsewhere.set(victim.port, impostor.port)
    await ours.kill(victim)
    const written = rc.with({ retry: 'all' }).set(key, '1')
    const read = rc.get(key)
    await sleep(500)
    expect(impostor.commands.count('SET') + impostor.commands.count('GET')).toBe(0)
    await ours.failover(victim)
    expect(await written).toBe('OK')
    expect(await read).toBe('1')
    expect(impostor.commands.count('SET') + impostor.commands.count('GET')).toBe(0)
  })

  it('is believed where nobody else of the former cluster is left', async () => {
    const [ours, theirs] = await Promise.all([given.cluster(), stranger()])
    const { rc, elsewhere } = await redirectable(ours.seeds)
    for (const [i, node] of ours.nodes.entries()) elsewhere.set(node.port, theirs.nodes[i]?.port ?? 0)
    for (const node of ours.nodes) await ours.kill(node)
    expect(await rc.with({ retry: 'all' }).set(key, '1')).toBe('OK')
    expect(theirs.nodes.some(({ commands }) => commands.count('SET') > 0)).toBe(true)
  })

  it('is the same node to a client that cannot ask who it is', async () => {
    const ours = await given.cluster()
    ours.onCommand = (_, { name }) => (name === 'CLUSTER MYID' ? new Error('NOPERM not this') : 'default')
    const { rc } = await redirectable(ours.seeds)
    expect(await rc.set(key, '1')).toBe('OK')
    const asked = ours.nodes.reduce((sum, { commands }) => sum + commands.count('CLUSTER MYID'), 0)
    expect(asked).toBeGreaterThan(0)
    const [primary] = ours.primaries
    if (primary === undefined) throw new Error('no primary')
    // Asked of those that were connected to at the same time, and never again.
    await ours.kill(primary)
    await ours.restart(primary)
    expect(await rc.with({ retry: 'all' }).set(key, '2')).toBe('OK')
    expect(ours.nodes.reduce((sum, { commands }) => sum + commands.count('CLUSTER MYID'), 0)).toBe(asked)
  })
})
