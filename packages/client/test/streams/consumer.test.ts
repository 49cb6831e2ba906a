import { describe, expect, it } from 'vitest'
import { sleep, useCluster } from '../cluster/setup.js'
import { blocked, killNamed, streamOnEach, take } from './setup.js'

describe('a consumer of streams', () => {
  const used = useCluster({ primaries: 3, replicas: 0 })

  it('reads many streams in many slots, each in its order', async () => {
    const rc = await used.client().connect()
    const streams = [...streamOnEach(rc, 'many'), '{tag}a', '{tag}b']
    const consumer = rc.xconsumer({ streams, from: '0', count: 7 })
    const adding = (async () => {
      for (let i = 0; i < 250; i++) await Promise.all(streams.map(stream => rc.xadd(stream, '*', { i })))
    })()
    const messages = await take(consumer, 1250)
    await adding
    for (const stream of streams) {
      const own = messages.filter(message => message.stream === stream)
      expect(own.map(({ message }) => message.i)).toEqual(Array.from({ length: 250 }, (_, i) => String(i)))
      expect(Object.keys(own[0] ?? {})).toEqual(['stream', 'id', 'message'])
    }
    await expect.poll(() => blocked(used.cluster)).toBe(0)
  })

  it('by default gives what is added once it is ready, also while nobody asks', async () => {
    const rc = used.client()
    await rc.xadd('new', '*', { n: 'before' })
    const consumer = rc.xconsumer({ streams: ['new', 'none yet'], blockMs: 20 })
    await consumer.ready()
    await rc.xadd('none yet', '*', { n: 'first' })
    await sleep(100)
    await rc.xadd('new', '*', { n: 'second' })
    expect((await take(consumer, 2)).map(({ message }) => message.n)).toEqual(['first', 'second'])
  })

  it('goes on where its loop was left, and where another left off', async () => {
    const rc = used.client()
    for (let i = 1; i <= 9; i++) await rc.xadd('resumed', `${i}-0`, { i })
    const consumer = rc.xconsumer({ streams: { resumed: '2-0' } })
    expect((await take(consumer, 2)).map(({ id }) => id)).toEqual(['3-0', '4-0'])
    expect((await take(consumer, 2)).map(({ id }) => id)).toEqual(['5-0', '6-0'])
    expect(consumer.position).toEqual({ resumed: '6-0' })
    const next = rc.xconsumer({ streams: consumer.position })
    expect((await take(next, 3)).map(({ id }) => id)).toEqual(['7-0', '8-0', '9-0'])
  })

  it('reads no further than it is asked for', async () => {
    const rc = used.client()
    for (let i = 0; i < 50; i++) await rc.xadd('slow', '*', { i })
    const reads = async () => {
      const stats = await Promise.all(used.cluster.nodes.map(n => used.cluster.command(n, 'INFO', 'commandstats')))
      return stats.reduce<number>(
        (sum, text) => sum + Number(/cmdstat_xread:calls=(\d+)/.exec(String(text))?.[1] ?? 0),
        0,
      )
    }
    const before = await reads()
    const loop = rc.xconsumer({ streams: 'slow', from: 0, count: 5 })[Symbol.asyncIterator]()
    for (let i = 0; i < 4; i++) await loop.next()
    await sleep(50)
    expect((await reads()) - before).toBe(1)
    await loop.return?.()
  })

  it('can be left while it waits, and its connections are free then', async () => {
    const rc = used.client()
    const consumer = rc.xconsumer({ streams: ['quiet:1', 'quiet:2', 'quiet:3'] })
    const loop = consumer[Symbol.asyncIterator]()
    const waiting = loop.next()
    await expect.poll(() => blocked(used.cluster)).toBe(3)
    await loop.return?.()
    expect(await waiting).toEqual({ done: true, value: undefined })
    expect(await loop.next()).toEqual({ done: true, value: undefined })
    await expect.poll(() => blocked(used.cluster)).toBe(0)
  })

  it('ends by stop, by its signal, and with its client', async () => {
    const rc = used.client()
    const ended = (consumer: AsyncIterable<unknown>) => take(consumer, 1).then(String, (error: Error) => error.name)
    const stopped = rc.xconsumer({ streams: 'end' })
    const abort = new AbortController()
    const outcomes = [
      ended(stopped),
      ended(rc.xconsumer({ streams: 'end', signal: abort.signal })),
      ended(rc.with({ signal: abort.signal }).xconsumer({ streams: 'end' })),
      ended(rc.xconsumer({ streams: 'end' })),
    ]
    await expect.poll(() => blocked(used.cluster)).toBe(4)
    await stopped.stop()
    abort.abort()
    expect(await ended(rc.xconsumer({ streams: 'end', signal: abort.signal }))).toBe('AbortError')
    await rc.close()
    expect(await Promise.all(outcomes)).toEqual(['', 'AbortError', 'AbortError', ''])
    const other = used.client()
    const destroyed = ended(other.xconsumer({ streams: 'end' }))
    await expect.poll(() => blocked(used.cluster)).toBe(1)
    other.destroy()
    expect(await destroyed).toBe('ClosedError')
    expect(await ended(rc.xconsumer({ streams: 'end' }))).toBe('ClosedError')
  })

  it('throws what another attempt would meet again', async () => {
    const rc = used.client()
    await rc.set('text', 'abc')
    await expect(take(rc.xconsumer({ streams: ['text', 'fine'], from: 0 }), 1)).rejects.toMatchObject({
      code: 'WRONGTYPE',
    })
    await expect(rc.xconsumer({ streams: 'text' }).ready()).rejects.toMatchObject({ code: 'WRONGTYPE' })
    await expect.poll(() => blocked(used.cluster)).toBe(0)
  })

  it('goes on after connections were lost: nothing is missed, nothing comes twice', async () => {
    const rc = await used.client({ clientName: 'reader' }).connect()
    const other = used.client()
    const streams = streamOnEach(rc, 'killed')
    const consumer = rc.xconsumer({ streams, from: 0, count: 3 })
    let killed = 0
    const adding = (async () => {
      for (let i = 0; i < 300; i++) {
        await Promise.all(streams.map(stream => other.xadd(stream, '*', { i })))
        if (i % 50 === 25) killed += await killNamed(used.cluster, 'reader')
      }
    })()
    const messages = await take(consumer, 900)
    await adding
    expect(killed).toBeGreaterThan(10)
    for (const stream of streams) {
      const own = messages.filter(message => message.stream === stream).map(({ message }) => Number(message.i))
      expect(own).toEqual(Array.from({ length: 300 }, (_, i) => i))
    }
  })

  it('has Buffers on a view of bytes, and streams without the prefix', async () => {
    const rc = used.client({ keyPrefix: 'app:' })
    await rc.xadd('s', '1-1', { f: 'v' })
    expect(await take(rc.bytes().xconsumer({ streams: Buffer.from('s'), from: '0' }), 1)).toEqual([
      { stream: 's', id: '1-1', message: { f: Buffer.from('v') } },
    ])
  })

  it('speaks RESP2', async () => {
    const rc = used.client({ protocol: 2 })
    await rc.xadd('two', '1-1', { f: 'v' })
    expect(await take(rc.xconsumer({ streams: 'two', from: '0' }), 1)).toEqual([
      { stream: 'two', id: '1-1', message: { f: 'v' } },
    ])
  })

  it.each([
    [{}, 'streams'],
    [{ streams: [] }, 'at least one'],
    [{ streams: 's', from: {} }, 'from'],
    [{ streams: 's', count: 0 }, 'count'],
    [{ streams: 's', blockMs: 0 }, 'blockMs'],
    [{ streams: { s: null } }, 'an id for each'],
    [{ streams: 's', ack: 'auto' }, 'name the group'],
    [{ streams: 's', block: 5 }, 'no option block'],
    [{ streams: 's', group: 'g' }, 'consumer'],
    [{ streams: 's', group: 'g', consumer: 'c', ack: 'now' }, "'manual', 'auto' or 'none'"],
    [{ streams: 's', group: 'g', consumer: 'c', claimIdleMs: -1 }, 'claimIdleMs'],
  ])('refuses %j', (given, message) => {
    const rc = used.client()
    expect(() => rc.xconsumer(given as never)).toThrow(message)
  })

  it('is read by one loop at a time', async () => {
    const rc = used.client()
    const consumer = rc.xconsumer({ streams: 's' })
    const first = consumer[Symbol.asyncIterator]()
    const waiting = first.next()
    await expect(take(consumer, 1)).rejects.toThrow('another loop')
    await first.return?.()
    await waiting
  })
})
