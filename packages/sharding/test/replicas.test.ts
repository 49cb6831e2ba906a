import { exists, info } from '@rc/commands'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ShardedOptions } from '../src/options.js'
import { eventually, useServers } from './setup.js'

// Servers 0 and 1 hold keys; 2 and 3 copy the first, 4 the second. They want a password, of each other too.
const password = 'pw'
const used = useServers(5, { password })
const PRIMARY_OF = [-1, -1, 0, 0, 1]

beforeAll(async () => {
  for (const [index, primary] of PRIMARY_OF.entries()) {
    if (primary === -1) continue
    await used.servers.command(index, 'CONFIG', 'SET', 'repl-diskless-sync-delay', '0')
    await used.servers.command(index, 'CONFIG', 'SET', 'masterauth', password)
    await used.servers.command(index, 'REPLICAOF', '127.0.0.1', String(used.servers.nodes[primary]?.port))
  }
  for (const primary of [0, 1]) await used.servers.command(primary, 'CONFIG', 'SET', 'repl-diskless-sync-delay', '0')
  await eventually(async () => {
    const texts = await Promise.all([0, 1].map(index => used.servers.text(index, 'INFO', 'replication')))
    return (texts.join().match(/state=online/g) ?? []).length === 3
  })
})

const client = (options: Partial<ShardedOptions> = {}) =>
  used.client({ nodes: used.nodes(2), password, mastersOnly: undefined, ...options })
const port = (index: number) => used.servers.nodes[index]?.port
const gets = () => Promise.all([0, 1, 2, 3, 4].map(index => used.calls(index, 'get')))
const writeAndWait = async (key: string) => {
  await used.servers.command(1, 'SET', key, 'v')
  await used.servers.command(1, 'WAIT', '1', '5000')
}

/** A server that was killed comes back as the replica that it was. */
const bringBack = async (index: number, primary: number) => {
  await used.servers.restart(index)
  await used.servers.command(index, 'CONFIG', 'SET', 'masterauth', password)
  await used.servers.command(index, 'REPLICAOF', '127.0.0.1', String(port(primary)))
  await eventually(async () =>
    (await used.servers.text(index, 'INFO', 'replication')).includes('master_link_status:up'),
  )
}

beforeEach(async () => {
  for (const index of [0, 1]) await used.servers.command(index, 'FLUSHALL')
  for (let i = 0; i < 5; i++) await used.servers.command(i, 'CONFIG', 'RESETSTAT')
})

describe('replicas', () => {
  it('are found, all of them, and read from with the password of their primary', async () => {
    const found: unknown[] = []
    const r = await client()
      .on('replicas', event => found.push(event))
      .connect()
    expect(
      r
        .nodes('replica')
        .map(({ name }) => name)
        .sort(),
    ).toEqual([`node_1/127.0.0.1:${port(2)}`, `node_1/127.0.0.1:${port(3)}`, `node_2/127.0.0.1:${port(4)}`].sort())
    expect(found).toHaveLength(2)
    await r.mset({ foo: 'v', bar: 'v' })
    for (const index of [0, 1]) await used.servers.command(index, 'WAIT', index === 0 ? '2' : '1', '5000')
    for (let i = 0; i < 10; i++) expect([await r.get('foo'), await r.get('bar')]).toEqual(['v', 'v'])
    // bar on the first, foo on the second.
    expect(await gets()).toEqual([0, 0, 5, 5, 10])
    // What writes goes to primaries, also in a pipeline.
    await r.pipeline().append('foo', '2').get('foo').execute()
    expect(await used.calls(1, 'append')).toBe(1)
    expect((await gets())[4]).toBe(11)
  })

  it('are no part of what answers by alias, but can be asked', async () => {
    const r = await client().connect()
    expect(Object.keys(await r.ping())).toEqual(['node_1', 'node_2'])
    const byNode = await r.runOn('replica', info('replication'))
    expect(Object.keys(byNode)).toHaveLength(3)
    expect(r.nodes().map(({ role }) => role)).toEqual(['primary', 'replica', 'replica', 'primary', 'replica'])
    expect(await r.nodes('replica')[0]?.ping()).toBe('PONG')
  })

  it('are not asked for where mastersOnly is set', async () => {
    const asked = await used.calls(0, 'info')
    const r = await client({ mastersOnly: true }).connect()
    await r.set('foo', 'v')
    expect(await r.get('foo')).toBe('v')
    expect(await gets()).toEqual([0, 1, 0, 0, 0])
    expect(r.nodes('replica')).toEqual([])
    // Whoever counts asks, too: twice.
    expect(await used.calls(0, 'info')).toBe(asked + 2)
  })

  it('are those of masterOf where it is given, each an alias', async () => {
    const nodes = { ...used.nodes(2), node_5: { host: '127.0.0.1', port: port(4) as number, password } }
    const asked = await used.calls(0, 'info')
    const r = await client({ nodes, masterOf: { node_2: 'node_5' } }).connect()
    expect(r.getNodeFor('foo').name).toBe('node_2')
    await writeAndWait('foo')
    expect([await r.get('foo'), await r.get('bar')]).toEqual(['v', null])
    expect(await gets()).toEqual([1, 0, 0, 0, 1])
    expect(Object.keys(await r.ping())).toEqual(['node_1', 'node_2', 'node_5'])
    expect(await r.flushall()).toEqual({ node_1: 'OK', node_2: 'OK' })
    // Whoever counts asks, too: twice.
    expect(await used.calls(0, 'info')).toBe(asked + 2)
  })

  it("share the reads with their primary where readFrom is 'any', and serve none where a view says so", async () => {
    const r = await client({ readFrom: 'any' }).connect()
    await writeAndWait('foo')
    for (let i = 0; i < 10; i++) expect(await r.get('foo')).toBe('v')
    expect(await gets()).toEqual([0, 5, 0, 0, 5])
    // As rediscluster-py has exists, hexists, ttl, pttl and sort.
    expect(await r.run(exists('foo'), { readFrom: 'primary' })).toBe(1)
    expect(await used.calls(1, 'exists')).toBe(1)
  })

  it('serve the reads of a primary that is gone', async () => {
    const r = await client({ retry: 'none' }).connect()
    await writeAndWait('foo')
    await used.servers.pause(1)
    try {
      expect(await r.get('foo')).toBe('v')
    } finally {
      await used.servers.resume(1)
    }
    const alone = await client({ mastersOnly: true, timeoutMs: 300 }).connect()
    await used.servers.pause(1)
    try {
      await expect(alone.get('foo')).rejects.toMatchObject({ code: 'TIMEOUT', node: 'node_2' })
    } finally {
      await used.servers.resume(1)
    }
  })

  it('are left alone for a while when they break, where there are others: nothing needs to be sent again', async () => {
    const r = client({ replicaRefreshMs: 0, retry: 'none' })
    await r.connect()
    for (let i = 0; i < 4; i++) await r.get('bar')
    const down = new Promise(resolve => r.on('node:down', resolve))
    await used.servers.kill(3)
    await down
    for (let i = 0; i < 20; i++) expect(await r.get('bar')).toBeNull()
    await bringBack(3, 0)
  })

  it('leave their reads to others when they go, and take them again when they are back', async () => {
    const r = await client({ replicaRefreshMs: 50 }).connect()
    await writeAndWait('foo')
    expect(await r.get('foo')).toBe('v')
    await used.servers.kill(4)
    for (let i = 0; i < 10; i++) expect(await r.get('foo')).toBe('v')
    await eventually(() => r.nodes('replica').length === 2)
    await bringBack(4, 1)
    await eventually(() => r.nodes('replica').length === 3)
    await eventually(async () => {
      await r.get('foo')
      return (await used.calls(4, 'get')) > 0
    })
  })
})

it('says that a node is a replica itself', async () => {
  const errors: Error[] = []
  const nodes = { node_1: { host: '127.0.0.1', port: port(2) as number } }
  await client({ nodes })
    .on('error', error => errors.push(error))
    .connect()
  expect(String(errors[0])).toContain('node_1 is a replica of another server')
})
