import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { tagForSlot } from '@rc/slots'
import { startSimulatedCluster } from '@rc/testing'
import { describe, expect, it } from 'vitest'
import { sleep, useCluster } from './setup.js'

/** How many of these commands had which end. */
async function endsOf(commands: readonly Promise<unknown>[]): Promise<Record<string, number>> {
  const ends: Record<string, number> = {}
  for (const outcome of await Promise.allSettled(commands)) {
    const end = outcome.status === 'fulfilled' ? 'ok' : (outcome.reason as Error).name
    ends[end] = (ends[end] ?? 0) + 1
  }
  return ends
}

const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))

describe('limits on what waits hold', () => {
  const given = useCluster()

  it('what waits for a stalled node, and say so at once', async () => {
    const rc = given.client({ maxQueuedCommands: 50, maxQueuedBytes: 50_000 })
    await rc.connect()
    const node = given.cluster.primaries[0]
    if (node === undefined) throw new Error('no primary')
    const key = times(100, i => `q:${i}`).find(name => rc.nodeFor(name)?.name === node.name) as string
    await given.cluster.pause(node)
    const impatient = rc.with({ timeoutMs: 300 })
    expect(await endsOf(times(60, () => impatient.get(key)))).toEqual({ QueueFullError: 10, TimeoutError: 50 })
    await given.cluster.resume(node)
    // What was written keeps its place until the server has answered it.
    await sleep(100)
    expect(await rc.get(key)).toBe(null)
    const big = await Promise.allSettled([rc.set(key, 'x'.repeat(30_000)), rc.set(key, 'y'.repeat(30_000))])
    expect(big).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { name: 'QueueFullError', executed: 'no' } },
    ])
    // However short a command is, it takes up memory while it waits.
    expect(await endsOf(times(45, () => rc.get(key)))).toEqual({ ok: 45 })
    const narrow = given.client({ maxQueuedBytes: 10_000 })
    expect(await narrow.get(key)).not.toBe(null)
    const { ok = 0, QueueFullError = 0 } = await endsOf(times(30, () => narrow.strlen(key)))
    expect(ok + QueueFullError).toBe(30)
    expect(ok).toBeLessThan(20)
  })

  it('a transaction that does not fit is not begun', async () => {
    const rc = given.client({ maxQueuedCommands: 50 })
    await rc.set('{whole}', '1')
    // Forty-five wait; MULTI, eight commands and EXEC are ten.
    const before = times(45, () => rc.get('{whole}'))
    const transaction = rc.multi()
    for (let i = 0; i < 8; i++) transaction.incr('{whole}')
    const refused = transaction.execute()
    await expect(refused).rejects.toMatchObject({ name: 'QueueFullError', executed: 'no' })
    expect(await endsOf(before)).toEqual({ ok: 45 })
    expect(await rc.get('{whole}')).toBe('1')
    expect(await rc.multi().incr('{whole}').execute()).toEqual([2])
  })

  it('what waits for a cluster that does not answer', async () => {
    const sockets: Socket[] = []
    const silent = createServer(socket => sockets.push(socket)).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as { port: number }
    try {
      const rc = given.client({ nodes: [{ host: '127.0.0.1', port }], maxQueuedCommands: 50, maxQueuedBytes: 50_000 })
      const impatient = rc.with({ timeoutMs: 300 })
      // Those that were given up make room for others once it is clear that there is no map.
      for (let round = 0; round < 2; round++) {
        const commands = times(60, i => impatient.get(`k:${i}`))
        await expect(commands[59]).rejects.toMatchObject({ name: 'QueueFullError', executed: 'no', command: 'GET' })
        const { QueueFullError = 0, ok = 0 } = await endsOf(commands)
        expect(ok).toBe(0)
        expect(QueueFullError).toBeGreaterThanOrEqual(10)
        if (round === 0) expect(QueueFullError).toBe(10)
        await rc.connect().catch(() => {})
      }
      const large = [impatient.set('a', 'x'.repeat(30_000)), impatient.set('b', 'x'.repeat(30_000))]
      expect((await endsOf(large))['QueueFullError']).toBe(1)
      await rc.connect().catch(() => {})
      // A transaction is as large as its commands together.
      const first = impatient.get('a')
      const transaction = impatient.multi()
      for (let i = 0; i < 100; i++) transaction.incr('a')
      expect(await endsOf([transaction.execute()])).toEqual({ QueueFullError: 1 })
      expect((await endsOf([first]))['QueueFullError']).toBe(undefined)
      await rc.connect().catch(() => {})
      // However large one is, it waits where nothing else does.
      expect((await endsOf([impatient.set('a', 'x'.repeat(60_000))]))['QueueFullError']).toBe(undefined)
    } finally {
      for (const socket of sockets) socket.destroy()
      silent.close()
    }
  })

  it('what waits for the owner of a slot, and no more when it is there', async () => {
    const cluster = await startSimulatedCluster({ requireFullCoverage: false })
    try {
      const rc = given.client({ nodes: cluster.seeds, maxQueuedCommands: 50, topologyRefreshMs: 100 })
      const [lost, served] = [`{${tagForSlot(7)}}`, `{${tagForSlot(8)}}`]
      for (let round = 0; round < 2; round++) {
        await rc.del(lost)
        await cluster.dropSlots(7)
        await expect.poll(() => rc.topology.ownerOf(7), { timeout: 5000 }).toBe(undefined)
        // The first is tried again, the others are held behind it.
        const waiting = times(61, () => rc.incr(lost))
        for (const refused of waiting.slice(51)) {
          await expect(refused).rejects.toMatchObject({ name: 'QueueFullError', executed: 'no', command: 'INCR' })
        }
        // Others do not wait, and are not refused.
        expect(await endsOf(times(40, () => rc.incr(served)))).toEqual({ ok: 40 })
        await cluster.moveSlot(7, 0)
        // They go to one node, which takes fifty at once: the last has no place there if the first is not back yet.
        const { ok = 0 } = await endsOf(waiting.slice(0, 51))
        expect(ok).toBeGreaterThanOrEqual(50)
        expect(await rc.get(lost)).toBe(String(ok))
      }
    } finally {
      await cluster.stop()
    }
  })

  it('what waits for connections of its own', async () => {
    const rc = given.client({ maxQueuedCommands: 5, maxConnectionsPerNode: 2, whenExhausted: 'wait', timeoutMs: 1000 })
    await rc.connect()
    const blocked = times(12, () => rc.blpop('{own}', 0.3))
    // One has the connection; those that wait for it are five.
    expect((await endsOf(blocked))['QueueFullError']).toBeGreaterThanOrEqual(6)
    expect(await rc.blpop('{own}', 0.1)).toBe(null)
  })
})
