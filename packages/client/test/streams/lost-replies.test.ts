import { describe, expect, it } from 'vitest'
import { useCountedCluster } from '../surface/setup.js'
import { take } from './setup.js'

describe('a reply that was lost', () => {
  const used = useCountedCluster({ replicas: 0 })

  /** The proxy before the owner of a key. */
  const proxyOf = (rc: Awaited<ReturnType<typeof used.client>>, key: string) =>
    used.proxies.all.find(proxy => proxy.address === rc.nodeFor(key)?.name) as (typeof used.proxies.all)[number]

  it('of XREAD is asked for again, and its entries come once', async () => {
    const rc = await used.client()
    for (let i = 1; i <= 4; i++) await rc.xadd('plain', `${i}-0`, { i })
    proxyOf(rc, 'plain').cutBeforeReply({ command: 'XREAD' })
    const messages = await take(rc.xconsumer({ streams: 'plain', from: '0', count: 2 }), 4)
    expect(messages.map(({ id }) => id)).toEqual(['1-0', '2-0', '3-0', '4-0'])
  })

  it('of XREADGROUP left its entries pending: they come before others', async () => {
    const rc = await used.client()
    for (let i = 1; i <= 4; i++) await rc.xadd('group', `${i}-0`, { i })
    const errors: unknown[] = []
    rc.on('error', error => errors.push(error))
    const consumer = rc.xconsumer({ streams: 'group', group: 'g', consumer: 'c', from: '0', count: 2 })
    await consumer.ready()
    const loop = consumer[Symbol.asyncIterator]()
    const ids: unknown[] = []
    const next = async () => {
      const { value } = await loop.next()
      ids.push([value?.id, value?.redelivered])
    }
    await next()
    proxyOf(rc, 'group').cutBeforeReply({ command: 'XREADGROUP' })
    for (let i = 0; i < 3; i++) await next()
    // The first two were never acknowledged, and are not handed out again.
    expect(ids).toEqual([
      ['1-0', false],
      ['2-0', false],
      ['3-0', true],
      ['4-0', true],
    ])
    expect(errors).toEqual([expect.objectContaining({ name: 'ConnectionLostError', executed: 'maybe' })])
    await loop.return?.()
  })

  it('of XAUTOCLAIM left its entries pending here: they come', async () => {
    const rc = await used.client()
    for (let i = 1; i <= 2; i++) await rc.xadd('claim', `${i}-0`, { i })
    await take(rc.xconsumer({ streams: 'claim', group: 'g', consumer: 'dead', from: '0' }), 2)
    // Idle for an hour, which it will not be again: what comes was found as pending here.
    await rc.xclaim('claim', 'g', 'dead', 0, ['1-0', '2-0'], { idle: 3_600_000 })
    proxyOf(rc, 'claim').cutBeforeReply({ command: 'XAUTOCLAIM' })
    const alive = rc.xconsumer({ streams: 'claim', group: 'g', consumer: 'alive', claimIdleMs: 1_800_000 })
    expect((await take(alive, 2)).map(({ id }) => id)).toEqual(['1-0', '2-0'])
    const pending = (await rc.xpending('claim', 'g', { start: '-', end: '+', count: 9 })) as { consumer: string }[]
    expect(pending.map(({ consumer }) => consumer)).toEqual(['alive', 'alive'])
  })

  it('of XACK is asked for again: done twice is done', async () => {
    const rc = await used.client()
    await rc.xadd('acked', '1-0', { i: 1 })
    const [message] = await take(rc.xconsumer({ streams: 'acked', group: 'g', consumer: 'c', from: '0' }), 1)
    proxyOf(rc, 'acked').cutBeforeReply({ command: 'XACK' })
    expect(await message?.ack()).toBe(false)
    expect(await rc.xpending('acked', 'g')).toMatchObject({ count: 0 })
  })
})
