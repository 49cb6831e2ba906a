import { command, GET, get } from '@rc/commands'
import { describe, expect, it } from 'vitest'
import { callsOf, useCluster } from '../cluster/setup.js'

describe('a client with a cache', () => {
  const given = useCluster({ primaries: 3, replicas: 0 })

  /** A client with a cache and one without, both connected. */
  async function two(options: Parameters<typeof given.client>[0] = {}) {
    const rc = given.client({ cache: {}, ...options })
    const other = given.client()
    await Promise.all([rc.connect(), other.connect()])
    await given.flush()
    return { rc, other }
  }

  /** How often the servers ran a command while `work` ran. */
  async function calls(name: string, work: () => Promise<unknown>): Promise<number> {
    const before = await callsOf(given.cluster, name)
    await work()
    return (await callsOf(given.cluster, name)) - before
  }

  it('asks once for what many read, and not again', async () => {
    const { rc, other } = await two()
    await other.set('a', '1')
    const sent = await calls('get', async () => {
      expect(await Promise.all(Array.from({ length: 100 }, () => rc.get('a')))).toEqual(new Array(100).fill('1'))
      for (let i = 0; i < 100; i++) expect(await rc.get('a')).toBe('1')
    })
    expect(sent).toBe(1)
    expect(rc.cache.stats()).toMatchObject({ hits: 100, misses: 100, joined: 99, entries: 1, evictions: 0 })
  })

  it('hears of what another client writes, deletes or lets expire', async () => {
    const { rc, other } = await two()
    await other.set('k', '1')
    expect(await rc.get('k')).toBe('1')
    await other.set('k', '2')
    await expect.poll(() => rc.get('k')).toBe('2')
    await other.del('k')
    await expect.poll(() => rc.get('k')).toBe(null)
    await other.set('k', '3', { px: 500 })
    await expect.poll(() => rc.get('k')).toBe('3')
    await expect.poll(() => rc.get('k')).toBe(null)
    expect(rc.cache.stats().invalidations).toBeGreaterThanOrEqual(3)
  })

  it('never answers with what its own write replaced, in whatever way that was sent', async () => {
    const { rc } = await two()
    const writes: ((value: string) => Promise<unknown>)[] = [
      value => rc.set('{w}k', value),
      value => rc.pipeline().set('{w}k', value).execute(),
      value => rc.multi().set('{w}k', value).execute(),
      value => rc.mset({ '{w}k': value, '{w}other': 'x' }),
      value => rc.call(['set', '{w}k', value]),
      value => rc.with({ timeoutMs: 1000 }).set('{w}k', value),
      async value => {
        const quiet = rc.noreply()
        await quiet.set('{w}k', value)
        await quiet.settled()
      },
      value => rc.bytes().set('{w}k', value),
      value => rc.eval("return redis.call('SET', KEYS[1], ARGV[1])", { keys: ['{w}k'], args: [value] }),
      value => rc.script("return redis.call('SET', KEYS[1], ARGV[1])", { keys: 1 })('{w}k', value),
      value => rc.watch('{w}k', tx => tx.multi().set('{w}k', value)),
      async value => {
        await rc.set('{w}from', value)
        await rc.rename('{w}from', '{w}k')
      },
      async value => {
        const owner = rc.nodeFor('{w}k')
        await rc.node(owner ?? '').set('{w}k', value)
      },
    ]
    let n = 0
    for (let round = 0; round < 20; round++) {
      for (const write of writes) {
        const value = String(n++)
        await rc.get('{w}k')
        await write(value)
        expect(await rc.get('{w}k')).toBe(value)
        expect(await rc.get('{w}k')).toBe(value)
      }
    }
    expect(rc.cache.stats().hits).toBeGreaterThan(100)
  })

  it('reads behind its own writes, though nobody waited for them', async () => {
    const { rc } = await two()
    for (let i = 0; i < 200; i++) {
      await rc.get('n')
      void rc.set('n', String(i))
      const first = rc.get('n')
      void rc.incr('n')
      expect(await Promise.all([first, rc.get('n')])).toEqual([String(i), String(i + 1)])
    }
  })

  it('empties with FLUSHALL, of this client and of another', async () => {
    const { rc, other } = await two()
    await rc.mset({ a: '1', b: '2', c: '3' })
    await rc.mget(['a', 'b', 'c'])
    expect(rc.cache.stats().entries).toBe(3)
    await other.flushall()
    await expect.poll(() => rc.cache.stats().entries).toBe(0)
    expect(await rc.mget(['a', 'b', 'c'])).toEqual([null, null, null])
    await rc.mset({ a: '1', b: '2', c: '3' })
    await rc.mget(['a', 'b', 'c'])
    await rc.flushall()
    expect(await rc.mget(['a', 'b', 'c'])).toEqual([null, null, null])
  })

  it('asks only for those keys of an MGET that are not there, and shares them with GET', async () => {
    const { rc } = await two()
    const keys = Array.from({ length: 30 }, (_, i) => `m:${i}`)
    await rc.mset(Object.fromEntries(keys.map((key, i) => [key, String(i)])))
    expect(await rc.get('m:3')).toBe('3')
    expect(await rc.mget(['m:3', 'm:4', 'gone', 'm:3', 'm:4'])).toEqual(['3', '4', null, '3', '4'])
    const { misses } = rc.cache.stats()
    expect(await rc.mget(keys)).toEqual(keys.map((_, i) => String(i)))
    expect(rc.cache.stats().misses - misses).toBe(28)
    const sent = await calls('mget', () => rc.mget(['m:29', 'm:3', 'gone']))
    expect(sent).toBe(0)
    expect(await calls('get', () => rc.get('m:17'))).toBe(0)
  })

  it('tells by GET that a key is of the wrong kind, though MGET said that it holds no string', async () => {
    const { rc } = await two()
    await rc.sadd('set', 'm')
    expect(await rc.mget(['set'])).toEqual([null])
    await expect(rc.get('set')).rejects.toThrow('WRONGTYPE')
    expect(await rc.mget(['set'])).toEqual([null])
    await expect(Promise.all([rc.get('set'), rc.get('set')])).rejects.toThrow('WRONGTYPE')
  })

  it('hands out nothing that another caller could change', async () => {
    const { rc } = await two()
    await rc.sadd('s', ['a', 'b'])
    await rc.hset('h', { f: 'v' })
    await rc.zadd('z', [{ score: 1, member: 'm' }])
    await rc.set('b', 'bytes')
    const read = async () => [
      (await rc.smembers('s')).sort(),
      { ...(await rc.hgetall('h')) },
      await rc.zrange('z', 0, -1, { withscores: true }),
      String(await rc.bytes().get('b')),
      (await rc.bytes().mget(['b'])).map(String),
    ]
    const first = await read()
    expect(first).toEqual([['a', 'b'], { f: 'v' }, [{ member: 'm', score: 1 }], 'bytes', ['bytes']])
    for (let round = 0; round < 2; round++) {
      ;(await rc.smembers('s')).push('c')
      Object.assign(await rc.hgetall('h'), { f: 'x', g: 'y' })
      Object.assign((await rc.zrange('z', 0, -1, { withscores: true }))[0] as object, { score: 7 })
      ;(await rc.bytes().get('b'))?.fill(0)
      ;(await rc.bytes().mget(['b']))[0]?.fill(0)
      expect(await read()).toEqual(first)
    }
    const [one, another] = await Promise.all([rc.lrange('l', 0, -1), rc.lrange('l', 0, -1)])
    expect(one).not.toBe(another)
  })

  it('keeps apart what differs in an argument, in a byte of a key, or in its form', async () => {
    const { rc, other } = await two()
    const [odd, even] = [Buffer.from([0x6b, 0xff]), Buffer.from([0x6b, 0xfe])]
    await rc.set(odd, 'odd')
    await rc.set(even, 'even')
    await rc.rpush('l', ['a', 'b', 'c'])
    await rc.hset('h', { '1': 'one', '11': 'eleven' })
    for (let round = 0; round < 2; round++) {
      expect([await rc.get(odd), await rc.get(even)]).toEqual(['odd', 'even'])
      expect(await rc.mget([odd, even, 'l'])).toEqual(['odd', 'even', null])
      expect(await rc.bytes().get(odd)).toEqual(Buffer.from('odd'))
      expect([await rc.lrange('l', 0, 0), await rc.lrange('l', 0, 1)]).toEqual([['a'], ['a', 'b']])
      expect([await rc.hget('h', '1'), await rc.hget('h', 11)]).toEqual(['one', 'eleven'])
      expect(await rc.run({ ...get('h'), spec: GET }).catch(String)).toContain('WRONGTYPE')
    }
    expect(rc.cache.stats().hits).toBe(9)
    await other.set(odd, 'other')
    await expect.poll(() => rc.get(odd)).toBe('other')
    expect(await rc.get(even)).toBe('even')
    await rc.set('\ud800', 'lone')
    expect(await rc.get('\ud800')).toBe('lone')
    await other.set('\ud800', 'again')
    await expect.poll(() => rc.get('\ud800')).toBe('again')
  })

  it('asks the servers where a view, a node, a pipeline or a transaction is to', async () => {
    const { rc } = await two()
    await rc.set('k', 'v')
    await rc.get('k')
    const owner = rc.nodeFor('k') ?? ''
    const ways = [
      () => rc.with({ cache: false }).get('k'),
      () => rc.node(owner).get('k'),
      () => rc.pipeline().get('k').execute(),
      () => rc.multi().get('k').execute(),
      () => rc.with({ readFrom: 'any' }).get('k'),
      () => rc.watch('k', tx => tx.get('k')),
    ]
    for (const way of ways) expect(await calls('get', way)).toBe(1)
    await rc.get('k')
    expect(await calls('get', () => rc.with({ cache: false }).with({ cache: true }).get('k'))).toBe(0)
  })

  it('keeps nothing of what is another thing each time', async () => {
    const { rc } = await two()
    await rc.sadd('s', ['a', 'b', 'c'])
    await rc.expire('s', 1000)
    await Promise.all([rc.srandmember('s'), rc.ttl('s'), rc.objectEncoding('s'), rc.dump('s')])
    expect(rc.cache.stats()).toMatchObject({ hits: 0, misses: 0, entries: 0 })
  })

  it('knows its keys by their whole name', async () => {
    const { rc, other } = await two({ keyPrefix: 'app:' })
    await rc.set('k', '1')
    expect([await rc.get('k'), await rc.get('k')]).toEqual(['1', '1'])
    expect(rc.cache.stats().hits).toBe(1)
    await other.set('app:k', '2')
    await expect.poll(() => rc.get('k')).toBe('2')
  })

  it('stays within its bounds', async () => {
    const { rc } = await two({ cache: { maxEntries: 50, maxBytes: 100_000 } })
    for (let i = 0; i < 200; i++) await rc.get(`e:${i}`)
    expect(rc.cache.stats().entries).toBe(50)
    expect(rc.cache.stats().evictions).toBeGreaterThan(140)
    await rc.set('big', 'x'.repeat(40_000))
    await rc.set('bigger', 'x'.repeat(200_000))
    for (const key of ['big', 'bigger', 'e:1', 'big', 'e:2', 'big']) await rc.get(key)
    const { bytes, hits } = rc.cache.stats()
    expect(bytes).toBeGreaterThan(40_000)
    expect(bytes).toBeLessThan(100_000)
    expect(hits).toBe(2)
  })

  it('lets go of everything when it is told to', async () => {
    const { rc } = await two()
    await rc.set('k', 'v')
    await rc.get('k')
    const late = rc.get('l')
    rc.cache.clear()
    await late
    expect(rc.cache.stats()).toMatchObject({ entries: 0, bytes: 0, misses: 2 })
  })

  it('lets other work go on while a caller reads in a loop', async () => {
    const { rc, other } = await two()
    await rc.set('flag', 'wait')
    await rc.get('flag')
    const raised = other.set('flag', 'go')
    while ((await rc.get('flag')) !== 'go') continue
    await raised
  })

  it('answers nothing once it is closed or its signal has fired', async () => {
    const { rc } = await two()
    await rc.set('k', 'v')
    await rc.get('k')
    await expect(rc.with({ signal: AbortSignal.abort() }).get('k')).rejects.toMatchObject({ code: 'ABORTED' })
    await rc.close()
    await expect(rc.get('k')).rejects.toMatchObject({ code: 'CLOSED' })
    await expect(rc.mget(['k'])).rejects.toMatchObject({ code: 'CLOSED' })
  })

  it('tells of broadcast keys alone, where it is to', async () => {
    const { rc, other } = await two({ cache: { mode: 'broadcast', prefixes: ['user:', 'item:'] }, keyPrefix: 'app:' })
    await rc.mset({ 'user:1': 'a', 'item:1': 'b', 'page:1': 'c' })
    for (let round = 0; round < 2; round++) {
      expect([await rc.get('user:1'), await rc.get('item:1'), await rc.get('page:1')]).toEqual(['a', 'b', 'c'])
      expect(await rc.mget(['user:1', 'page:1'])).toEqual(['a', 'c'])
    }
    expect(rc.cache.stats()).toMatchObject({ entries: 2 })
    await other.set('app:user:1', 'new')
    await expect.poll(() => rc.get('user:1')).toBe('new')
    await other.set('app:page:1', 'new')
    expect(await rc.get('page:1')).toBe('new')
  })

  it('runs a command whose arguments are missing as the server has it', async () => {
    const { rc } = await two()
    await expect(rc.run(command(GET, []))).rejects.toThrow('wrong number of arguments')
    await expect(rc.mget([])).rejects.toThrow()
  })
})
