import { afterEach, describe, expect, it } from 'vitest'
import { RedisCluster } from '../../src/redis-cluster.js'
import { sleep, useCluster } from './setup.js'

const sockets = (): number => process.getActiveResourcesInfo().filter(name => name === 'TCPSocketWrap').length
const timers = (): number => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length

describe('the end of a client', () => {
  const given = useCluster()
  let before = { sockets: 0, timers: 0 }
  const remember = (): void => {
    before = { sockets: sockets(), timers: timers() }
  }
  afterEach(async () => {
    for (let i = 0; i < 50 && sockets() > before.sockets; i++) await sleep(10)
    expect(sockets()).toBe(before.sockets)
    expect(timers()).toBeLessThanOrEqual(before.timers)
  })

  it('by close() lets what is under way finish, and takes no more', async () => {
    remember()
    const rc = new RedisCluster({ nodes: given.cluster.seeds })
    await rc.connect()
    const writes = Array.from({ length: 500 }, (_, i) => rc.set(`close:${i}`, i))
    const closing = rc.close()
    expect(rc.status).toBe('closing')
    await expect(rc.get('late')).rejects.toMatchObject({ name: 'ClosedError', code: 'CLOSED', executed: 'no' })
    expect(await Promise.all(writes)).toEqual(writes.map(() => 'OK'))
    await closing
    expect(rc.status).toBe('closed')
    await rc.close()
  })

  it('by destroy() fails what is under way at once, with what is known of it', async () => {
    remember()
    const rc = new RedisCluster({ nodes: given.cluster.seeds })
    await rc.connect()
    const node = given.cluster.primaries[0]
    if (node === undefined) throw new Error('no primary')
    await given.cluster.pause(node)
    const key = Array.from({ length: 100 }, (_, i) => `d:${i}`).find(
      name => rc.nodeFor(name)?.name === node.name,
    ) as string
    const write = rc.set(key, '1')
    await sleep(50)
    rc.destroy()
    await expect(write).rejects.toMatchObject({ name: 'ClosedError', executed: 'maybe', command: 'SET' })
    expect(rc.status).toBe('closed')
    await given.cluster.resume(node)
  })

  it('before the first command leaves nothing', async () => {
    remember()
    const rc = new RedisCluster({ nodes: given.cluster.seeds })
    await rc.close()
    await expect(rc.connect()).rejects.toMatchObject({ name: 'ClosedError' })
    await expect(rc.get('a')).rejects.toMatchObject({ name: 'ClosedError' })
  })

  it('while it is connecting leaves nothing', async () => {
    remember()
    const rc = new RedisCluster({ nodes: given.cluster.seeds })
    const read = rc.get('a')
    rc.destroy()
    await expect(read).rejects.toMatchObject({ name: 'ClosedError' })
    const other = new RedisCluster({ nodes: given.cluster.seeds })
    const get = other.get('a')
    await other.close()
    expect(await get).toBe(null)
  })

  it('comes by itself at the end of a block', async () => {
    remember()
    const rc = new RedisCluster({ nodes: given.cluster.seeds })
    const closed: unknown[] = []
    rc.on('close', () => closed.push(1))
    await rc.set('a', '1')
    await rc[Symbol.asyncDispose]()
    expect(closed).toHaveLength(1)
  })

  it('leaves nothing while a node is gone', async () => {
    remember()
    const rc = new RedisCluster({ nodes: given.cluster.seeds, topologyRefreshMs: 0 })
    await rc.connect()
    const victim = given.cluster.replicas[0]
    if (victim === undefined) throw new Error('no replica')
    await given.cluster.kill(victim)
    const view = rc.nodes('replica').find(node => node.name === victim.name)
    await expect(view?.with({ timeoutMs: 300 }).get('a')).rejects.toMatchObject({
      name: expect.stringMatching(/^(ConnectError|ConnectionLostError|TimeoutError)$/) as string,
    })
    await rc.close()
    await given.cluster.restart(victim)
    await given.cluster.waitUntilStable()
  })

  it('ends though a node that nobody waits for is frozen', async () => {
    remember()
    const rc = new RedisCluster({ nodes: given.cluster.seeds })
    await rc.connect()
    const [frozen] = given.cluster.primaries
    await given.cluster.pause(frozen as never)
    try {
      const closed = await Promise.race([rc.close().then(() => 'closed'), sleep(10_000).then(() => 'still open')])
      expect(closed).toBe('closed')
    } finally {
      await given.cluster.resume(frozen as never)
    }
  })

  it('leaves no timer of a command that waits for its next attempt', async () => {
    remember()
    const wait = { kind: 'retry', afterMs: 60_000, refresh: false } as const
    const rc = new RedisCluster({ nodes: given.cluster.seeds, timeoutMs: 200_000, retry: { decide: () => wait } })
    await rc.set('a', 'text')
    const waiting = rc.lpush('a', 'x')
    await sleep(50)
    rc.destroy()
    await expect(waiting).rejects.toMatchObject({ name: 'ClosedError' })
  })
})
