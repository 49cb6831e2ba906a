import { describe, expect, it } from 'vitest'
import { sleep, useCluster, workload } from './setup.js'

describe('multi', () => {
  const used = useCluster({ primaries: 3, replicas: 1 })

  it('runs its commands together, and reads each reply as the command says', async () => {
    const rc = used.client()
    const results = await rc
      .multi()
      .set('{t}name', 'Alice')
      .incr('{t}n')
      .hset('{t}h', { a: 1, b: 2 })
      .hgetall('{t}h')
      .zadd('{t}z', [{ score: 1.5, member: 'm' }])
      .zrange('{t}z', 0, -1, { withscores: true })
      .get('{t}none')
      .execute()
    expect(results).toEqual(['OK', 1, 2, { a: '1', b: '2' }, 1, [{ member: 'm', score: 1.5 }], null])
    const [name, n] = await rc.multi().get('{t}name').incr('{t}n').execute()
    // Typed: string | null, number.
    expect(name?.toUpperCase()).toBe('ALICE')
    expect(n + 1).toBe(3)
    expect(await rc.multi().execute()).toEqual([])
  })

  it('reads the same under RESP2', async () => {
    const rc = used.client({ protocol: 2 })
    const results = await rc.multi().hgetall('{t}h').zrange('{t}z', 0, -1, { withscores: true }).execute()
    expect(results).toEqual([{ a: '1', b: '2' }, [{ member: 'm', score: 1.5 }]])
  })

  it('lets no other command in between', async () => {
    const rc = used.client()
    await rc.del('{i}list')
    const callers = Array.from({ length: 30 }, (_, caller) =>
      rc.multi().rpush('{i}list', `${caller}`).rpush('{i}list', `${caller}`).rpush('{i}list', `${caller}`).execute(),
    )
    const others = Array.from({ length: 100 }, () => rc.rpush('{i}list', 'other'))
    await Promise.all([...callers, ...others])
    const list = (await rc.lrange('{i}list', 0, -1)).filter((_, i, all) => all[i] !== all[i - 1] || all[i] === 'other')
    expect(list.filter(item => item !== 'other')).toHaveLength(30)
  })

  it('has errors in their places, and everything else ran', async () => {
    const rc = used.client()
    await rc.set('{e}s', 'text')
    const results = await rc
      .multi()
      .set('{e}a', '1')
      .lpush('{e}s', 'x')
      .set('{e}b', '2')
      .execute({ raiseOnError: false })
    expect(results[0]).toBe('OK')
    expect(results[1]).toMatchObject({ name: 'ReplyError', code: 'WRONGTYPE', command: 'LPUSH', executed: 'yes' })
    expect(results[2]).toBe('OK')
    await expect(rc.multi().lpush('{e}s', 'x').set('{e}c', '3').execute()).rejects.toMatchObject({
      code: 'WRONGTYPE',
      index: 0,
    })
    expect(await rc.get('{e}c')).toBe('3')
  })

  it('runs nothing where a command is refused while it is queued', async () => {
    const rc = used.client()
    const { add, spec } = { add: rc.multi().set('{q}a', '1'), spec: { name: 'GET', head: '$3\r\nGET\r\n', words: 1 } }
    // GET with an argument too many: the server refuses to queue it.
    const wrong = {
      spec: { ...(spec as never as object), arity: 2, flags: 0, keys: [], onlyKey: -1 },
      args: ['{q}a', 'x'],
    }
    const failing = add.add(wrong as never).execute()
    await expect(failing).rejects.toMatchObject({ name: 'ExecAbortError', code: 'EXECABORT', executed: 'no' })
    await expect(failing).rejects.toThrow('its command 1 (GET) was refused')
    expect(await rc.get('{q}a')).toBeNull()
    // The connection is as it was.
    expect(await rc.multi().set('{q}a', '2').get('{q}a').execute()).toEqual(['OK', '2'])
  })

  it('refuses what cannot be before anything is sent', async () => {
    const rc = used.client()
    await expect(rc.multi().set('a', '1').set('b', '2').execute()).rejects.toMatchObject({
      name: 'CrossSlotError',
      executed: 'no',
    })
    expect(await rc.exists(['a', 'b'])).toBe(0)
    await expect(rc.multi().mset({ a: '1', b: '2' }).execute()).rejects.toMatchObject({ name: 'CrossSlotError' })
    await expect(rc.multi().scriptLoad('return 1').execute()).rejects.toMatchObject({ name: 'ConfigError' })
  })

  it('is sent again as a whole where its slot has moved, or is moving', async () => {
    const rc = used.client()
    await rc.connect()
    const slot = rc.slotOf('{m}a')
    const at = () => used.cluster.primaries.find(({ port }) => rc.nodeFor('{m}a')?.port === port)
    const to = used.cluster.primaries.find(node => node !== at())
    await rc.set('{m}a', '0')
    const keys = ['{m}a']
    let moved = false
    const moving = (async () => {
      for (let i = 0; i < 6; i++) {
        const from = at()
        await used.cluster.migrate(
          [slot],
          from as never,
          (from === to ? used.cluster.primaries.find(n => n !== to) : to) as never,
        )
        await rc.get('{m}a')
      }
      moved = true
    })()
    const { done, errors } = await workload(keys, () => rc.multi().incr('{m}a').incr('{m}b').execute(), moving)
    expect(moved).toBe(true)
    expect(errors).toEqual([])
    const runs = done.get('{m}a') ?? []
    // Each ran once, whole: both counters move together.
    expect(runs).toEqual(runs.map((_, i) => [i + 1, i + 1]))
    expect(runs.length).toBeGreaterThan(10)
  })

  it('survives a failover on request without an error', async () => {
    const rc = used.client()
    await rc.connect()
    await rc.del(['{f}a', '{f}b'])
    const primary = used.cluster.primaries.find(({ port }) => rc.nodeFor('{f}a')?.port === port)
    const { done, errors } = await workload(
      ['{f}a'],
      () => rc.multi().incr('{f}a').incr('{f}b').execute(),
      used.cluster.failover(primary as never).then(() => sleep(200)),
    )
    expect(errors).toEqual([])
    const runs = done.get('{f}a') ?? []
    expect(runs).toEqual(runs.map((_, i) => [i + 1, i + 1]))
  })
})

describe('watch', () => {
  const used = useCluster({ primaries: 3, replicas: 0 })

  it('runs the block again until nobody came in between', async () => {
    const rc = used.client()
    await rc.set('counter', 0)
    let runs = 0
    const add = () =>
      rc.watch(
        'counter',
        async tx => {
          runs++
          const value = Number(await tx.get('counter'))
          return tx.multi().set('counter', value + 1)
        },
        { attempts: 200 },
      )
    const results = await Promise.all(Array.from({ length: 20 }, add))
    expect(results).toEqual(Array.from({ length: 20 }, () => ['OK']))
    expect(await rc.get('counter')).toBe('20')
    expect(runs).toBeGreaterThan(20)
  })

  it('gives the caller what the block returns, also where it executes the transaction itself, or makes none', async () => {
    const rc = used.client()
    const [set, value] = await rc.watch(['{w}a', '{w}b'], async tx => tx.multi().set('{w}a', '1').get('{w}a').execute())
    expect([set, value]).toEqual(['OK', '1'])
    expect(await rc.watch('{w}a', tx => tx.get('{w}a'))).toBe('1')
    // The watch ended with the block: the next transaction on that connection is not disturbed.
    await rc.set('{w}a', '2')
    expect(await rc.watch('{w}b', tx => tx.multi().get('{w}a'))).toEqual(['2'])
  })

  it('gives up after so many attempts', async () => {
    const rc = used.client()
    let runs = 0
    const hopeless = rc.watch(
      'busy',
      async tx => {
        runs++
        await rc.incr('busy')
        return tx.multi().get('busy')
      },
      { attempts: 3 },
    )
    await expect(hopeless).rejects.toMatchObject({ name: 'WatchError', executed: 'no' })
    expect(runs).toBe(3)
  })

  it('passes on what the block throws, leaves nothing behind, and its view ends with it', async () => {
    const rc = used.client()
    const clients = async () => (await Promise.all(rc.nodes('primary').map(node => node.clientList()))).flat().length
    await rc.connect()
    let leaked: { get(key: string): Promise<unknown> } | undefined
    await expect(
      rc.watch('k', tx => {
        leaked = tx
        throw new RangeError('mine')
      }),
    ).rejects.toThrow(new RangeError('mine'))
    await expect(leaked?.get('k')).rejects.toMatchObject({ name: 'ClosedError' })
    const before = await clients()
    for (let i = 0; i < 10; i++) await rc.watch('k', tx => tx.multi().get('k'))
    expect(await clients()).toBe(before)
  })

  it('refuses keys of several slots, in the watch and in the block', async () => {
    const rc = used.client()
    await expect(rc.watch(['a', 'b'], () => 1)).rejects.toMatchObject({ name: 'CrossSlotError', executed: 'no' })
    await expect(rc.watch('a', tx => tx.get('b'))).rejects.toMatchObject({ name: 'CrossSlotError', executed: 'no' })
    await expect(rc.watch([], () => 1)).rejects.toMatchObject({ name: 'ConfigError' })
    await expect(rc.watch('a', () => 1, { attempts: 0 })).rejects.toMatchObject({ name: 'ConfigError' })
  })

  it('runs the block again where the slot has moved, also to a node that is taking it over', async () => {
    const rc = used.client()
    await rc.connect()
    await rc.set('moving', '0')
    const slot = rc.slotOf('moving')
    const from = used.cluster.primaries.find(({ port }) => rc.nodeFor('moving')?.port === port)
    const to = used.cluster.primaries.find(node => node !== from)
    let runs = 0
    const result = await rc.watch('moving', async tx => {
      if (++runs === 1) await used.cluster.migrate([slot], from as never, to as never)
      const value = Number(await tx.get('moving'))
      return tx
        .multi()
        .set('moving', value + 1)
        .get('moving')
    })
    expect(result).toEqual(['OK', '1'])
    expect(runs).toBe(2)
  })
})
