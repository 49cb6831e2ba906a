import { get, incr, rename, set } from '@rc/commands'
import { isRedisClusterError } from '@rc/errors'
import { describe, expect, it } from 'vitest'
import { callsOf, sleep, useCluster } from '../cluster/setup.js'

describe('a batch', () => {
  const used = useCluster({ primaries: 3, replicas: 0 })
  const keys = Array.from({ length: 3000 }, (_, i) => `batch:${i}`)

  it('gives the results in the order of the commands, over all nodes, however many they are', async () => {
    const rc = used.client()
    const { done, failed } = await rc.batch(keys.map(key => set(key, key))).run()
    expect([done, failed]).toEqual([3000, 0])
    const values: (string | null)[] = []
    for await (const value of rc.batch(
      keys.map(key => get(key)),
      { inFlight: 100 },
    )) {
      values.push(value)
    }
    expect(values).toEqual(keys)
  })

  it('takes an async source, and takes no more out of it than may be under way', async () => {
    const rc = used.client()
    let taken = 0
    let given = 0
    let most = 0
    async function* source() {
      for (const key of keys) {
        if (taken % 50 === 0) await sleep(0)
        most = Math.max(most, ++taken - given)
        yield get(key)
      }
    }
    for await (const value of rc.batch(source(), { inFlight: 20 })) {
      expect(value).toBe(keys[given])
      given++
      if (given % 100 === 0) await sleep(1)
    }
    expect(given).toBe(3000)
    // What is under way, and the one that the source holds ready.
    expect(most).toBeLessThanOrEqual(21)
  })

  it('sends what a slow source has given, and does not wait for more', async () => {
    const rc = used.client()
    let release = (): void => {}
    async function* source() {
      yield set('slow', '1')
      await new Promise<void>(resolve => {
        release = resolve
      })
    }
    const results = rc.batch(source())[Symbol.asyncIterator]()
    expect(await results.next()).toEqual({ done: false, value: 'OK' })
    release()
    expect((await results.next()).done).toBe(true)
  })

  it('throws the first error with its index, and closes the source', async () => {
    const rc = used.client()
    await rc.set('text', 'abc')
    let closed = false
    function* source() {
      try {
        for (let i = 0; ; i++) yield i === 30 ? incr('text') : set(`{e}${i}`, i)
      } finally {
        closed = true
      }
    }
    const results: unknown[] = []
    const loop = async () => {
      for await (const result of rc.batch(source(), { inFlight: 8 })) results.push(result)
    }
    await expect(loop()).rejects.toMatchObject({ name: 'ReplyError', command: 'INCR', index: 30 })
    expect(results).toEqual(Array.from({ length: 30 }, () => 'OK'))
    expect(closed).toBe(true)
  })

  it('has errors in their places where that was asked for, and counts them', async () => {
    const rc = used.client()
    await rc.mset({ text: 'abc', number: '1' })
    const commands = [incr('number'), incr('text'), incr('number')]
    const results: unknown[] = []
    for await (const result of rc.batch(commands, { raiseOnError: false })) {
      results.push(isRedisClusterError(result) ? result.command : result)
    }
    expect(results).toEqual([2, 'INCR', 3])
    expect(await rc.batch(commands, { raiseOnError: false }).run()).toEqual({ done: 3, failed: 1 })
  })

  it('tells its progress, and what a listener throws harms nobody', async () => {
    const rc = used.client()
    const told: unknown[] = []
    const reported: unknown[] = []
    rc.on('error', error => reported.push(error))
    await rc
      .batch(
        keys.slice(0, 250).map(key => get(key)),
        {
          inFlight: 100,
          onProgress: progress => {
            told.push(progress)
            if (progress.done === 100) throw new Error('of the listener')
          },
        },
      )
      .run()
    expect(told).toEqual([100, 200, 250].map(done => ({ done, failed: 0 })))
    expect(reported).toEqual([new Error('of the listener')])
  })

  it('ends by its signal, also while the source is silent', async () => {
    const rc = used.client()
    const abort = new AbortController()
    async function* source() {
      yield set('before', '1')
      await new Promise(() => {})
    }
    const run = rc.batch(source(), { signal: abort.signal }).run()
    await expect.poll(() => rc.get('before')).toBe('1')
    abort.abort()
    await expect(run).rejects.toMatchObject({ name: 'AbortError', message: expect.stringContaining('1 commands') })
    await expect(rc.batch(source(), { signal: abort.signal }).run()).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('stops with its loop: nothing more is taken or sent', async () => {
    const rc = used.client()
    let taken = 0
    function* source() {
      for (;;) {
        taken++
        yield get('k')
      }
    }
    for await (const _ of rc.batch(source(), { inFlight: 5 })) break
    const after = taken
    const calls = await callsOf(used.cluster, 'get')
    await sleep(20)
    expect(taken).toBe(after)
    expect(await callsOf(used.cluster, 'get')).toBe(calls)
  })

  it('passes on what the source throws, after the results of what it gave', async () => {
    const rc = used.client()
    function* source() {
      yield set('given', '1')
      throw new Error('of the source')
    }
    const results: unknown[] = []
    const loop = async () => {
      for await (const result of rc.batch(source())) results.push(result)
    }
    await expect(loop()).rejects.toThrow('of the source')
    expect(results).toEqual(['OK'])
  })

  it('keeps the order of what runs in steps', async () => {
    const rc = used.client({ crossSlot: 'emulate' })
    const commands = [set('steps:a', '1'), rename('steps:a', 'steps:b'), incr('steps:b'), rename('steps:b', 'steps:c')]
    await rc.batch(commands).run()
    expect(await rc.get('steps:c')).toBe('2')
  })

  it('has Buffers on a view of bytes, and prefixed keys', async () => {
    const rc = used.client({ keyPrefix: 'p:' })
    await rc.set('bytes', 'v')
    for await (const value of rc.bytes().batch([get('bytes')])) expect(value).toEqual(Buffer.from('v'))
  })

  it('refuses what cannot be', async () => {
    const rc = used.client()
    expect(() => rc.batch([], { inFlight: 0 })).toThrow('inFlight')
    expect(() => rc.batch([], { size: 3 } as never)).toThrow('no option size')
    expect(() => rc.batch(3 as never)).toThrow('iterable')
    await expect(rc.batch(['GET k'] as never).run()).rejects.toThrow('no command')
    const batch = rc.batch([get('k')])
    await batch.run()
    await expect(batch.run()).rejects.toThrow('runs once')
  })
})

describe('a long pipeline', () => {
  const used = useCluster({ primaries: 3, replicas: 0 })

  it('goes in pieces: more commands than its nodes’ queues take, in order', async () => {
    const rc = used.client({ maxQueuedCommands: 500 })
    const pipeline = rc.pipeline()
    for (let i = 0; i < 4000; i++) pipeline.set(`{one}${i % 7}`, i).get(`{one}${i % 7}`)
    const results = await pipeline.execute({ maxBatch: 400 })
    expect(results).toEqual(Array.from({ length: 4000 }, (_, i) => ['OK', String(i)]).flat())
    for (let i = 0; i < 1000; i++) pipeline.get('{one}0')
    await expect(pipeline.execute()).rejects.toMatchObject({ name: 'QueueFullError', index: 500 })
  })

  it('may be longer than what may wait for one node, without a word of it', async () => {
    const rc = used.client()
    const pipeline = rc.pipeline()
    for (let i = 0; i < 260_000; i++) pipeline.incr('{long}')
    const results = (await pipeline.execute()) as number[]
    expect([results.length, results[0], results.at(-1)]).toEqual([260_000, 1, 260_000])
  })

  it('tells the first error of all its pieces', async () => {
    const rc = used.client()
    const pipeline = rc.pipeline().set('text', 'abc')
    for (let i = 0; i < 5; i++) pipeline.get('text').incr('text')
    await expect(pipeline.execute({ maxBatch: 2 })).rejects.toMatchObject({ index: 2, results: { length: 11 } })
  })

  it('refuses a piece that cannot be, and keeps its commands', async () => {
    const rc = used.client()
    const pipeline = rc.pipeline().set('kept', '1')
    await expect(pipeline.execute({ maxBatch: 0 })).rejects.toThrow('maxBatch')
    expect(await pipeline.execute({ maxBatch: Infinity })).toEqual(['OK'])
    await expect(rc.multi().set('kept', '2').execute({ maxBatch: 1 })).rejects.toThrow('whole')
  })
})
