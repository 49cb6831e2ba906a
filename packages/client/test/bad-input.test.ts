import { startServers } from '@rc/testing'
import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClusterOptions } from '../src/options.js'
import { RedisCluster } from '../src/redis-cluster.js'
import { useCluster } from './cluster/setup.js'

/** A port on which nothing listens. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise(resolve => server.close(resolve))
  return port
}

describe('options', () => {
  const refused: [string, unknown, RegExp][] = [
    ['no options', undefined, /nodes/],
    ['no nodes', {}, /nodes is missing/],
    ['an empty list of nodes', { nodes: [] }, /nodes is empty/],
    ['a scheme that is not known', { nodes: 'http://127.0.0.1:7000' }, /scheme http: is not known/],
    ['a unix socket', { nodes: 'unix:///tmp/redis.sock' }, /unix socket/],
    ['database 1', { nodes: 'redis://127.0.0.1:7000/1' }, /database other than 0/],
    ['a parameter that is not known', { nodes: 'redis://127.0.0.1:7000?pool=3' }, /parameter pool/],
    ['a URL without a host', { nodes: 'redis://' }, /names no host/],
    ['a port beyond 65535', { nodes: '127.0.0.1:70000' }, /port/i],
    ['an address without a port', { nodes: '127.0.0.1' }, /port/i],
    ['a node without a host', { nodes: [{ port: 7000 }] }, /host is missing/],
    ['a mix of redis: and rediss:', { nodes: ['redis://a:1', 'rediss://b:2'] }, /TLS/],
    ['rediss: with tls off', { nodes: 'rediss://a:1', tls: false }, /TLS/],
    ['an option that does not exist', { nodes: 'a:1', timeoutMS: 5 }, /no option timeoutMS/],
    ['an option of another client', { nodes: 'a:1', scaleReads: 'slave' }, /Use readFrom/],
    ['a database as an option', { nodes: 'a:1', db: 1 }, /database 0 alone/],
    ['a timeout of 0', { nodes: 'a:1', timeoutMs: 0 }, /timeoutMs must be/],
    ['a timeout that is no number', { nodes: 'a:1', timeoutMs: '5' }, /timeoutMs must be/],
    ['a retry mode that does not exist', { nodes: 'a:1', retry: 'sometimes' }, /retry must be/],
    ['a user without a password', { nodes: 'a:1', username: 'u' }, /password/],
    ['both a password and credentials', { nodes: 'a:1', password: 'p', credentials: () => ({}) }, /credentials/],
    [
      'a limit below what is needed',
      { nodes: 'a:1', connectionsPerNode: 3, maxConnectionsPerNode: 2 },
      /never be reached/,
    ],
    ['an address map that maps nothing', { nodes: 'a:1', addressMap: { 'a:1': 'b' } }, /port/i],
  ]
  it.each(refused)('refuse %s at construction', (_, options, message) => {
    const make = () => new RedisCluster(options as ClusterOptions)
    expect(make).toThrow(expect.objectContaining({ name: 'ConfigError', code: 'CONFIG', executed: 'no' }))
    expect(make).toThrow(message)
  })

  it('never tell a secret', () => {
    for (const options of [
      { nodes: 'http://user:hunter2@host:1' },
      { nodes: 'redis://user:hunter2@host:1/3' },
      { nodes: 'redis://user:hunter2@host:99999' },
      { nodes: 'redis://user:%zz-hunter2@host:1' },
      { nodes: 'redis://user:hunter2@' },
      { nodes: 'a:1', password: 7 as unknown as string },
    ]) {
      let error: unknown
      try {
        new RedisCluster(options)
      } catch (caught) {
        error = caught
      }
      expect(error).toMatchObject({ name: 'ConfigError' })
      expect(`${String(error)} ${JSON.stringify(error)} ${(error as Error).stack}`).not.toContain('hunter2')
    }
  })

  it('take every form of seed', () => {
    for (const nodes of [
      '127.0.0.1:7000',
      ['127.0.0.1:7000', '[::1]:7001'],
      'redis://user:p%40ss@host:7000',
      'redis://a:7000,b:7001,c',
      'redis://a:7000?addr=b:7001',
      'redis://a:7000/0',
      'rediss://a:7000',
      { host: 'a', port: 7000 },
      [{ host: 'a', port: '7000' }],
      [{ host: 'a' }],
    ]) {
      expect(() => new RedisCluster({ nodes }).destroy()).not.toThrow()
    }
  })
})

describe('a cluster that cannot be had', () => {
  it('is told at once where connections are refused, by connect() and by commands alike', async () => {
    const port = await freePort()
    const rc = new RedisCluster({ nodes: [`127.0.0.1:${port}`], timeoutMs: 60_000 })
    const wanted = {
      name: 'ConnectError',
      code: 'CONNECT',
      executed: 'no',
      message: expect.stringContaining(`127.0.0.1:${port}`) as string,
    }
    await expect(rc.connect()).rejects.toMatchObject(wanted)
    await expect(rc.get('a')).rejects.toMatchObject({ ...wanted, command: 'GET' })
    const outcomes = await Promise.all(
      [rc.mget(['a', 'b']), rc.pipeline().get('a').execute(), rc.dbsize()].map(promise =>
        promise.catch((error: unknown) => error),
      ),
    )
    for (const outcome of outcomes) expect(outcome).toMatchObject({ name: 'ConnectError', executed: 'no' })
    await rc.close()
  })

  it('is told at the deadline where nobody answers', async () => {
    const server: Server = createServer(() => {})
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const rc = new RedisCluster({ nodes: `127.0.0.1:${port}`, connectTimeoutMs: 200 })
    await expect(rc.get('a')).rejects.toMatchObject({
      name: 'ConnectError',
      message: expect.stringContaining('connectTimeoutMs') as string,
    })
    rc.destroy()
    server.close()
  })

  it('is told where something that is no Redis answers', async () => {
    const server: Server = createServer(socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const rc = new RedisCluster({ nodes: `127.0.0.1:${port}` })
    await expect(rc.get('a')).rejects.toMatchObject({
      message: expect.stringContaining('Is it a Redis server') as string,
    })
    rc.destroy()
    server.close()
  })
})

describe('a plain server', () => {
  let servers: Awaited<ReturnType<typeof startServers>>
  beforeAll(async () => {
    servers = await startServers(1)
  })
  afterAll(() => servers?.stop())

  it('is refused with what to do about it', async () => {
    const rc = new RedisCluster({ nodes: servers.addresses })
    const wanted = { name: 'ConfigError', message: expect.stringContaining('cluster-enabled') as string }
    await expect(rc.connect()).rejects.toMatchObject(wanted)
    await expect(rc.get('a')).rejects.toMatchObject(wanted)
    await rc.close()
  })
})

describe('a password', () => {
  const given = useCluster({ primaries: 3, replicas: 0, password: 'correct horse' })

  it('that is right lets the client in', async () => {
    const rc = given.client({ password: 'correct horse' })
    expect(await rc.set('a', '1')).toBe('OK')
    const url = RedisCluster.fromUrl(`redis://:${encodeURIComponent('correct horse')}@${given.cluster.addresses[0]}`)
    expect(await url.get('a')).toBe('1')
    await url.close()
    const asked = given.client({ credentials: () => Promise.resolve({ password: 'correct horse' }) })
    expect(await asked.get('a')).toBe('1')
  })

  it.each([3, 2] as const)(
    'that is wrong or missing is told at once, and nowhere repeated (RESP%i)',
    async protocol => {
      for (const password of ['battery staple', undefined]) {
        const rc = given.client({ protocol, timeoutMs: 60_000, ...(password === undefined ? {} : { password }) })
        const error: unknown = await rc.get('a').catch((caught: unknown) => caught)
        expect(error).toMatchObject({
          name: 'AuthError',
          code: password === undefined ? 'NOAUTH' : 'WRONGPASS',
          executed: 'no',
        })
        expect(`${String(error)}${JSON.stringify(error)}${(error as Error).stack}`).not.toContain('battery')
        await expect(rc.connect()).rejects.toMatchObject({ name: 'AuthError' })
      }
    },
  )
})

describe('arguments of a wrong kind', () => {
  const given = useCluster({ primaries: 3, replicas: 0 })
  const wrong: [string, unknown, string][] = [
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['an object', { a: 1 }, 'an object'],
    ['an array', ['a'], 'an array'],
    ['NaN', Number.NaN, 'NaN'],
    ['a boolean', true, 'a boolean'],
    ['a symbol', Symbol('secret'), 'a symbol'],
  ]

  it.each(wrong)('are refused before anything is sent: %s', async (_, value, kind) => {
    const rc = given.client()
    await rc.connect()
    for (const promise of [rc.set('key', value as string), rc.get(value as string)]) {
      const error: unknown = await promise.catch((caught: unknown) => caught)
      expect(error).toBeInstanceOf(TypeError)
      expect((error as Error).message).toMatch(/^(SET: argument 2|GET: argument 1) must be/)
      expect((error as Error).message).toContain(kind)
      expect((error as Error).message).not.toContain('secret')
    }
    expect(() => rc.pipeline().set('key', value as string)).toThrow(TypeError)
    expect(await rc.exists('key')).toBe(0)
  })

  it('lists that are empty and options that cannot be are refused with a ConfigError', async () => {
    const rc = given.client()
    await expect(rc.mget([])).rejects.toMatchObject({ name: 'ConfigError', command: 'MGET' })
    await expect(rc.mset({})).rejects.toMatchObject({ name: 'ConfigError', command: 'MSET' })
    await expect(rc.set('a', 'b', { nx: true, xx: true })).rejects.toMatchObject({ name: 'ConfigError' })
    await expect(rc.set('a', 'b', { exx: 5 } as never)).rejects.toMatchObject({
      message: expect.stringContaining('no option exx') as string,
    })
    expect(() => rc.with({ timeout: 5 } as never)).toThrow(/no option timeout/)
    expect(() => rc.node('127.0.0.1:1')).toThrow(/not known|no node/)
  })

  it('keys in different slots are refused where a command cannot be split', async () => {
    const rc = given.client()
    await expect(rc.msetnx({ a: '1', b: '2' })).rejects.toMatchObject({
      name: 'CrossSlotError',
      code: 'CROSSSLOT',
      executed: 'no',
    })
    await expect(rc.with({ crossSlot: 'refuse' }).mget(['a', 'b'])).rejects.toMatchObject({ name: 'CrossSlotError' })
    expect(await rc.with({ crossSlot: 'refuse' }).mget(['{t}a', '{t}b'])).toEqual([null, null])
  })
})
