import { describe, expect, it } from 'vitest'
import { useCluster } from './setup.js'

describe.each([3, 2] as const)('commands over RESP%i', protocol => {
  const given = useCluster()

  it('read and write', async () => {
    const rc = given.client({ protocol })
    await given.flush()
    expect(await rc.set('name', 'Alice')).toBe('OK')
    expect(await rc.set('name', 'Bob', { nx: true, ex: 60 })).toBe(null)
    expect(await rc.get('name')).toBe('Alice')
    expect(await rc.get('nobody')).toBe(null)
    expect(await rc.incr('n')).toBe(1)
    expect(await rc.incrby('n', 2n ** 53n)).toBe(9007199254740993n)
    expect(await rc.hset('h', { a: '1', b: 2, __proto__x: 'x' })).toBe(3)
    expect(await rc.hgetall('h')).toEqual({ a: '1', b: '2', __proto__x: 'x' })
    expect(Object.getPrototypeOf(await rc.hgetall('h'))).toBe(null)
    expect(await rc.hgetall('nothing')).toEqual({})
    expect(await rc.set('bytes', new Uint8Array([104, 105]))).toBe('OK')
    expect(await rc.get('bytes')).toBe('hi')
    expect(await rc.set('ключ', 'значение €')).toBe('OK')
    expect(await rc.get('ключ')).toBe('значение €')
    await expect(rc.incr('name')).rejects.toMatchObject({
      name: 'ReplyError',
      code: 'ERR',
      command: 'INCR',
      attempts: 1,
      executed: 'yes',
    })
    await expect(rc.incr('h')).rejects.toMatchObject({ code: 'WRONGTYPE' })
  })

  it('with many keys are split by slot and put together', async () => {
    const rc = given.client({ protocol })
    await given.flush()
    const keys = Array.from({ length: 100 }, (_, i) => `k:${i}`)
    expect(await rc.mset(Object.fromEntries(keys.map((key, i) => [key, i])))).toBe('OK')
    expect(await rc.mget(keys)).toEqual(keys.map((_, i) => String(i)))
    expect(await rc.mget([...keys.slice(50), 'nobody', ...keys.slice(0, 50)])).toEqual([
      ...keys.slice(50).map((_, i) => String(i + 50)),
      null,
      ...keys.slice(0, 50).map((_, i) => String(i)),
    ])
    expect(await rc.exists([...keys, 'nobody', 'k:1'])).toBe(101)
    expect(await rc.touch(keys)).toBe(100)
    expect(await rc.del(keys.slice(0, 40))).toBe(40)
    expect(await rc.unlink(keys)).toBe(60)
    expect(await rc.del('k:1')).toBe(0)
    expect(await rc.mget('k:1')).toEqual([null])
  })

  it('without keys run where the servers say', async () => {
    const rc = given.client({ protocol })
    await given.flush()
    await Promise.all(Array.from({ length: 50 }, (_, i) => rc.set(`d:${i}`, i)))
    expect(await rc.dbsize()).toBe(50)
    expect((await rc.keys('d:*')).sort()).toEqual(Array.from({ length: 50 }, (_, i) => `d:${i}`).sort())
    expect(await rc.ping()).toBe('PONG')
    expect(await rc.flushall()).toBe('OK')
    expect(await rc.dbsize()).toBe(0)
  })

  it('go by name through call, those of the table and others', async () => {
    const rc = given.client({ protocol })
    await given.flush()
    expect(await rc.call(['SET', 'called', 1])).toBe('OK')
    expect(await rc.call(['get', 'called'])).toBe('1')
    expect(await rc.call(['MGET', 'called', 'other'])).toEqual(['1', null])
    expect(await rc.call(['CLUSTER', 'KEYSLOT', 'foo'])).toBe(12182)
    expect(await rc.call(['cluster', 'countkeysinslot', rc.slotOf('called')], { key: 'called' })).toBe(1)
    expect(await rc.call(['DEBUG', 'SLEEP', 0], { node: rc.nodes('primary')[0]?.name })).toBe('OK')
    await expect(rc.call(['NOSUCH', 'x'])).rejects.toMatchObject({ name: 'ConfigError', command: 'NOSUCH' })
    await expect(rc.call(['NOSUCH', 'secret'], { key: 'a' })).rejects.toMatchObject({
      code: 'ERR',
      executed: 'no',
      message: expect.not.stringContaining('secret') as string,
    })
    await expect(rc.call([] as never)).rejects.toMatchObject({ name: 'ConfigError' })
    await expect(rc.call(['GET'] as never)).rejects.toMatchObject({ code: 'ERR', executed: 'no' })
    for (const words of [
      ['MULTI'],
      ['SUBSCRIBE', 'c'],
      ['select', 1],
      ['CLIENT', 'REPLY', 'OFF'],
      ['WATCH', 'a'],
      ['QUIT'],
    ] as const) {
      await expect(rc.call(words)).rejects.toMatchObject({
        name: 'ConfigError',
        executed: 'no',
        command: expect.stringContaining(String(words[0]).toUpperCase()) as string,
      })
      await expect(rc.nodes('primary')[0]?.call(words)).rejects.toMatchObject({ name: 'ConfigError' })
    }
    await expect(rc.call(['GET', 'a'], { slot: 99999 })).rejects.toMatchObject({ name: 'ConfigError' })
  })

  it('as values go through run', async () => {
    const { get, set } = await import('@rc/commands')
    const rc = given.client({ protocol })
    expect(await rc.run(set('value', 'v'))).toBe('OK')
    expect(await rc.run(get('value'), { timeoutMs: 1000 })).toBe('v')
  })

  it('queue in a pipeline over all nodes', async () => {
    const rc = given.client({ protocol })
    await given.flush()
    const pipeline = rc
      .pipeline()
      .set('p', '1')
      .incr('p')
      .hset('ph', { a: '1' })
      .hgetall('ph')
      .mget(['p', 'q'])
      .dbsize()
    expect(pipeline.length).toBe(6)
    expect(await pipeline.execute()).toEqual(['OK', 2, 1, { a: '1' }, ['2', null], expect.any(Number)])
    expect(pipeline.length).toBe(0)
    expect(await pipeline.execute()).toEqual([])
    const failing = rc.pipeline().set('p', 'x').incr('p').get('p').msetnx({ a: '1', b: '2' })
    const results = await failing.execute({ raiseOnError: false })
    expect(results).toMatchObject(['OK', { code: 'ERR', command: 'INCR' }, 'x', { name: 'CrossSlotError' }])
    const raised: unknown = await rc
      .pipeline()
      .get('p')
      .incr('p')
      .get('p')
      .execute()
      .catch((error: unknown) => error)
    expect(raised).toMatchObject({ code: 'ERR', command: 'INCR', index: 1, results: ['x', { command: 'INCR' }, 'x'] })
    const reset = rc.pipeline().set('never', '1')
    reset.reset()
    expect(reset.length).toBe(0)
    expect(await reset.get('never').execute()).toEqual([null])
  })

  it('go to one node through its view', async () => {
    const rc = given.client({ protocol })
    await rc.connect()
    expect(rc.nodes('primary')).toHaveLength(3)
    expect(rc.nodes()).toHaveLength(6)
    const sizes = await Promise.all(rc.nodes('primary').map(node => node.dbsize()))
    expect(sizes.reduce((a, b) => a + b)).toBe(await rc.dbsize())
    await rc.set('seen', 'x')
    const owner = rc.nodeFor('seen')
    expect(await rc.node(owner?.name ?? '').get('seen')).toBe('x')
    expect(rc.node({ host: owner?.host ?? '', port: owner?.port ?? 0 }).role).toBe('primary')
    expect(rc.node(owner?.name ?? '').address).toEqual({ host: owner?.host, port: owner?.port })
  })

  it('read from replicas where they may', async () => {
    const rc = given.client({ protocol, readFrom: 'replica' })
    await rc.connect()
    expect(await rc.set('replicated', 'x')).toBe('OK')
    await expect.poll(() => rc.get('replicated')).toBe('x')
    const replicas = await Promise.all(
      rc
        .nodes('replica')
        .map(async node =>
          Number(
            /cmdstat_get:calls=(\d+)/.exec(
              String(await given.cluster.command(node.name, 'INFO', 'commandstats')),
            )?.[1] ?? 0,
          ),
        ),
    )
    expect(replicas.reduce((a, b) => a + b)).toBeGreaterThan(0)
  })
})
