import { dbsize, get, incr, ping, set } from '@rc/commands'
import { ClosedError, ConfigError, CrossSlotError, ReplyError } from '@rc/errors'
import { startServers } from '@rc/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { ShardedRedis } from '../src/sharded-redis.js'
import { useServers } from './setup.js'

const used = useServers(3)
beforeEach(() => used.flush())

// With three nodes; the second and third are not with the first.
const apart = async (r: ShardedRedis) => {
  const names = new Map<string, string>()
  for (let i = 0; names.size < 3; i++) names.set(r.getNodeFor(`key:${i}`).name, `key:${i}`)
  return ['node_1', 'node_2', 'node_3'].map(name => names.get(name) as string) as [string, string, string]
}

describe('pipelines', () => {
  it('go over all nodes; results stand in order, commands of a node run in order', async () => {
    const r = used.client()
    const [a, b, c] = await apart(r)
    const results = await r
      .pipeline()
      .set(a, '1')
      .incr(b)
      .incr(b)
      .mget([a, b, c])
      .rename(a, c)
      .get(c)
      .dbsize()
      .ping()
      .execute()
    expect(results).toEqual(['OK', 1, 2, ['1', '2', null], 'OK', '1', 2, 'PONG'])
    const many = r.pipeline()
    for (let i = 0; i < 1000; i++) many.incr(`n:${i % 10}`)
    const counts = await many.execute()
    expect(counts.slice(-10)).toEqual(new Array(10).fill(100))
  })

  it('tell errors in their places', async () => {
    const r = used.client()
    await r.set('k', 'text')
    const results = await r.pipeline().incr('k').get('k').execute({ raiseOnError: false })
    expect(results).toEqual([expect.any(ReplyError), 'text'])
    expect(results[0]).toMatchObject({ node: r.getNodeFor('k').name })
  })
})

describe('transactions', () => {
  it('run on one node', async () => {
    const r = used.client()
    expect(await r.multi().set('a{t}', '1').incr('a{t}').get('b{t}').execute()).toEqual(['OK', 2, null])
  })

  it('are refused over several, before anything is sent', async () => {
    const r = used.client()
    const [a, b] = await apart(r)
    const sent = await used.calls(0, 'multi')
    await expect(r.multi().set(a, '1').set(b, '1').execute()).rejects.toThrow(/different nodes.*a\{user:1\}/)
    expect(await used.calls(0, 'multi')).toBe(sent)
    expect(await r.exists([a, b])).toBe(0)
  })
})

describe('scripts', () => {
  it('have all keys on one node, else CrossSlotError before anything is sent', async () => {
    const r = used.client()
    const [a, b] = await apart(r)
    const sum = r.script("return redis.call('incrby', KEYS[1], ARGV[1]) + #KEYS", { keys: 2, read: Number })
    expect(await sum('x{t}', 'y{t}', 5)).toBe(7)
    const error = await sum(a, b, 5).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(CrossSlotError)
    expect(error).toMatchObject({ executed: 'no' })
    await expect(r.eval('return 1', { keys: [a, b] })).rejects.toThrow(CrossSlotError)
    expect(await r.exists([a, b])).toBe(0)
  })
})

describe('blocking commands', () => {
  it('wait at the node of their key, while others go on', async () => {
    const r = used.client()
    const waiting = r.blpop('queue', 5)
    await r.set('other{queue}', 'v')
    await r.rpush('queue', 'job')
    expect(await waiting).toEqual({ key: 'queue', element: 'job' })
    const [a, b] = await apart(r)
    await expect(r.blpop([a, b], 1)).rejects.toThrow(CrossSlotError)
  })
})

describe('scans', () => {
  it('give every key of every node', async () => {
    const r = used.client()
    const keys = Array.from({ length: 1000 }, (_, i) => `key:${i}`)
    await r.mset(Object.fromEntries(keys.map(key => [key, '1'])))
    const seen = new Set<string>()
    for await (const key of r.scan({ match: 'key:*', count: 50 })) seen.add(key)
    expect([...seen].sort()).toEqual(keys.sort())
    const there: string[] = []
    for await (const page of r.node('node_2').scan().batches()) there.push(...page)
    expect(there.sort()).toEqual(keys.filter(key => r.getNodeFor(key).name === 'node_2'))
    await r.hset('h', { a: '1', b: '2' })
    const types: string[] = []
    for await (const key of r.scan({ type: 'hash' })) types.push(key)
    expect(types).toEqual(['h'])
  })

  it('give what one key holds', async () => {
    const r = used.client()
    await r.hset('h{t}', { a: '1', b: '2' })
    await r.sadd('s', ['a', 'b'])
    await r.zadd('z', [{ score: 1, member: 'a' }])
    const all = async <T>(scan: AsyncIterable<T>): Promise<T[]> => {
      const items: T[] = []
      for await (const item of scan) items.push(item)
      return items
    }
    expect(await all(r.hscan('h{t}'))).toEqual([
      { field: 'a', value: '1' },
      { field: 'b', value: '2' },
    ])
    expect((await all(r.sscan('s', { match: 'a*' }))).sort()).toEqual(['a'])
    expect(await all(r.zscan('z'))).toEqual([{ member: 'a', score: 1 }])
    expect(await all(r.bytes().sscan('s', { match: 'a*' }))).toEqual([Buffer.from('a')])
  })

  it('refuse options that there are not', () => {
    const r = used.client()
    expect(() => r.scan({ pattern: 'a' } as never)).toThrow('A scan has no option pattern here')
    expect(() => r.scan({ count: 0 })).toThrow('count must be a positive whole number')
  })
})

describe('messages', () => {
  it('go to the node of their channel, as a key of its name would', async () => {
    const r = used.client()
    for (let i = 0; i < 6; i++) expect(await r.publish(`channel:${i}`, 'hello')).toBe(0)
    const expected = [1, 2, 3].map(
      n =>
        Array.from({ length: 6 }, (_, i) => r.getNodeFor(`channel:${i}`).name).filter(name => name === `node_${n}`)
          .length,
    )
    const got = await Promise.all([0, 1, 2].map(index => used.calls(index, 'publish')))
    expect(got).toEqual(expected)
    expect(await r.pipeline().publish('c', 'm').execute()).toEqual([0])
  })
})

describe('views, values and words', () => {
  it('run commands that are values, and words', async () => {
    const r = used.client()
    expect(await r.run(set('k', '1'))).toBe('OK')
    expect(await r.run(incr('k'), { timeoutMs: 1000 })).toBe(2)
    // A value is merged as the command table says: its type says so.
    expect(await r.run(ping())).toBe('PONG')
    expect(await r.call(['GET', 'k'])).toBe('2')
    expect(await r.call(['ECHO', 'hi'], { node: 'node_3' })).toBe('hi')
    expect(await r.call(['DBSIZE'], { nodes: ['node_1', 'node_2'] })).toMatchObject({ node_1: expect.any(Number) })
    await expect(r.call(['NOSUCH', 'a'])).rejects.toThrow('known neither here nor to the servers')
    await expect(r.call(['NOSUCH', 'a'], { key: 'k' })).rejects.toThrow(/unknown command/)
    await expect(r.call(['GET', 'k'], { node: 'node_9' })).rejects.toThrow(
      'There is no node of that alias. There are node_1',
    )
    await expect(r.call(['GET', 'k'], { node: 'node_1', key: 'k' })).rejects.toThrow(ConfigError)
  })

  it('pin a node, by alias', async () => {
    const r = used.client()
    const node = r.node('node_2')
    expect([node.name, node.role, node.address]).toEqual([
      'node_2',
      'primary',
      { host: '127.0.0.1', port: used.servers.nodes[1]?.port },
    ])
    expect(await node.ping()).toBe('PONG')
    expect(await node.set('anything', '1')).toBe('OK')
    expect(await used.keysOf(1)).toEqual(['anything'])
    expect(await node.with({ timeoutMs: 500 }).bytes().get('anything')).toEqual(Buffer.from('1'))
    expect((await node.configGet('maxmemory')).maxmemory).toBeDefined()
    expect(await r.runOn(['node_2', 'node_1'], dbsize())).toEqual({ node_2: 1, node_1: 0 })
    expect(await r.runOn('primary', dbsize(), 'agg_sum')).toBe(1)
    expect(() => r.node('node_4')).toThrow(ConfigError)
    expect(r.nodes().map(({ name }) => name)).toEqual(['node_1', 'node_2', 'node_3'])
  })

  it('give bytes, end in time, are given up', async () => {
    const r = used.client()
    await r.set('k{t}', Buffer.from([0xff]))
    expect(await r.bytes().get('k{t}')).toEqual(Buffer.from([0xff]))
    expect(await r.with({ readFrom: 'primary', retry: 'none' }).get('k{t}')).toBe('\ufffd')
    await expect(r.run(get('k'), { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' })
    expect(() => r.with({ timeout: 5 } as never)).toThrow('There is no option here that is called timeout')
  })
})

describe('placements', () => {
  it('rendezvous, or one of one’s own', async () => {
    const r = used.client({ placement: 'rendezvous' })
    const keys = Array.from({ length: 300 }, (_, i) => `k:${i}`)
    await r.mset(Object.fromEntries(keys.map(key => [key, key])))
    for (const index of [0, 1, 2]) {
      const here = keys.filter(key => r.getNodeFor(key).name === `node_${index + 1}`)
      expect(here.length).toBeGreaterThan(50)
      expect(await used.keysOf(index)).toEqual(here.sort())
    }
    expect(await r.mget(keys)).toEqual(keys)
    const last = used.client({ placement: aliases => () => aliases.length - 1 })
    expect(last.getNodeFor('anything').name).toBe('node_3')
    // Names for temporary keys are found there, too.
    await last.sadd('a', ['x', 'y'])
    expect(await last.sdiffstore('b', ['a', 'none'])).toBe(2)
    const wrong = used.client({ placement: () => () => 3 })
    await expect(wrong.get('k')).rejects.toThrow('a whole number from 0 to 2; the command was not sent')
  })
})

describe('its life', () => {
  it('ends clean', async () => {
    const events: string[] = []
    const r = used
      .client()
      .on('node:up', ({ node }) => events.push(`${node} up`))
      .on('close', () => events.push('close'))
    await r.connect()
    const last = r.set('k', 'v')
    await r.close()
    expect(await last).toBe('OK')
    expect(events.sort()).toEqual(['close', 'node_1 up', 'node_2 up', 'node_3 up'])
    await expect(r.get('k')).rejects.toThrow(ClosedError)
    await expect(r.connect()).rejects.toThrow(ClosedError)
  })

  it('is destroyed at once', async () => {
    const r = used.client()
    const waiting = r.blpop('queue', 0)
    await r.set('k', 'v')
    r.destroy()
    await expect(waiting).rejects.toThrow(ClosedError)
  })
})

describe('access', () => {
  it('uses the database that is named', async () => {
    const r = used.client({ database: 3, clientName: 'sharded' })
    await r.mset({ a: '1', b: '2', c: '3' })
    expect(await r.dbsize()).toBe(3)
    expect((await Promise.all([0, 1, 2].map(index => used.keysOf(index)))).flat()).toEqual([])
    const wrong = used.client({ database: 99, retry: 'none' })
    await expect(wrong.get('a')).rejects.toThrow('The server refused SELECT: ERR DB index is out of range')
    await expect(r.call(['SELECT', 3])).rejects.toThrow('ShardedRedis has the option database')
  })

  it('goes over TLS, as a user, under RESP2', async () => {
    await using servers = await startServers(2, { tls: true, username: 'u', password: 'pw' })
    const nodes = Object.fromEntries(servers.addresses.map((address, i) => [`node_${i + 1}`, `rediss://${address}`]))
    await using r = new ShardedRedis({
      nodes,
      tls: { ca: servers.tls?.ca },
      username: 'u',
      password: 'pw',
      protocol: 2,
    })
    expect(await r.mset({ foo: '1', bar: '2' })).toBe('OK')
    expect(await r.sunion(['foo1', 'bar1'])).toEqual([])
    expect(await r.configGet('hz')).toMatchObject({ node_1: { hz: expect.any(String) } })
  })
})
