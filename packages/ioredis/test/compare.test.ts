import { startCluster, type Cluster as Servers } from '@rc/testing'
import { Command, Cluster as Ioredis } from 'ioredis'
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

describe('the adapter does as ioredis does', () => {
  it('with commands of its class Command, prefixed and in bytes where they say so', async () => {
    const [ours, theirs] = await both(async client => {
      const send = (name: string, args: string[], options = {}) =>
        outcome(() => client['sendCommand']?.(new Command(name, args, { replyEncoding: 'utf8', ...options })))
      return [
        await send('set', ['made', '1'], { keyPrefix: 'p:' }),
        await client['get']?.('made'),
        await send('get', ['p:made'], { replyEncoding: null }),
        await send('hset', ['h', 'f', 'v']),
        await send('hgetall', ['h']),
        await send('incr', ['h']),
        await send('info', ['server']).then(text => typeof text),
      ]
    })
    expect(ours).toEqual(theirs)
  })

  it('with what stands behind exec and is no callback', async () => {
    const [ours, theirs] = await both(client =>
      (client['multi'] as () => { set(k: string, v: string): { exec(odd: unknown): Promise<unknown> } })
        .call(client)
        .set('odd', 'v')
        .exec(true),
    )
    expect(ours).toEqual(theirs)
  })

  it('with pipelines and transactions of a node', async () => {
    const [ours, theirs] = await both(async client => {
      const [node] = (client['nodes'] as (role: string) => Ioredis[]).call(client, 'master')
      const replies = await node?.pipeline().dbsize().call('ECHO', 'x').echoBuffer('y').exec()
      return [replies, await node?.multi().echo('z').exec()]
    })
    expect(ours).toEqual(theirs)
  })

  it('when it was closed, and connected again', async () => {
    const open = (kind: 'reference' | 'adapter'): Ioredis =>
      kind === 'adapter' ? adapter.duplicate().asIoredis() : reference.duplicate()
    const isBlocked = async () => {
      const infos = await Promise.all(reference.nodes('master').map(node => node.info('clients')))
      return infos.join().includes('blocked_clients:1')
    }
    const run = async (client: Ioredis): Promise<unknown> => {
      client.on('error', () => {})
      await client.ping()
      await client.subscribe('again')
      const blocked = outcome(() => client.bzpopmin('nothing', 0))
      while (!(await isBlocked())) await new Promise(done => setTimeout(done, 5))
      const ended = new Promise(resolve => client.once('end', () => resolve(client.status)))
      client.disconnect()
      const refused = [await blocked, await ended]
      const heard = new Promise(resolve => client.once('message', (...args) => resolve(args)))
      await client.connect()
      let isHeard = false
      heard.then(() => (isHeard = true)).catch(() => {})
      while (!isHeard) await Promise.all([client.publish('again', 'x'), new Promise(done => setTimeout(done, 20))])
      const after = [await heard, client.status, await client.set('k', 'v')]
      await client.quit()
      return [refused, after]
    }
    expect(await run(open('adapter'))).toEqual(await run(open('reference')))
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

  it('scans the keys of all nodes, which ioredis does of any one', async () => {
    const names = Array.from({ length: 300 }, (_, i) => `scan:${i}`)
    await Promise.all(names.map(name => adapter.set(name, 1)))
    const found = new Set<string>()
    let cursor = '0'
    do {
      const [next, keys] = (await adapter.scan(cursor, 'MATCH', 'p:scan:*', 'COUNT', 20)) as [string, string[]]
      for (const key of keys) found.add(key)
      cursor = next
    } while (cursor !== '0')
    const streamed = new Set<string>()
    for await (const page of adapter.scanBufferStream({ match: 'p:scan:*', type: 'string', count: '20' }))
      for (const key of page as Buffer[]) streamed.add(key.toString())
    const expected = names.map(name => `p:${name}`).toSorted()
    expect([...found].toSorted()).toEqual(expected)
    expect([...streamed].toSorted()).toEqual(expected)
    let pages = 0
    const stream = adapter.scanStream({ count: 10 })
    for await (const page of stream) {
      pages += Math.sign((page as string[]).length)
      stream.close()
    }
    expect(pages).toBeLessThan(4)
    await expect(adapter.call('SCAN', '0', 'MINE', 'x')).rejects.toThrow('no option mine')
  })

  it('takes the prefix of redisOptions, too', async () => {
    const other = adapter.duplicate([], { keyPrefix: '', redisOptions: { keyPrefix: 'q:' } })
    await other.set('k', 'v')
    expect(await other.call('GET', 'k')).toBe('v')
    expect(await adapter.rc.get('q:k')).toBe('v')
    await other.quit()
  })

  // ioredis sends these over a connection that all callers share: what others send then is QUEUED.
  it('refuses what would open a transaction for all callers, and says what to do', async () => {
    expect(() => adapter.multi({ pipeline: false })).toThrow(/cluster\.rc\.watch/)
    expect(() => adapter.multi([['get', 'k']], { pipeline: false })).toThrow(/multi\(\)\.set/)
    await expect(adapter.watch('k')).rejects.toThrow(/rc\.watch/)
    await expect(adapter.call('EXEC')).rejects.toThrow(/multi\(\)/)
    const [node] = adapter.nodes('master')
    await expect(node?.call('MONITOR')).rejects.toThrow(/redis-cli/)
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
    await expect(lazy.get('k')).rejects.toThrow(/^Connection is closed\.$/)
  })
})
