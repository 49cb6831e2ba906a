import { AuthError, ConnectError, PartialFailureError, TimeoutError } from '@rc/errors'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cluster, startCluster, startServers } from '@rc/testing'
import { ShardedRedis } from '../src/sharded-redis.js'
import { useServers } from './setup.js'

const used = useServers(2)

const failureOf = (promise: Promise<unknown>): Promise<Error & Record<string, unknown>> =>
  promise.then(
    value => {
      throw new Error(`It succeeded: ${JSON.stringify(value)}`)
    },
    error => error as Error & Record<string, unknown>,
  )

describe('a node that is dead', () => {
  beforeAll(() => used.servers.kill(0))
  afterAll(() => used.servers.restart(0))

  it('fails the commands of its own keys, with its alias, and no others', async () => {
    const r = used.client({ retry: 'none' })
    const error = await failureOf(r.get('bar'))
    expect(error).toBeInstanceOf(ConnectError)
    expect(error).toMatchObject({ node: 'node_1', executed: 'no', command: 'GET' })
    expect(error.message).toContain('node_1')
    expect(await r.set('foo', 'v')).toBe('OK')
    expect(await r.get('foo')).toBe('v')
  })

  it('is tried again until the time is over, where retrying is allowed', async () => {
    const r = used.client({ timeoutMs: 300 })
    const error = await failureOf(r.set('bar', 'v'))
    expect(error).toBeInstanceOf(TimeoutError)
    expect(error).toMatchObject({ executed: 'no' })
    expect(error.message).toContain('node_1')
  })

  it('fails its part of what is split, and says which keys and which node', async () => {
    const r = used.client({ retry: 'none' })
    await r.set('foo', 'v')
    const error = await failureOf(r.mget(['foo', 'bar']))
    expect(error).toBeInstanceOf(PartialFailureError)
    const { succeeded, failed } = error as unknown as PartialFailureError
    expect(succeeded.map(({ node, keys }) => [node, keys])).toEqual([['node_2', [0]]])
    expect(failed.map(({ node, keys }) => [node, keys])).toEqual([['node_1', [1]]])
  })

  it('fails its part of a pipeline, and of what all nodes are asked', async () => {
    const r = used.client({ retry: 'none' })
    const [one, other] = await r.pipeline().set('foo', 'v').set('bar', 'v').execute({ raiseOnError: false })
    expect(one).toBe('OK')
    expect(other).toMatchObject({ node: 'node_1' })
    const { failed } = (await failureOf(r.ping())) as unknown as PartialFailureError
    expect(failed.map(({ node }) => node)).toEqual(['node_1'])
    // No key is left out silently.
    await expect(
      (async () => {
        for await (const _ of r.scan()) void _
      })(),
    ).rejects.toMatchObject({ node: 'node_1' })
  })

  it('keeps nobody from connecting to the others; but none at all is an error', async () => {
    const r = used.client({ timeoutMs: 300 })
    await r.connect()
    expect(await r.node('node_2').ping()).toBe('PONG')
    const alone = used.client({ nodes: { node_1: used.nodes()['node_1'] as never }, retry: 'none' })
    await expect(alone.connect()).rejects.toThrow(ConnectError)
  })

  it('is served again when it is back', async () => {
    const r = used.client({ timeoutMs: 20_000 })
    await r.set('foo', 'v')
    const waiting = r.set('bar', 'v')
    await used.servers.restart(0)
    expect(await waiting).toBe('OK')
    expect(r.getNodeFor('bar').name).toBe('node_1')
    await used.servers.kill(0)
  })
})

it('a scan begins a node anew where its connection broke, and leaves nothing out', async () => {
  const r = used.client()
  await r.flushall()
  const keys = Array.from({ length: 500 }, (_, i) => `key:${i}`)
  await r.mset(Object.fromEntries(keys.map(key => [key, '1'])))
  const seen = new Set<string>()
  let pages = 0
  let given = 0
  for await (const page of r.scan({ count: 20 }).batches()) {
    for (const key of page) seen.add(key)
    given += page.length
    if (++pages === 3) await Promise.all([0, 1].map(i => used.servers.command(i, 'CLIENT', 'KILL', 'TYPE', 'normal')))
  }
  expect([...seen].sort()).toEqual(keys.sort())
  // What came before came twice.
  expect(given).toBeGreaterThanOrEqual(keys.length + 40)
})

describe('who is not let in', () => {
  it('hears of it, by alias and never with the password', async () => {
    await using servers = await startServers(1, { password: 'right' })
    const port = servers.nodes[0]?.port
    await using r = new ShardedRedis({ nodes: { node_1: `redis://:s3cret@127.0.0.1:${port}` } })
    const error = await failureOf(r.connect())
    expect(error).toBeInstanceOf(AuthError)
    expect(error).toMatchObject({ node: 'node_1' })
    expect(String(error) + JSON.stringify(error)).not.toContain('s3cret')
    expect((await import('node:util')).inspect(r, { depth: 9, showHidden: false })).not.toContain('s3cret')
    await using other = new ShardedRedis({ nodes: { node_1: `redis://:right@127.0.0.1:${port}` } })
    expect(await other.set('k', 'v')).toBe('OK')
  })
})

describe('a node of a cluster', () => {
  let cluster: Cluster
  beforeAll(async () => {
    cluster = await startCluster({ primaries: 3, replicas: 0 })
  })
  afterAll(() => cluster?.stop())

  it('is no plain server, and that is said', async () => {
    await using r = new ShardedRedis({ nodes: { a: cluster.addresses[0] as string } })
    const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    const outcomes = await Promise.allSettled(keys.map(key => r.set(key, 'v')))
    const refused = outcomes.filter(outcome => outcome.status === 'rejected')
    expect(refused.length).toBeGreaterThan(0)
    for (const { reason } of refused) expect(String(reason)).toContain('a is a node of a Redis Cluster')
  })
})
