import { describe, expect, it } from 'vitest'
import { useCluster } from '../cluster/setup.js'

// What rediscluster-py has, as far as a cluster client is concerned: its commands over keys that live apart, and those on
// all nodes. Its placement over plain servers is another package's.

const used = useCluster({ primaries: 3, replicas: 0 })
const client = () => used.client({ crossSlot: 'emulate' })

/** Keys that live in slots of their own. */
const [a, b, c] = ['foo', 'bar', 'foobar'] as const

describe('commands over keys that live apart', () => {
  it('the session of its documentation: sadd, sadd, sdiffstore, smembers', async () => {
    const r = client()
    await r.del([a, b, c])
    expect(new Set([a, b, c].map(key => r.slotOf(key))).size).toBe(3)
    expect(await r.sadd(a, ['a1', 'a2', 'a3'])).toBe(3)
    expect(await r.sadd(b, ['b1', 'a2', 'b3'])).toBe(3)
    expect(await r.sdiffstore(c, [a, b])).toBe(2)
    expect((await r.smembers(c)).sort()).toEqual(['a1', 'a3'])
  })

  it('sdiff, sinter, sunion and their stores', async () => {
    const r = client()
    expect((await r.sdiff([a, b])).sort()).toEqual(['a1', 'a3'])
    expect(await r.sinter([a, b])).toEqual(['a2'])
    expect((await r.sunion([a, b])).sort()).toEqual(['a1', 'a2', 'a3', 'b1', 'b3'])
    expect(await r.sinterstore(c, [a, b])).toBe(1)
    expect(await r.smembers(c)).toEqual(['a2'])
    expect(await r.sunionstore(c, [a, b])).toBe(5)
  })

  it('smove', async () => {
    const r = client()
    expect(await r.smove(a, b, 'a1')).toBe(1)
    expect(await r.smove(a, b, 'nobody')).toBe(0)
    expect([await r.sismember(a, 'a1'), await r.sismember(b, 'a1')]).toEqual([0, 1])
  })

  it('rpoplpush, brpoplpush', async () => {
    const r = client()
    await r.del([a, b])
    await r.rpush(a, ['1', '2', '3'])
    expect(await r.rpoplpush(a, b)).toBe('3')
    expect(await r.brpoplpush(a, b, 1)).toBe('2')
    expect([await r.lrange(a, 0, -1), await r.lrange(b, 0, -1)]).toEqual([['1'], ['2', '3']])
    await r.del(a)
    expect(await r.brpoplpush(a, b, 0.05)).toBeNull()
  })

  it('mset, msetnx, mget', async () => {
    const r = client()
    await r.del([a, b, c])
    expect(await r.mset({ [a]: '1', [b]: '2' })).toBe('OK')
    expect(await r.mget([b, a, c])).toEqual(['2', '1', null])
    expect(await r.msetnx({ [b]: 'x', [c]: 'x' })).toBe(0)
    expect(await r.get(c)).toBeNull()
    await r.set(b, '')
    // An empty value is a value.
    expect(await r.msetnx({ [b]: 'x', [c]: 'x' })).toBe(0)
    expect(await r.msetnx({ [c]: '3' })).toBe(1)
  })

  it('rename, renamenx, with what is left of their time', async () => {
    const r = client()
    await r.del([a, b, c])
    await r.hset(a, { f: 'v' })
    await r.pexpire(a, 50_000)
    expect(await r.rename(a, b)).toBe('OK')
    expect([await r.exists(a), await r.hgetall(b)]).toEqual([0, { f: 'v' }])
    expect(await r.pttl(b)).toBeGreaterThan(40_000)
    await r.set(c, 'here')
    expect(await r.renamenx(b, c)).toBe(0)
    await r.del(c)
    expect(await r.renamenx(b, c)).toBe(1)
    await expect(r.rename(a, b)).rejects.toThrow('no such key')
  })

  it('zunionstore, zinterstore', async () => {
    const r = client()
    await r.del([a, b, c])
    await r.zadd(a, [
      { score: 1, member: 'x' },
      { score: 2, member: 'y' },
    ])
    await r.zadd(b, [{ score: 10, member: 'x' }])
    expect(await r.zunionstore(c, [a, b], { weights: [2, 1], aggregate: 'SUM' })).toBe(2)
    expect(await r.zrange(c, 0, -1, { withscores: true })).toEqual([
      { member: 'y', score: 4 },
      { member: 'x', score: 12 },
    ])
    expect(await r.zinterstore(c, [a, b])).toBe(1)
    expect(await r.zscore(c, 'x')).toBe(11)
  })

  it('sort … store', async () => {
    const r = client()
    await r.del([a, b])
    await r.rpush(a, ['3', '1', '2'])
    expect(await r.sort(a, { store: b })).toBe(3)
    expect(await r.lrange(b, 0, -1)).toEqual(['1', '2', '3'])
  })
})

describe('commands on all nodes', () => {
  it('keys: the union; dbsize: the sum', async () => {
    await used.flush()
    const r = client()
    await r.mset({ [a]: '1', [b]: '2', [c]: '3' })
    expect((await r.keys('foo*')).sort()).toEqual([a, c])
    expect(await r.dbsize()).toBe(3)
  })

  it('by node: ping, info, lastsave, time, config get, client list, bgsave', async () => {
    const r = client()
    await r.connect()
    const names = r
      .nodes('primary')
      .map(({ name }) => name)
      .sort()
    const calls = [
      ['PING'],
      ['INFO'],
      ['LASTSAVE'],
      ['TIME'],
      ['CONFIG', 'GET', 'maxmemory'],
      ['CLIENT', 'LIST'],
    ] as const
    for (const words of calls) {
      const replies = (await r.call(words, { nodes: 'primary' })) as Record<string, unknown>
      expect(Object.keys(replies).sort()).toEqual(names)
    }
  })

  it('flushall, flushdb', async () => {
    const r = client()
    await r.set(a, '1')
    expect(await r.flushdb()).toBe('OK')
    await r.set(a, '1')
    expect(await r.flushall()).toBe('OK')
    expect(await r.dbsize()).toBe(0)
  })
})

describe('what is refused there works here', () => {
  it('pipelines over all nodes, emulated commands among them, and scans', async () => {
    const r = client()
    expect(await r.pipeline().set(a, '1').rename(a, b).get(b).execute()).toEqual(['OK', 'OK', '1'])
    const keys: string[] = []
    for await (const key of r.scan()) keys.push(key)
    expect(keys).toEqual([b])
  })

  it('scripts', async () => {
    const r = client()
    expect(await r.eval("return redis.call('get', KEYS[1])", { keys: b })).toBe('1')
  })
})
