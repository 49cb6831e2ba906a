import { describe, expect, it } from 'vitest'
import { callsOf, sleep, useCluster } from '../cluster/setup.js'
import { connectionsNamed, keyOnEach } from '../surface/setup.js'

describe('limits on connections, and who uses them', () => {
  const used = useCluster({ primaries: 3, replicas: 0 })
  const first = () => used.cluster.addresses[0] as string

  it('per node: throws at once, and says which limit it was', async () => {
    const rc = await used.client({ maxConnectionsPerNode: 2 }).connect()
    const [key = ''] = keyOnEach(rc, 'per-node')
    const waiting = rc.blpop(key, 10)
    await sleep(50)
    await expect(rc.blpop(key, 10)).rejects.toMatchObject({
      name: 'PoolExhaustedError',
      command: 'BLPOP',
      executed: 'no',
      message: expect.stringContaining('maxConnectionsPerNode 2, 2 open') as string,
    })
    // The others are not affected: those to the same node have a connection already.
    expect(await rc.llen(key)).toBe(0)
    await rc.rpush(key, 'x')
    expect(await waiting).toEqual({ key, element: 'x' })
  })

  it('per node: waits for its turn, first come first served', async () => {
    const rc = await used
      .client({ maxConnectionsPerNode: 2, whenExhausted: 'wait', waitMs: 10_000, clientName: 'turns' })
      .connect()
    const [key = ''] = keyOnEach(rc, 'turns')
    const order: number[] = []
    const pops = Array.from({ length: 12 }, async (_, i) => {
      const popped = await rc.blpop(key, 20)
      order.push(i)
      return popped?.element
    })
    for (let i = 0; i < 12; i++) {
      await rc.rpush(key, i)
      expect(Math.max(...(await connectionsNamed(used.cluster, 'turns')))).toBeLessThanOrEqual(2)
    }
    expect(await Promise.all(pops)).toEqual(Array.from({ length: 12 }, (_, i) => String(i)))
    expect(order).toEqual(Array.from({ length: 12 }, (_, i) => i))
  })

  it('in all: gives up the longest-idle connection of another node, and no other', async () => {
    const rc = used.client({ maxConnections: 3, whenExhausted: 'wait', clientName: 'idle', nodes: first() })
    await rc.connect()
    const keys = keyOnEach(rc, 'idle')
    const [old = '', young = '', mine = ''] = keys
    await rc.get(old)
    await sleep(30)
    await rc.get(young)
    await sleep(30)
    await rc.get(mine)
    const byKey = async () => {
      const counts = await connectionsNamed(used.cluster, 'idle')
      return keys.map(key => counts[used.cluster.nodes.findIndex(({ name }) => name === rc.nodeFor(key)?.name)])
    }
    expect(await byKey()).toEqual([1, 1, 1])
    const pop = rc.blpop(mine, 5)
    await expect.poll(byKey).toEqual([0, 1, 2])
    await rc.rpush(mine, 'x')
    expect(await pop).toEqual({ key: mine, element: 'x' })
    expect(await rc.get(old)).toBeNull()
  })

  it('per node: leaves the connections to other nodes alone, which would not help', async () => {
    const rc = await used
      .client({ maxConnectionsPerNode: 2, whenExhausted: 'wait', waitMs: 300, clientName: 'alone' })
      .connect()
    const down: unknown[] = []
    rc.on('node:down', event => down.push(event))
    const [key = '', ...others] = keyOnEach(rc, 'alone')
    await Promise.all(others.map(other => rc.get(other)))
    const waiting = rc.blpop(key, 20)
    await expect(rc.blpop(key, 1)).rejects.toMatchObject({ name: 'PoolExhaustedError' })
    expect(down).toEqual([])
    // Nor is the shared one given up: what is waited for may come over it.
    await rc.rpush(key, 'x')
    expect(await waiting).toEqual({ key, element: 'x' })
  })

  it('watch and consumers of streams are among the users, and give back what they had', async () => {
    const rc = await used.client({ maxConnectionsPerNode: 2, whenExhausted: 'wait', clientName: 'users' }).connect()
    const [key = ''] = keyOnEach(rc, 'users')
    await rc.set(key, '0')
    const add = () => rc.watch(key, async tx => tx.multi().set(key, Number(await tx.get(key)) + 1), { attempts: 100 })
    const stream = `{${key}}stream`
    const reading = (async () => {
      for await (const { message } of rc.xconsumer({ streams: stream, from: '0', blockMs: 20 })) {
        if (message.last === 'yes') break
      }
    })()
    await Promise.all([
      ...Array.from({ length: 20 }, add),
      ...Array.from({ length: 20 }, () => rc.blpop(`{${key}}q`, 0.01)),
    ])
    expect(await rc.get(key)).toBe('20')
    await rc.xadd(stream, '*', { last: 'yes' })
    await reading
    expect(Math.max(...(await connectionsNamed(used.cluster, 'users')))).toBeLessThanOrEqual(2)
  })

  it('a caller that waits ends with its signal, its deadline, and its client', async () => {
    const rc = await used.client({ maxConnectionsPerNode: 2, whenExhausted: 'wait', waitMs: 20_000 }).connect()
    const [key = ''] = keyOnEach(rc, 'ends')
    const holder = rc.blpop(key, 30)
    await sleep(50)
    const abort = new AbortController()
    const aborted = rc.with({ signal: abort.signal }).blpop(key, 30)
    const late = rc.with({ timeoutMs: 100 }).blpop(key, 0.1)
    await expect(late).rejects.toMatchObject({ name: 'TimeoutError', executed: 'no' })
    abort.abort()
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError', executed: 'no' })
    const closed = rc.blpop(key, 30)
    const outcomes = Promise.allSettled([holder, closed])
    await sleep(20)
    rc.destroy()
    expect(
      (await outcomes).map(outcome => (outcome.status === 'rejected' ? (outcome.reason as Error).name : 'done')),
    ).toEqual(['ClosedError', 'ClosedError'])
    expect(await callsOf(used.cluster, 'blpop')).toBeGreaterThan(0)
  })

  it('one place for a node serves commands that wait on the server and others, in turn', async () => {
    const rc = await used.client().connect()
    const waiting = used.client({ maxConnectionsPerNode: 1, whenExhausted: 'wait', nodes: first() })
    for (const key of keyOnEach(rc, 'room')) {
      // The only place goes to the one and to the other.
      for (let i = 0; i < 3; i++) {
        expect(await waiting.blpop(key, 0.01)).toBeNull()
        expect(await waiting.get(key)).toBeNull()
      }
    }
  })

  it('an idle leased connection makes room for a shared one at once, also where nobody may wait', async () => {
    const rc = used.client({ maxConnectionsPerNode: 1, nodes: first() })
    await rc.get('x')
    const free = keyOnEach(rc, 'room').filter(key => rc.nodeFor(key)?.name !== first() && key !== 'x')
    for (const key of free) {
      if (rc.nodeFor(key)?.name === rc.nodeFor('x')?.name) continue
      expect(await rc.blpop(key, 0.01)).toBeNull()
      expect(await rc.get(key)).toBeNull()
    }
  })
})
