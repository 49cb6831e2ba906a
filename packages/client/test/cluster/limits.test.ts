import { describe, expect, it } from 'vitest'
import { useCluster } from './setup.js'

describe('limits on connections', () => {
  const given = useCluster({ primaries: 3, replicas: 0 })

  /** How many clients of that name the nodes see. */
  async function connectionsNamed(name: string): Promise<number> {
    const lists = await Promise.all(given.cluster.nodes.map(node => given.cluster.command(node, 'CLIENT', 'LIST')))
    return lists.join('').split(`name=${name} `).length - 1
  }

  const keyOf = (rc: ReturnType<typeof given.client>, name: string): string =>
    Array.from({ length: 100 }, (_, i) => `limit:${i}`).find(key => rc.nodeFor(key)?.name === name) as string

  it('throw at once where all are taken, and say which limit it was', async () => {
    const rc = given.client({ maxConnections: 2, nodes: given.cluster.addresses[0] as string })
    await rc.get('a')
    const names = rc.nodes('primary').map(node => node.name)
    const outcomes = await Promise.allSettled(names.map(name => rc.get(keyOf(rc, name))))
    const refused = outcomes.filter(outcome => outcome.status === 'rejected')
    expect(refused).toHaveLength(1)
    expect(refused[0]).toMatchObject({
      reason: {
        name: 'PoolExhaustedError',
        executed: 'no',
        command: 'GET',
        message: expect.stringContaining('maxConnections 2') as string,
      },
    })
  })

  it('wait where that was asked for: the connection that has been idle for longest is given up', async () => {
    const rc = given.client({
      maxConnections: 2,
      whenExhausted: 'wait',
      clientName: 'waits',
      nodes: given.cluster.addresses[0] as string,
    })
    await rc.get('a')
    const names = rc.nodes('primary').map(node => node.name)
    for (let round = 0; round < 3; round++) {
      // Several callers wait for the same connection, in order.
      const reads = names.flatMap(name => Array.from({ length: 5 }, () => rc.get(keyOf(rc, name))))
      expect(await Promise.all(reads)).toEqual(reads.map(() => null))
    }
    expect(await connectionsNamed('waits')).toBeLessThanOrEqual(2)
  })

  it('wait no longer than was said', async () => {
    const rc = given.client({
      maxConnections: 1,
      whenExhausted: 'wait',
      waitMs: 100,
      nodes: given.cluster.addresses[0] as string,
    })
    await rc.get('a')
    const [busy, other] = given.cluster.nodes
    if (busy === undefined || other === undefined) throw new Error('no nodes')
    await rc.get(keyOf(rc, busy.name))
    await given.cluster.pause(busy)
    const stuck = rc.with({ timeoutMs: 500 }).get(keyOf(rc, busy.name))
    stuck.catch(() => {})
    await expect(rc.get(keyOf(rc, other.name))).rejects.toMatchObject({
      name: 'PoolExhaustedError',
      executed: 'no',
      message: expect.stringContaining('100 ms (waitMs)') as string,
    })
    await expect(stuck).rejects.toMatchObject({ name: 'TimeoutError' })
    await given.cluster.resume(busy)
  })

  it('open as many shared connections to a node as were asked for, and no more', async () => {
    const rc = given.client({ connectionsPerNode: 3, maxConnectionsPerNode: 3, clientName: 'lanes' })
    await rc.connect()
    await Promise.all(Array.from({ length: 500 }, (_, i) => rc.set(`lane:${i}`, i)))
    expect(await connectionsNamed('lanes')).toBe(9)
    expect(await rc.mget(['lane:1', 'lane:499'])).toEqual(['1', '499'])
  })

  it('are one connection to each node by default, however many callers there are', async () => {
    const rc = given.client({ clientName: 'single' })
    await Promise.all(Array.from({ length: 2000 }, (_, i) => rc.set(`single:${i}`, i)))
    expect(await connectionsNamed('single')).toBe(3)
  })
})
