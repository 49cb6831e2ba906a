import { describe, expect, it } from 'vitest'
import { ClusterClient } from '../../src/bare.js'
import { useCluster } from './setup.js'

/** The commands themselves are proved in @rc/emulate against a plain server; here, that the client has them. */
describe("crossSlot: 'emulate'", () => {
  const used = useCluster({ primaries: 3, replicas: 0 })

  it('runs in steps what the default refuses, which says so', async () => {
    const strict = used.client()
    await strict.sadd('foo', ['a1', 'a2', 'a3'])
    await strict.sadd('bar', ['b1', 'a2', 'b3'])
    const refused = strict.sdiffstore('foobar', ['foo', 'bar'])
    await expect(refused).rejects.toMatchObject({ name: 'CrossSlotError', executed: 'no' })
    await expect(refused).rejects.toThrow("crossSlot: 'emulate'")
    const rc = used.client({ crossSlot: 'emulate' })
    expect(await rc.sdiffstore('foobar', ['foo', 'bar'])).toBe(2)
    expect((await rc.smembers('foobar')).sort()).toEqual(['a1', 'a3'])
    expect(await strict.with({ crossSlot: 'emulate' }).sinter(['foo', 'bar'])).toEqual(['a2'])
  })

  it('reads replies as the command does, text or bytes', async () => {
    const rc = used.client({ crossSlot: 'emulate' })
    await rc.zadd('z1', [{ score: 1, member: 'a' }])
    await rc.zadd('z2', [{ score: 2.5, member: 'a' }])
    expect(await rc.zunion(['z1', 'z2'], { withscores: true })).toEqual([{ member: 'a', score: 3.5 }])
    await rc.set('src', Buffer.from([0, 255, 128]), { px: 50_000 })
    await rc.rename('src', 'dst')
    expect(await rc.strlen('dst')).toBe(3)
    expect(await rc.pttl('dst')).toBeGreaterThan(40_000)
    expect(await rc.exists('src')).toBe(0)
  })

  it('in a pipeline comes after those before it and before those behind it', async () => {
    const rc = used.client({ crossSlot: 'emulate' })
    const results = await rc
      .pipeline()
      .set('from', '1')
      .append('from', '2')
      .rename('from', 'to')
      .append('to', '3')
      .get('to')
      .execute()
    expect(results).toEqual(['OK', 2, 'OK', 3, '123'])
    const failing = await rc.pipeline().rename('nothing', 'here').get('to').execute({ raiseOnError: false })
    expect(failing).toEqual([expect.objectContaining({ name: 'ReplyError', command: 'RENAME' }), '123'])
  })

  it('shares the time of the whole among the steps', async () => {
    const rc = used.client({ crossSlot: 'emulate', timeoutMs: 300 })
    await rc.set('slow', 'v')
    const owner = used.cluster.nodes.find(({ port }) => rc.nodeFor('slow')?.port === port)
    await used.cluster.pause(owner as never)
    const started = Date.now()
    await expect(rc.rename('slow', 'fast')).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(Date.now() - started).toBeLessThan(900)
    await used.cluster.resume(owner as never)
    expect(await rc.get('slow')).toBe('v')
  })

  it('is explained', async () => {
    const rc = used.client({ crossSlot: 'emulate' })
    await rc.connect()
    expect(rc.explain(['RENAME', 'a', 'b'])).toMatchObject({ way: 'emulate', slots: [rc.slotOf('a'), rc.slotOf('b')] })
    expect(rc.explain(['MGET', 'a', 'b'])).toMatchObject({ way: 'split' })
    expect(rc.explain(['EVAL', 'return 1', 2, 'a', 'b'])).toMatchObject({ way: 'refused' })
  })

  it('is no part of the bare client, which says so', () => {
    expect(() => new ClusterClient({ nodes: 'a:1', crossSlot: 'emulate' })).toThrow('no part of the bare client')
  })
})
