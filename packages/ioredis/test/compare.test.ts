import { startCluster, type Cluster as Servers } from '@rc/testing'
import { Cluster as Ioredis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Cluster } from '../src/cluster.js'

// The same calls to ioredis and to the adapter, on the same servers, which are emptied in between.

let servers: Servers
let reference: Ioredis
let adapter: Cluster
beforeAll(async () => {
  servers = await startCluster({ primaries: 3, replicas: 0 })
  const nodes = servers.nodes.map(({ port }) => ({ host: '127.0.0.1', port }))
  const options = {
    keyPrefix: 'p:',
    scripts: { pair: { numberOfKeys: 1, lua: 'return { KEYS[1], ARGV[1], 7 }' } },
  }
  reference = new Ioredis(nodes, options)
  adapter = new Cluster(nodes, options)
})
afterAll(async () => {
  reference?.disconnect()
  adapter?.disconnect()
  await servers?.stop()
})

type Client = Record<string, (...args: unknown[]) => unknown>

const CALLS: readonly (readonly [method: string, ...args: unknown[]])[] = [
  ['set', 'k', 'v'],
  ['set', 'k', 'w', 'EX', 100, 'NX'],
  ['get', 'k'],
  ['getBuffer', 'k'],
  ['get', 'nothing'],
  ['append', 'k', 'x'],
  ['strlen', 'k'],
  ['getrange', 'k', 0, 1],
  ['setex', 'e', 100, 'v'],
  ['expire', 'k', 50],
  ['ttl', 'k'],
  ['persist', 'k'],
  ['type', 'k'],
  ['exists', 'k'],
  ['incr', 'n'],
  ['incrby', 'n', 5],
  ['incrbyfloat', 'n', 0.5],
  ['set', 'big', '9007199254740993'],
  ['incr', 'big'],
  ['set', 'null', null],
  ['get', 'null'],
  ['set', 'bool', true],
  ['mset', { '{t}a': 1, '{t}b': 2 }],
  ['mset', '{t}c', 3, '{t}d', 4],
  ['mset', new Map([['{t}e', 5]])],
  ['mget', '{t}a', '{t}b', '{t}x'],
  ['mget', ['{t}a', '{t}c']],
  ['msetnx', { '{t}a': 9 }],
  ['mgetBuffer', '{t}a'],
  ['del', '{t}a', '{t}b'],
  ['del', ['{t}c']],
  ['hset', 'h', { a: 1, b: 'x' }],
  ['hset', 'h', 'c', 2, 'd', 3],
  ['hset', 'h', new Map([['__proto__', 'p']])],
  ['hmset', 'h', { e: 5 }],
  ['hget', 'h', 'a'],
  ['hmget', 'h', 'a', 'zz'],
  ['hgetall', 'h'],
  ['hgetall', 'nothing'],
  ['hgetallBuffer', 'h'],
  ['hkeys', 'h'],
  ['hvals', 'h'],
  ['hincrby', 'h', 'a', 2],
  ['hscan', 'h', 0, 'COUNT', 100],
  ['hrandfield', 'h', 0],
  ['hlen', 'h'],
  ['hdel', 'h', 'a', 'b'],
  ['rpush', 'l', 'a', 'b', 'c'],
  ['lpush', 'l', ['x', 'y']],
  ['lrange', 'l', 0, -1],
  ['lrangeBuffer', 'l', 0, 0],
  ['lpop', 'l'],
  ['lpop', 'l', 2],
  ['llen', 'l'],
  ['linsert', 'l', 'BEFORE', 'b', 'q'],
  ['lpos', 'l', 'b'],
  ['blpop', 'l', 1],
  ['blpop', 'nothing', 0.1],
  ['sadd', 's', 'a'],
  ['sadd', 's', ['b']],
  ['scard', 's'],
  ['sismember', 's', 'a'],
  ['smismember', 's', 'a', 'z'],
  ['srem', 's', 'b'],
  ['smembers', 's'],
  ['zadd', 'z', 1, 'a', 2.5, 'b'],
  ['zadd', 'z', 'NX', 3, 'c'],
  ['zscore', 'z', 'b'],
  ['zmscore', 'z', 'a', 'q'],
  ['zrange', 'z', 0, -1],
  ['zrange', 'z', 0, -1, 'WITHSCORES'],
  ['zrangebyscore', 'z', '-inf', '+inf', 'WITHSCORES', 'LIMIT', 0, 2],
  ['zrevrange', 'z', 0, 1, 'WITHSCORES'],
  ['zincrby', 'z', 0.5, 'a'],
  ['zrank', 'z', 'b'],
  ['zadd', 'z', 'INCR', 1, 'c'],
  ['zpopmin', 'z'],
  ['zpopmax', 'z', 2],
  ['zcard', 'z'],
  ['geoadd', 'g', 13.361389, 38.115556, 'P'],
  ['geopos', 'g', 'P', 'Q'],
  ['geodist', 'g', 'P', 'P'],
  ['xadd', 'x', '1-1', 'f', 'v'],
  ['xlen', 'x'],
  ['xrange', 'x', '-', '+'],
  ['xread', 'COUNT', 1, 'STREAMS', 'x', '0'],
  ['xgroup', 'CREATE', 'x', 'g', '0'],
  ['xreadgroup', 'GROUP', 'g', 'me', 'STREAMS', 'x', '>'],
  ['xpending', 'x', 'g'],
  ['xack', 'x', 'g', '1-1'],
  ['xinfo', 'GROUPS', 'x'],
  ['xread', 'STREAMS', 'x', '5'],
  ['setbit', 'bits', 7, 1],
  ['bitcount', 'bits'],
  ['bitfield', 'bits', 'GET', 'u8', 0],
  ['pfadd', 'pf', 'a', 'b'],
  ['pfcount', 'pf'],
  ['dump', 'nothing'],
  ['object', 'ENCODING', 'n'],
  ['eval', 'return { KEYS[1], ARGV[1], 3 }', 1, 'k', 'arg'],
  ['eval', "return redis.error_reply('MINE no')", 1, 'k'],
  ['evalsha', 'f'.repeat(40), 1, 'k'],
  ['pair', 'k', 'arg'],
  ['pairBuffer', 'k', 'arg'],
  ['call', 'GET', 'k'],
  ['callBuffer', 'GET', 'k'],
  ['lpush', 'k', 'wrong type'],
  ['set', 'k'],
  ['hset', 'h'],
  ['publish', 'nobody', 'x'],
  ['ping'],
  ['echo', 'hello'],
  ['sort', 's', 'ALPHA'],
  ['config', 'GET', 'maxmemory-policy'],
  ['cluster', 'KEYSLOT', 'abc'],
  ['command', 'COUNT'],
  ['getdel', 'k'],
  ['rename', '{t}d', '{t}z'],
  ['unlink', '{t}z'],
]

/** What an error says, but for what servers repeat of a command, which ours leaves out. */
async function outcome(run: () => unknown): Promise<unknown> {
  try {
    return await run()
  } catch (error) {
    return { error: (error as Error).message.replace(/, with args.*$/s, '') }
  }
}

async function all<T>(client: unknown, run: (client: Client) => Promise<T>): Promise<T> {
  await Promise.all(reference.nodes('master').map(node => node.flushall()))
  return run(client as Client)
}

async function both(run: (client: Client) => Promise<unknown>): Promise<[ours: unknown, theirs: unknown]> {
  await reference.ping()
  const theirs = await all(reference, run)
  return [await all(adapter, run), theirs]
}

describe('the adapter answers as ioredis does', () => {
  it(`to ${CALLS.length} calls`, async () => {
    const [ours, theirs] = (await both(async client => {
      const outcomes: unknown[] = []
      for (const [method, ...args] of CALLS) outcomes.push(await outcome(() => client[method]?.(...args)))
      return outcomes
    })) as [unknown[], unknown[]]
    for (const [i, call] of CALLS.entries()) expect({ call, outcome: ours[i] }).toEqual({ call, outcome: theirs[i] })
    expect(CALLS.length).toBeGreaterThan(60)
  })

  it.each(['pipeline', 'multi'] as const)('to a %s, with errors in their places and callbacks', async kind => {
    const [ours, theirs] = await both(async client => {
      const heard: unknown[] = []
      const batch = client[kind] as () => Client & { length: number }
      const chain = batch.call(client)
      const names = ['set', 'incr', 'lpush', 'hset', 'hgetall', 'get', 'zadd', 'zrange', 'getBuffer', 'pair']
      const args: unknown[][] = [
        ['{c}a', 1],
        ['{c}a', (error: unknown, reply: unknown) => heard.push([error, reply])],
        ['{c}a', 'x'],
        ['{c}h', { f: 'v' }],
        ['{c}h'],
        ['{c}a'],
        ['{c}z', 1, 'm'],
        ['{c}z', 0, -1, 'WITHSCORES'],
        ['{c}a'],
        ['{c}a', 'q'],
      ]
      for (const [i, name] of names.entries()) chain[name]?.(...(args[i] as unknown[]))
      const replies = (await chain['exec']?.()) as [Error | null, unknown][]
      return [replies.map(([error, reply]) => [error?.message ?? null, reply]), kind === 'pipeline' ? heard : []]
    })
    expect(ours).toEqual(theirs)
  })

  it('to batches, and to nothing queued', async () => {
    const [ours, theirs] = await both(async client => {
      const send = (kind: string, batch?: unknown) =>
        (client[kind] as (batch?: unknown) => { exec(): Promise<unknown> }).call(client, batch).exec()
      const batch = [
        ['set', '{d}a', 1],
        ['get', '{d}a'],
        ['mget', ['{d}a', '{d}b']],
      ]
      return [await send('pipeline', batch), await send('multi', batch), await send('pipeline')]
    })
    expect(ours).toEqual(theirs)
  })

  it('through callbacks', async () => {
    const [ours, theirs] = await both(
      client =>
        new Promise(resolve => {
          client['set']?.('cb', 'v', (error: Error | null, reply: unknown) => {
            const first = [error, reply]
            const done = (failure: Error | null, nothing: unknown) => resolve([first, failure?.message, nothing])
            ;(client['incr'] as (...args: unknown[]) => Promise<unknown>).call(client, 'cb', done).catch(() => {})
          })
        }),
    )
    expect(ours).toEqual(theirs)
  })

  it('by streams of pages', async () => {
    const [ours, theirs] = await both(async client => {
      await client['sadd']?.(
        'many',
        Array.from({ length: 1000 }, (_, i) => `member:${i}`),
      )
      const members: string[] = []
      for await (const page of (client['sscanStream'] as (...args: unknown[]) => unknown).call(client, 'many', {
        match: '*1*',
        count: 50,
      }) as AsyncIterable<string[]>)
        members.push(...page)
      return [...new Set(members)].toSorted()
    })
    expect(ours).toEqual(theirs)
    expect((ours as string[]).length).toBeGreaterThan(200)
  })
})

describe('what libraries use besides', () => {
  it('hears messages of channels, patterns and shards, and can send commands meanwhile', async () => {
    const heard: unknown[] = []
    for (const event of ['message', 'pmessage', 'smessage'])
      adapter.on(event, (...args) => heard.push([event, ...args]))
    const bytes = new Promise(resolve => adapter.once('messageBuffer', (...args) => resolve(args)))
    expect([await adapter.subscribe('a', 'b'), await adapter.psubscribe('a*'), await adapter.ssubscribe('s')]).toEqual([
      2, 3, 1,
    ])
    const other = adapter.duplicate()
    await other.publish('a', 'one')
    await other.spublish('s', 'two')
    expect(await bytes).toEqual([Buffer.from('a'), Buffer.from('one')])
    while (heard.length < 3) await new Promise(resolve => setImmediate(resolve))
    expect(heard.toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
      ['message', 'a', 'one'],
      ['pmessage', 'a*', 'a', 'one'],
      ['smessage', 's', 'two'],
    ])
    expect([await adapter.unsubscribe('a'), await adapter.punsubscribe(), await adapter.sunsubscribe()]).toEqual([
      2, 1, 0,
    ])
    expect(await adapter.ping()).toBe('PONG')
    expect(await other.quit()).toBe('OK')
    expect(other.status).toBe('end')
  })

  it('has nodes, their keys under their prefixed names, and one text for INFO', async () => {
    await adapter.set('here', 1)
    expect(adapter.nodes('master')).toHaveLength(3)
    const found: string[] = []
    for (const node of adapter.nodes('master'))
      for await (const page of node.scanStream({ match: '*here' })) found.push(...(page as string[]))
    expect(found).toEqual(['p:here'])
    expect(await adapter.info('server')).toContain('redis_version')
  })

  it('tells when it is ready and when it has ended, and connects when asked where it is lazy', async () => {
    const events: string[] = []
    const lazy = adapter.duplicate([], { lazyConnect: true })
    for (const event of ['connect', 'ready', '+node', 'close', 'end']) lazy.on(event, () => events.push(event))
    expect(lazy.status).toBe('wait')
    await lazy.connect()
    expect(lazy.status).toBe('ready')
    expect(events.filter(event => event !== '+node')).toEqual(['connect', 'ready'])
    expect(events).toContain('+node')
    await lazy.quit()
    expect(events.slice(-2)).toEqual(['close', 'end'])
    await expect(lazy.get('k')).rejects.toThrow()
  })
})
