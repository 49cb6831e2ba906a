import { ReplicationError } from '@rc/errors'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, useServers } from './setup.js'

// node_1 has a replica, the third server; node_2 has none.
const used = useServers(3)
const clientOf = () => used.client({ nodes: used.nodes(2) })

beforeAll(async () => {
  const [primary] = used.servers.nodes
  await used.servers.command(2, 'REPLICAOF', '127.0.0.1', `${primary?.port}`)
  await eventually(async () => (await used.servers.text(0, 'INFO', 'replication')).includes('state=online'))
})
afterAll(async () => {
  await used.servers?.command(2, 'REPLICAOF', 'NO', 'ONE')
})

describe('withReplication', () => {
  it('resolves writes once replicas have them, with the write’s own answer', async () => {
    const r = clientOf().withReplication({ replicas: 1, timeoutMs: 1000 })
    expect(await r.set('bar', 'v')).toBe('OK')
    expect(await used.servers.command(2, 'GET', 'bar')).toBe('v')
    expect(await r.multi().set('bar', 'w').get('bar').execute()).toEqual(['OK', 'w'])
    expect(await r.pipeline().set('a{bar}', 'x').get('a{bar}').execute()).toEqual(['OK', 'x'])
  })

  it('rejects writes that too few have, naming the node, and reads go on', async () => {
    const r = clientOf().withReplication({ replicas: 1, timeoutMs: 50 })
    const failure = await r.incr('foo').catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ReplicationError)
    expect(failure).toMatchObject({ reply: 1, acknowledged: 0, required: 1, executed: 'yes', node: 'node_2' })
    expect(await r.get('foo')).toBe('1')
    // The part of the one has its replica, that of the other has not: the whole says so.
    await expect(r.mset({ foo: '1', bar: '2' })).rejects.toMatchObject({ name: 'ReplicationError', reply: 'OK' })
  })

  it('is checked, as withPersistence is', async () => {
    const r = clientOf()
    expect(() => r.withReplication({ replicas: 0 })).toThrow('at least 1')
    expect(() => r.withReplication({ copies: 1 } as never)).toThrow('no option copies')
    expect(() => r.withPersistence({ local: 2 as never })).toThrow('local')
  })
})

describe('withPersistence', () => {
  it('asks for the disk, and says what a server that cannot tell answers', async () => {
    const failure = await clientOf()
      .withPersistence({ timeoutMs: 50 })
      .incr('disk{bar}')
      .catch((error: unknown) => error)
    // Redis 7.2 and Valkey know WAITAOF, and keep no file here; older servers do not know it.
    expect(failure).toMatchObject({ name: 'PersistenceError', reply: 1, executed: 'yes', node: 'node_1' })
    expect(await clientOf().get('disk{bar}')).toBe('1')
  })
})
