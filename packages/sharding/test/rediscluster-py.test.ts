import { beforeEach, describe, expect, it } from 'vitest'
import { crc32 } from 'node:zlib'
import { useServers } from './setup.js'

// Every row of what rediscluster-py has.

const used = useServers(3)
/** Two nodes, as in its documentation. */
const client = () => used.client({ nodes: used.nodes(2) })
beforeEach(() => used.flush())

// On node_2, node_1, node_2, as its documentation says.
const [foo, bar, foobar] = ['foo', 'bar', 'foobar'] as const
const address = (index: number) => ({ host: '127.0.0.1', port: used.servers.nodes[index]?.port })

/** The number of the node, by the formula of its documentation: the CRC is unsigned there, too. */
const nodeOf = (key: string | Buffer, servers: number): number => (crc32(key) % servers) + 1

describe('the session of its documentation', () => {
  it('set, get, getnodefor, tags, mset, mget, sdiffstore', async () => {
    const r = client()
    expect(await r.set(foo, 'bar')).toBe('OK')
    expect(await r.get(foo)).toBe('bar')
    expect(r.getNodeFor(foo)).toEqual({ name: 'node_2', ...address(1) })

    expect(await r.get('bar{foo}')).toBeNull()
    expect(await r.mset({ 'bar{foo}': 'bar', foo: 'foo' })).toBe('OK')
    expect(await r.mget(['bar{foo}', 'foo'])).toEqual(['bar', 'foo'])
    expect(await used.keysOf(1)).toEqual(['bar', 'foo'])
    await r.del(['bar{foo}', 'foo'])

    expect(await r.sadd(foo, ['a1', 'a2', 'a3'])).toBe(3)
    expect(await r.sadd(bar, ['b1', 'a2', 'b3'])).toBe(3)
    expect(await r.sdiffstore(foobar, [foo, bar])).toBe(2)
    expect((await r.smembers(foobar)).sort()).toEqual(['a1', 'a3'])
    expect(r.getNodeFor(foo)).toEqual({ name: 'node_2', ...address(1) })
    expect(r.getNodeFor(bar)).toEqual({ name: 'node_1', ...address(0) })
    expect(r.getNodeFor(foobar)).toEqual({ name: 'node_2', ...address(1) })
  })
})

describe('placement', () => {
  it.each([1, 2, 3])('on %i nodes is that of (crc32(key) & 0xffffffff) mod N + 1, key by key', async count => {
    const r = used.client({ nodes: used.nodes(count) })
    const random = () =>
      Math.random()
        .toString(36)
        .slice(2, 2 + Math.floor(Math.random() * 10))
    const keys = [...new Set(Array.from({ length: 10_000 }, (_, i) => `${random()}:${i % 3 === 0 ? 'é' : random()}`))]
    for (const key of keys) expect(r.getNodeFor(key).name).toBe(`node_${nodeOf(key, count)}`)
    // And that is where they are stored.
    for (let at = 0; at < keys.length; at += 1000) {
      await r.mset(Object.fromEntries(keys.slice(at, at + 1000).map(key => [key, '1'])))
    }
    for (let index = 0; index < count; index++) {
      const there = await used.keysOf(index)
      expect(there).toEqual(keys.filter(key => nodeOf(key, count) === index + 1).sort())
    }
    expect(await r.dbsize()).toBe(keys.length)
  })

  it('binary keys, numbers', async () => {
    const r = client()
    const key = Buffer.from([0xff, 0x00, 0x7b, 0xfe, 0x7d])
    expect(r.getNodeFor(key).name).toBe(`node_${nodeOf(Buffer.from([0xfe]), 2)}`)
    await r.set(key, 'v')
    expect(await r.get(key)).toBe('v')
    expect(await r.get(Buffer.from([0xff, 0x00]))).toBe(
      r.getNodeFor(Buffer.from([0xff, 0])).name === r.getNodeFor(key).name ? 'v' : null,
    )
    expect(r.getNodeFor(17).name).toBe(`node_${nodeOf('17', 2)}`)
  })
})

describe('tags', () => {
  it('are stripped of every key of a command, not only of the first', async () => {
    const r = client()
    await r.mset({ 'a{foo}': '1', 'b{foo}': '2', 'c{bar}': '3' })
    expect([await used.keysOf(0), await used.keysOf(1)]).toEqual([['c'], ['a', 'b']])
    expect(await r.mget(['c{bar}', 'b{foo}', 'a{foo}'])).toEqual(['3', '2', '1'])
    expect(await r.rename('a{foo}', 'd{foo}')).toBe('OK')
    expect(await used.keysOf(1)).toEqual(['b', 'd'])
    expect(await r.eval("return redis.call('mget', KEYS[1], KEYS[2])", { keys: ['b{foo}', 'd{foo}'] })).toEqual([
      '2',
      '1',
    ])
    const script = r.script("return redis.call('get', KEYS[1])", { keys: 1 })
    expect([await script('b{foo}'), await script('b{foo}')]).toEqual(['2', '2'])
    expect(await r.pipeline().get('d{foo}').mget(['c{bar}', 'b{foo}']).execute()).toEqual(['1', ['3', '2']])
    expect(await r.multi().incr('n{foo}').get('n{foo}').execute()).toEqual([1, '1'])
    // Over nodes, step by step.
    expect(await r.rename('d{foo}', 'e{bar}')).toBe('OK')
    expect([await used.keysOf(0), await used.keysOf(1)]).toEqual([
      ['c', 'e'],
      ['b', 'n'],
    ])
    expect(await r.del(['e{bar}', 'b{foo}', 'n{foo}', 'c{bar}'])).toBe(4)
  })

  it("are kept where tags is 'keep'", async () => {
    const r = used.client({ nodes: used.nodes(2), tags: 'keep' })
    await r.mset({ 'bar{foo}': '1', '{foo}bar': '2' })
    expect(await used.keysOf(1)).toEqual(['bar{foo}', '{foo}bar'])
    expect(await r.rename('bar{foo}', '{bar}foo')).toBe('OK')
    expect(await used.keysOf(0)).toEqual(['{bar}foo'])
  })
})

describe('on all nodes, by alias', () => {
  it('save bgsave bgrewriteaof info lastsave ping flushall flushdb config get/set time client list', async () => {
    const r = client()
    const both = ['node_1', 'node_2']
    expect(await r.ping()).toEqual({ node_1: 'PONG', node_2: 'PONG' })
    expect(await r.save()).toEqual({ node_1: 'OK', node_2: 'OK' })
    expect(Object.keys(await r.lastsave())).toEqual(both)
    expect(Object.keys(await r.time())).toEqual(both)
    expect((await r.info()).node_2?.server).toBeDefined()
    expect(await r.configSet({ hz: '11' })).toEqual({ node_1: 'OK', node_2: 'OK' })
    expect(await r.configGet('hz')).toEqual({ node_1: { hz: '11' }, node_2: { hz: '11' } })
    expect(Object.keys(await r.clientList())).toEqual(both)
    expect(Object.keys(await r.bgsave())).toEqual(both)
    await r.bgrewriteaof().then(
      replies => expect(Object.keys(replies)).toEqual(both),
      // A server that is saving says so.
      error => expect(String(error)).toMatch(/in progress|PartialFailure/),
    )
    await r.mset({ foo: '1', bar: '1' })
    expect(await r.flushdb()).toEqual({ node_1: 'OK', node_2: 'OK' })
    expect(await r.dbsize()).toBe(0)
    await r.mset({ foo: '1', bar: '1' })
    expect(await r.flushall()).toEqual({ node_1: 'OK', node_2: 'OK' })
    expect(await r.keys('*')).toEqual([])
  })

  it('keys: the union; dbsize: the sum; randomkey: one of them', async () => {
    const r = client()
    await r.mset({ foo: '1', bar: '2', foobar: '3' })
    expect((await r.keys('foo*')).sort()).toEqual([foo, foobar])
    expect((await r.keys('*')).sort()).toEqual([bar, foo, foobar])
    expect(await r.dbsize()).toBe(3)
    expect([foo, bar, foobar]).toContain(await r.randomkey())
  })
})

describe('emulated where the keys live apart', () => {
  it('sdiff, sinter, sunion and their stores', async () => {
    const r = client()
    await r.sadd(foo, ['a1', 'a2', 'a3'])
    await r.sadd(bar, ['b1', 'a2', 'b3'])
    expect((await r.sdiff([foo, bar])).sort()).toEqual(['a1', 'a3'])
    expect(await r.sinter([foo, bar])).toEqual(['a2'])
    expect((await r.sunion([foo, bar])).sort()).toEqual(['a1', 'a2', 'a3', 'b1', 'b3'])
    expect(await r.sinterstore(foobar, [foo, bar])).toBe(1)
    expect(await r.smembers(foobar)).toEqual(['a2'])
    expect(await r.sunionstore(bar, [foo, bar])).toBe(5)
    expect(await r.scard(bar)).toBe(5)
    // Nothing is left behind.
    expect([await used.keysOf(0), await used.keysOf(1)]).toEqual([[bar], [foo, foobar]])
  })

  it('smove', async () => {
    const r = client()
    await r.sadd(foo, 'm')
    expect([await r.smove(foo, bar, 'm'), await r.smove(foo, bar, 'm')]).toEqual([1, 0])
    expect(await r.smembers(bar)).toEqual(['m'])
  })

  it('rpoplpush, brpoplpush', async () => {
    const r = client()
    await r.rpush(foo, ['1', '2', '3'])
    expect(await r.rpoplpush(foo, bar)).toBe('3')
    expect(await r.brpoplpush(foo, bar, 1)).toBe('2')
    expect([await r.lrange(foo, 0, -1), await r.lrange(bar, 0, -1)]).toEqual([['1'], ['2', '3']])
    await r.del(foo)
    expect(await r.brpoplpush(foo, bar, 0.05)).toBeNull()
  })

  it('mset, msetnx, mget', async () => {
    const r = client()
    expect(await r.mset({ foo: '1', bar: '2' })).toBe('OK')
    expect(await r.mget([bar, foo, foobar])).toEqual(['2', '1', null])
    expect(await r.msetnx({ bar: 'x', foobar: 'x' })).toBe(0)
    expect(await r.get(foobar)).toBeNull()
    // An empty value is a value.
    await r.set(bar, '')
    expect(await r.msetnx({ bar: 'x', foobar: 'x' })).toBe(0)
    await r.del(bar)
    expect(await r.msetnx({ bar: 'x', foobar: 'x' })).toBe(1)
  })

  it('rename, renamenx, with what is left of their time', async () => {
    const r = client()
    await r.hset(foo, { f: 'v' })
    await r.pexpire(foo, 50_000)
    expect(await r.rename(foo, bar)).toBe('OK')
    expect([await r.exists(foo), await r.hgetall(bar)]).toEqual([0, { f: 'v' }])
    expect(await r.pttl(bar)).toBeGreaterThan(40_000)
    await r.set(foobar, 'here')
    expect(await r.renamenx(bar, foobar)).toBe(0)
    await r.del(foobar)
    expect(await r.renamenx(bar, foobar)).toBe(1)
    await expect(r.rename(foo, bar)).rejects.toThrow('no such key')
  })

  it('zunionstore, zinterstore, sort … store', async () => {
    const r = client()
    await r.zadd(foo, [
      { score: 1, member: 'x' },
      { score: 2, member: 'y' },
    ])
    await r.zadd(bar, [{ score: 10, member: 'x' }])
    expect(await r.zunionstore(foobar, [foo, bar], { weights: [2, 1] })).toBe(2)
    expect(await r.zrange(foobar, 0, -1, { withscores: true })).toEqual([
      { member: 'y', score: 4 },
      { member: 'x', score: 12 },
    ])
    expect(await r.zinterstore(foobar, [foo, bar])).toBe(1)
    await r.del([foo, bar])
    await r.rpush(foo, ['3', '1', '2'])
    expect(await r.sort(foo)).toEqual(['1', '2', '3'])
    expect(await r.sort(foo, { store: bar })).toBe(3)
    expect(await r.lrange(bar, 0, -1)).toEqual(['1', '2', '3'])
  })

  it('binary keys, and such as have braces, too', async () => {
    const r = client()
    for (const tags of ['strip', 'keep'] as const) {
      const s = used.client({ nodes: used.nodes(3), tags })
      const apart = [...'}{abc'].flatMap(a => [...'}{xyz'].map(b => `${a}k${b}`))
      for (const [i, from] of apart.entries()) {
        const to = Buffer.from(apart[(i * 7 + 3) % apart.length] as string)
        await s.lpush(from, String(i))
        expect(await s.lmove(from, to, 'LEFT', 'LEFT')).toBe(String(i))
        expect(await s.lindex(to, 0)).toBe(String(i))
      }
      await r.flushall()
      await used.flush()
    }
  })

  it('is refused where that is asked for, and says how to have the keys together', async () => {
    const r = client()
    await expect(r.with({ crossSlot: 'split' }).rename(foo, bar)).rejects.toThrow(
      'live in different nodes; it was not sent. Give the keys a common tag, such as a{user:1} and b{user:1}, or have it run',
    )
    await expect(r.with({ crossSlot: 'refuse' }).mget([foo, bar])).rejects.toMatchObject({ executed: 'no' })
    expect(await r.with({ crossSlot: 'split' }).mget([foo, bar])).toEqual([null, null])
  })
})
