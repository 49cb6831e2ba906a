import { describe, expect, it } from 'vitest'
import type { GroupMessage } from '../../src/streams/message.js'
import { useCluster } from '../cluster/setup.js'
import { blocked, killNamed, streamOnEach, take } from './setup.js'

describe('a consumer of a group', () => {
  const used = useCluster({ primaries: 3, replicas: 0 })
  const pendingOf = async (rc: ReturnType<typeof used.client>, stream: string, group = 'g') =>
    ((await rc.xpending(stream, group)) as { count: number }).count

  it('makes group and stream, and shares entries of many streams with the others', async () => {
    const rc = await used.client().connect()
    const streams = streamOnEach(rc, 'shared')
    const seen: { by: string; n: string }[] = []
    const consumers = ['a', 'b'].map(by => ({ by, it: rc.xconsumer({ streams, group: 'g', consumer: by, count: 2 }) }))
    const loops = consumers.map(async ({ by, it }) => {
      for await (const { message, ack, redelivered } of it) {
        expect([await ack(), redelivered]).toEqual([true, false])
        seen.push({ by, n: message.n as string })
      }
    })
    await Promise.all(consumers.map(({ it }) => it.ready()))
    for (let n = 0; n < 200; n++) await rc.xadd(streams[n % 3] as string, '*', { n })
    await expect.poll(() => seen.length).toBe(200)
    await Promise.all(consumers.map(({ it }) => it.stop()))
    await Promise.all(loops)
    expect(new Set(seen.map(({ n }) => n)).size).toBe(200)
    expect(new Set(seen.map(({ by }) => by)).size).toBe(2)
    for (const stream of streams) expect(await pendingOf(rc, stream)).toBe(0)
    await expect.poll(() => blocked(used.cluster)).toBe(0)
  })

  it('gives first what it had and did not acknowledge, and then what is new', async () => {
    const rc = used.client()
    for (let i = 1; i <= 5; i++) await rc.xadd('crashed', `${i}-0`, { i })
    const first = rc.xconsumer({ streams: 'crashed', group: 'g', consumer: 'c', from: 0 })
    let n = 0
    for await (const message of first) {
      if (message.id !== '2-0') await message.ack()
      if (++n === 3) break
    }
    await rc.xdel('crashed', '4-0')
    const again = await take(rc.xconsumer({ streams: 'crashed', group: 'g', consumer: 'c', count: 1 }), 2)
    expect(again.map(({ id, redelivered }) => [id, redelivered])).toEqual([
      ['2-0', true],
      ['5-0', true],
    ])
    await Promise.all(again.map(message => message.ack()))
    expect(await again[0]?.ack()).toBe(false)
    // The one that was deleted was acknowledged by itself.
    await expect.poll(() => pendingOf(rc, 'crashed')).toBe(0)
  })

  it('acknowledges by itself, once the next message is asked for', async () => {
    const rc = used.client()
    for (let i = 1; i <= 4; i++) await rc.xadd('auto', `${i}-0`, { i })
    const consumer = rc.xconsumer({ streams: 'auto', group: 'g', consumer: 'c', from: 0, ack: 'auto' })
    expect(await take(consumer, 3)).toHaveLength(3)
    // The loop was left in the middle of the third, and the fourth was never begun.
    expect(await rc.xpending('auto', 'g', { start: '-', end: '+', count: 9 })).toMatchObject([
      { id: '3-0' },
      { id: '4-0' },
    ])
  })

  it('needs no acknowledgement where the server takes delivered for done', async () => {
    const rc = used.client()
    for (let i = 1; i <= 3; i++) await rc.xadd('none', `${i}-0`, { i })
    await take(rc.xconsumer({ streams: 'none', group: 'g', consumer: 'c', from: 0, ack: 'none' }), 3)
    expect(await pendingOf(rc, 'none')).toBe(0)
  })

  it('takes over what another left undone for too long, again and again', async () => {
    const rc = await used.client().connect()
    const streams = streamOnEach(rc, 'left')
    for (const stream of streams) for (let i = 1; i <= 5; i++) await rc.xadd(stream, `${i}-0`, { i })
    await take(rc.xconsumer({ streams, group: 'g', consumer: 'dead', from: 0 }), 15)
    const alive = rc.xconsumer({ streams, group: 'g', consumer: 'alive', claimIdleMs: 150, count: 2 })
    const taken = await take(alive, 15)
    expect(taken.every(({ redelivered }) => redelivered)).toBe(true)
    await Promise.all(taken.slice(0, 14).map(message => message.ack()))
    const last = await take(rc.xconsumer({ streams, group: 'g', consumer: 'other', claimIdleMs: 150 }), 1)
    expect(last.map(({ stream, id }) => [stream, id])).toEqual([[taken[14]?.stream, taken[14]?.id]])
  })

  it('does not hand out again what is still being worked on, however long that takes', async () => {
    const rc = used.client()
    await rc.xadd('long', '1-0', { i: 1 })
    const consumer = rc.xconsumer({ streams: 'long', group: 'g', consumer: 'c', from: 0, claimIdleMs: 20, blockMs: 20 })
    const loop = consumer[Symbol.asyncIterator]()
    const first = await loop.next()
    const second = loop.next()
    const claims = async () =>
      ((await rc.xpending('long', 'g', { start: '-', end: '+', count: 1 })) as { deliveries: number }[])[0]?.deliveries
    // The server lets it take the entry over from itself.
    await expect.poll(claims).toBeGreaterThan(3)
    await rc.xadd('long', '2-0', { i: 2 })
    expect(((await second).value as GroupMessage).id).toBe('2-0')
    await (first.value as GroupMessage).ack()
    await loop.return?.()
  })

  it('finds what was delivered into a connection that broke', async () => {
    const rc = await used.client({ clientName: 'worker' }).connect()
    const other = used.client()
    const streams = streamOnEach(rc, 'broken')
    const consumer = rc.xconsumer({ streams, group: 'g', consumer: 'c', count: 5 })
    await consumer.ready()
    let killed = 0
    const adding = (async () => {
      for (let n = 0; n < 600; n++) {
        await other.xadd(streams[n % 3] as string, '*', { n })
        if (n % 40 === 20) killed += await killNamed(used.cluster, 'worker')
      }
    })()
    const seen: number[] = []
    for await (const message of consumer) {
      seen.push(Number(message.message.n))
      await message.ack()
      if (new Set(seen).size === 600) break
    }
    await adding
    expect(killed).toBeGreaterThan(15)
    expect(seen).toHaveLength(600)
    for (const stream of streams) await expect.poll(() => pendingOf(other, stream)).toBe(0)
  })

  it('makes a group again that was destroyed, behind what it had', async () => {
    const rc = used.client()
    await rc.xadd('destroyed', '1-0', { i: 1 })
    const consumer = rc.xconsumer({ streams: 'destroyed', group: 'g', consumer: 'c', from: 0 })
    const loop = consumer[Symbol.asyncIterator]()
    await ((await loop.next()).value as GroupMessage).ack()
    const next = loop.next()
    await rc.xgroupDestroy('destroyed', 'g')
    await rc.xadd('destroyed', '2-0', { i: 2 })
    expect((await next).value).toMatchObject({ id: '2-0' })
    await loop.return?.()
  })

  it('says so where there is no group and none may be made', async () => {
    const rc = used.client()
    const consumer = rc.xconsumer({ streams: 'absent', group: 'g', consumer: 'c', create: false })
    await expect(take(consumer, 1)).rejects.toMatchObject({ code: 'NOGROUP' })
    expect(await rc.exists('absent')).toBe(0)
  })

  it('has Buffers on a view of bytes, and streams without the prefix', async () => {
    const rc = used.client({ keyPrefix: 'app:' })
    await rc.xadd('s', '1-1', { f: 'v' })
    const consumer = rc.bytes().xconsumer({ streams: 's', group: 'g', consumer: 'c', from: '0' })
    const [message] = await take(consumer, 1)
    expect(message).toMatchObject({ stream: 's', id: '1-1', message: { f: Buffer.from('v') } })
    expect(await message?.ack()).toBe(true)
  })
})
