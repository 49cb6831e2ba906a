import type { ScriptAnswer, SimulatedCluster } from '@rc/testing'
import { describe, expect, it } from 'vitest'
import { sleep } from '../cluster/setup.js'
import { askForLook, frozenView, isQuestion, questions, until, useSimulated } from './setup.js'

const given = useSimulated()

/** A client of a cluster that has failed over, while some of its nodes still tell of how it was. */
async function afterFailover(staleNodes: readonly number[]) {
  const cluster = await given.cluster()
  const [first] = cluster.primaries
  if (first === undefined) throw new Error('no primary')
  const views = new Map(
    await Promise.all(
      staleNodes.map(async i => [cluster.nodes[i], await frozenView(cluster, cluster.nodes[i] as never)] as const),
    ),
  )
  const rc = given.client({ nodes: cluster.seeds })
  await rc.connect()
  const promoted = await cluster.failover(first)
  return { cluster, rc, promoted, script: (node: unknown) => views.get(node as never) }
}

const look = async (cluster: SimulatedCluster, rc: ReturnType<typeof given.client>) => {
  const before = questions(cluster)
  askForLook(rc)
  await until(() => questions(cluster) > before)
  await sleep(150)
}

describe('a node with an old view', () => {
  it('does not take the map back, be it alone among live ones, or the only one that answers', async () => {
    const { cluster, rc, promoted, script } = await afterFailover([1])
    cluster.onCommand = (node, command) => script(node)?.(command) ?? 'default'
    await look(cluster, rc)
    expect(rc.topology.ownerOf(0)?.name).toBe(promoted.name)
    // Now nobody else tells anything.
    cluster.onCommand = (node, command) =>
      script(node)?.(command) ?? (isQuestion(command) ? new Error('ERR no') : 'default')
    for (let i = 0; i < 5; i++) await look(cluster, rc)
    expect(rc.topology.ownerOf(0)?.name).toBe(promoted.name)
    expect(await rc.set('{06S}', '1')).toBe('OK')
  })

  it('that is the first seed is found out soon after the start', async () => {
    const { cluster, promoted, script } = await afterFailover([1])
    cluster.onCommand = (node, command) => script(node)?.(command) ?? 'default'
    const late = given.client({ nodes: cluster.nodes[1]?.name as string })
    await late.connect()
    await until(() => late.topology.ownerOf(0)?.name === promoted.name)
    expect(late.topology.nodes.size).toBe(6)
  })
})

describe('a reply that is no map', () => {
  const bad: readonly (readonly [string, ScriptAnswer, ScriptAnswer])[] = [
    ['empty', '', []],
    ['garbage', 'a b c', [[1, 2]]],
    ['of the wrong type', 7, 'x'],
    ['of the node alone, without slots', 'n1 127.0.0.1:1@1 myself,master - 0 0 0 connected', []],
    ['an error', new Error('ERR unknown'), new Error('ERR unknown')],
  ]

  it.each(bad)('%s: leaves the map as it was, and is told as an event', async (_, nodes, slots) => {
    const cluster = await given.cluster()
    const rc = given.client({ nodes: cluster.seeds })
    const errors: Error[] = []
    rc.on('error', error => errors.push(error))
    await rc.connect()
    const before = rc.topology
    cluster.onCommand = (_node, { name }) =>
      name === 'CLUSTER NODES' ? nodes : name === 'CLUSTER SLOTS' ? slots : 'default'
    await look(cluster, rc)
    await until(() => errors.length > 0)
    expect(rc.topology).toBe(before)
    expect(await rc.get('a')).toBe(null)
    cluster.onCommand = undefined
    const promoted = await cluster.failover(cluster.primaries[0] as never)
    await look(cluster, rc)
    expect(rc.topology.ownerOf(0)?.name).toBe(promoted.name)
  })

  it('of one node does not hide what the others say', async () => {
    const cluster = await given.cluster()
    const rc = given.client({ nodes: cluster.seeds })
    const errors: Error[] = []
    rc.on('error', error => errors.push(error))
    await rc.connect()
    const half = (await frozenView(cluster, cluster.nodes[0] as never))({ name: 'CLUSTER NODES', args: [], bytes: [] })
    const lines = String(half).split('\n').slice(0, 1).join('\n')
    cluster.onCommand = (node, { name }) => (node === cluster.nodes[0] && name === 'CLUSTER NODES' ? lines : 'default')
    for (let i = 0; i < 4; i++) await look(cluster, rc)
    expect(rc.topology.coveredSlots).toBe(16_384)
    expect(
      rc
        .nodes('primary')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(cluster.primaries.map(({ name }) => name).sort())
    expect(errors).toEqual([])
  })
})

describe('one of the two questions', () => {
  const refused = new Error("NOPERM this user has no permissions to run the 'cluster|nodes' command")

  it.each(['CLUSTER NODES', 'CLUSTER SLOTS'])('%s may be refused, and is not asked again at each look', async name => {
    const cluster = await given.cluster({
      onCommand: (_node, command) => (command.name === name ? refused : 'default'),
    })
    const rc = given.client({ nodes: cluster.seeds })
    const errors: Error[] = []
    rc.on('error', error => errors.push(error))
    await rc.connect()
    expect(rc.topology.coveredSlots).toBe(16_384)
    expect(rc.topology.nodes.size).toBe(6)
    for (let i = 0; i < 8; i++) await look(cluster, rc)
    const asked = cluster.nodes.map(node => node.commands.count(name))
    expect(Math.max(...asked)).toBeLessThanOrEqual(1)
    const promoted = await cluster.failover(cluster.primaries[0] as never)
    await look(cluster, rc)
    expect(rc.topology.ownerOf(0)?.name).toBe(promoted.name)
    expect(errors).toEqual([])
  })

  it('is enough where the manner of the node is known', async () => {
    const cluster = await given.cluster()
    const rc = given.client({ nodes: cluster.seeds })
    await rc.connect()
    for (let i = 0; i < 10; i++) await look(cluster, rc)
    for (const node of cluster.nodes) expect(node.commands.count('CLUSTER SLOTS')).toBeLessThanOrEqual(1)
    expect(cluster.nodes.reduce((sum, node) => sum + node.commands.count('CLUSTER NODES'), 0)).toBeGreaterThan(20)
  })

  it('says what to grant where both are refused', async () => {
    const cluster = await given.cluster({ onCommand: (_node, command) => (isQuestion(command) ? refused : 'default') })
    const rc = given.client({ nodes: cluster.seeds })
    await expect(rc.connect()).rejects.toThrow('+cluster|nodes +cluster|slots')
  })
})
