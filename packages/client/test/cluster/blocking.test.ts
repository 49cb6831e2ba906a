import { describe, expect, it } from 'vitest'
import { sleep, useCluster } from './setup.js'

/** A key whose slot the same node owns as that of `key`. */
function neighbour(
  rc: { slotOf(key: string): number; nodeFor(key: string): { name: string } | undefined },
  key: string,
) {
  for (let i = 0; ; i++) {
    const other = `n${i}`
    if (rc.slotOf(other) !== rc.slotOf(key) && rc.nodeFor(other)?.name === rc.nodeFor(key)?.name) return other
  }
}

describe('a blocking command', () => {
  const used = useCluster({ primaries: 3, replicas: 1 })

  it('delays no other, not of its own key either', async () => {
    const rc = used.client()
    await rc.connect()
    const near = neighbour(rc, 'queue')
    let popped: unknown
    const pop = rc.blpop('queue', 20).then(value => {
      popped = value
    })
    await sleep(50)
    await rc.set(near, 'v')
    expect(await rc.get(near)).toBe('v')
    expect(await rc.llen('queue')).toBe(0)
    expect(popped).toBeUndefined()
    await rc.rpush('queue', 'a')
    await pop
    expect(popped).toEqual({ key: 'queue', element: 'a' })
  })

  it('may wait for longer than timeoutMs, and a silent wait is no sign of a dead node', async () => {
    const rc = used.client({ timeoutMs: 300 })
    const down: unknown[] = []
    rc.on('node:down', event => down.push(event))
    const started = Date.now()
    expect(await rc.blpop('empty', 2)).toBeNull()
    expect(Date.now() - started).toBeGreaterThan(1900)
    expect(down).toEqual([])
  })

  it('uses a connection again, and has no more than there are waiters', async () => {
    const rc = used.client()
    await rc.connect()
    const clients = async () => (await Promise.all(rc.nodes('primary').map(node => node.clientList()))).flat().length
    const before = await clients()
    for (let i = 0; i < 10; i++) await rc.blpop('empty', 0.01)
    expect(await clients()).toBe(before + 1)
    await Promise.all(Array.from({ length: 5 }, () => rc.blpop('empty', 0.2)))
    expect(await clients()).toBe(before + 5)
  })

  it('ends by its signal, and the server waits no longer', async () => {
    const rc = used.client()
    await rc.connect()
    const abort = new AbortController()
    const pop = rc.with({ signal: abort.signal }).blpop('aborted', 0)
    await sleep(100)
    const blocked = () =>
      Promise.all(used.cluster.primaries.map(node => used.cluster.command(node, 'INFO', 'clients'))).then(all =>
        all.reduce<number>((sum, text) => sum + Number(/blocked_clients:(\d+)/.exec(String(text))?.[1]), 0),
      )
    expect(await blocked()).toBe(1)
    abort.abort()
    await expect(pop).rejects.toMatchObject({ name: 'AbortError', executed: 'maybe' })
    await expect.poll(blocked).toBe(0)
    await rc.rpush('aborted', 'still here')
    expect(await rc.lpop('aborted')).toBe('still here')
  })

  it('in a pipeline does not hold up what stands behind it', async () => {
    const rc = used.client()
    const [popped, length] = await rc.pipeline().blpop('piped', 5).rpush('piped', 'x').execute()
    expect([popped, length]).toEqual([{ key: 'piped', element: 'x' }, expect.any(Number)])
  })

  it('in a pipeline may wait for longer than timeoutMs', async () => {
    const rc = used.client({ timeoutMs: 300 })
    expect(await rc.pipeline().blpop('nothing', 1).llen('nothing').execute()).toEqual([null, 0])
  })

  it('is issued again where its slot has moved, with the time that is left', async () => {
    const rc = used.client()
    await rc.connect()
    const slot = rc.slotOf('moving')
    const from = used.cluster.primaries.find(({ port }) => rc.nodeFor('moving')?.port === port)
    const to = used.cluster.primaries.find(({ port }) => rc.nodeFor('moving')?.port !== port)
    const started = Date.now()
    const pop = rc.blpop('moving', 4)
    await sleep(200)
    await used.cluster.migrate([slot], from as never, to as never)
    await sleep(100)
    await rc.rpush('moving', 'x')
    expect(await pop).toEqual({ key: 'moving', element: 'x' })
    const second = rc.blpop('moving', 2)
    await sleep(300)
    await used.cluster.migrate([slot], to as never, from as never)
    expect(await second).toBeNull()
    expect(Date.now() - started).toBeLessThan(9000)
  })

  it('is issued again after a graceful failover', async () => {
    const rc = used.client()
    await rc.connect()
    const owner = rc.nodeFor('failing')
    const primary = used.cluster.primaries.find(({ port }) => owner?.port === port)
    const pop = rc.blpop('failing', 20)
    await sleep(200)
    await used.cluster.failover(primary as never)
    await rc.rpush('failing', 'x')
    expect(await pop).toEqual({ key: 'failing', element: 'x' })
  })

  it('says that it may have taken something where its node dies', async () => {
    const rc = used.client()
    await rc.connect()
    const owner = rc.nodeFor('dying')
    const primary = used.cluster.primaries.find(({ port }) => owner?.port === port)
    const pop = rc.blpop('dying', 20)
    const read = rc.xread({ dying: '0' }, { block: 15000 })
    pop.catch(() => {})
    await sleep(200)
    await used.cluster.kill(primary as never)
    await expect(pop).rejects.toMatchObject({ name: 'ConnectionLostError', executed: 'maybe' })
    // What only reads is issued again.
    await expect.poll(() => rc.xadd('dying', '1-1', { f: 'v' }).catch(() => 'not yet'), { timeout: 10000 }).toBe('1-1')
    expect(await read).toEqual({ dying: [{ id: '1-1', message: { f: 'v' } }] })
    await used.cluster.restart(primary as never)
  })
})

describe('WAIT', () => {
  const used = useCluster({ primaries: 3, replicas: 1 })

  it('waits for the writes before it, over whatever connection they went', async () => {
    const rc = used.client()
    await rc.set('k', 'v')
    expect(await rc.wait(1, 1000)).toBe(1)
    await rc.connect()
    const owner = rc.nodeFor('k')
    const { replicas } = used.cluster
    for (const replica of replicas) await used.cluster.pause(replica)
    await rc.set('k', 'v2')
    expect(await rc.node(`${owner?.host}:${owner?.port}`).wait(1, 200)).toBe(0)
    expect(await rc.get('k')).toBe('v2')
    for (const replica of replicas) await used.cluster.resume(replica)
    expect(await rc.node(`${owner?.host}:${owner?.port}`).wait(1, 2000)).toBe(1)
  })
})
