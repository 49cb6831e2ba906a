import { ReplicationError } from '@rc/errors'
import { findServer } from '@rc/testing'
import { describe, expect, it } from 'vitest'
import { callsOf, useCluster } from './setup.js'

describe('withReplication', () => {
  const used = useCluster({ primaries: 3, replicas: 1 })

  it('resolves writes once replicas have them, with the write’s own answer', async () => {
    const rc = used.client().withReplication({ replicas: 1, timeoutMs: 1000 })
    expect(await rc.set('k', 'v')).toBe('OK')
    expect(await rc.incr('n')).toBe(1)
    expect(await rc.mset({ a: '1', b: '2', c: '3' })).toBe('OK')
    expect(await rc.eval("return redis.call('incr', KEYS[1])", { keys: 'n' })).toBe(2)
    expect(await rc.pipeline().set('k', 'w').get('k').del(['a', 'b']).execute()).toEqual(['OK', 'w', 2])
    expect(await rc.multi().set('k', 'x').get('k').execute()).toEqual(['OK', 'x'])
  })

  it('rejects writes that too few have, with their answer and the counts, and reads go on', async () => {
    const plain = used.client()
    const rc = plain.withReplication({ replicas: 1, timeoutMs: 100 })
    await plain.del('m')
    for (const replica of used.cluster.replicas) await used.cluster.pause(replica)
    const failure = await rc.incr('m').catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ReplicationError)
    expect(failure).toMatchObject({ reply: 1, acknowledged: 0, required: 1, executed: 'yes', command: 'INCR' })
    expect(await rc.get('m')).toBe('1')
    expect(await plain.incr('m')).toBe(2)
    // The whole of a split command, with the reply of the whole; not the parts.
    await expect(rc.mset({ a: '1', b: '2', c: '3' })).rejects.toMatchObject({ name: 'ReplicationError', reply: 'OK' })
    await expect(rc.del(['a', 'b', 'c'])).rejects.toMatchObject({ name: 'ReplicationError', reply: 3 })
    const results = await rc.pipeline().set('p', '1').get('p').execute({ raiseOnError: false })
    expect(results).toEqual([expect.objectContaining({ name: 'ReplicationError', reply: 'OK' }), '1'])
    await expect(rc.multi().set('t', '1').get('t').execute()).rejects.toMatchObject({
      name: 'ReplicationError',
      reply: ['OK', '1'],
    })
    for (const replica of used.cluster.replicas) await used.cluster.resume(replica)
    expect(await rc.with({ timeoutMs: 3000 }).withReplication({ replicas: 1, timeoutMs: 2000 }).incr('m')).toBe(3)
  })

  it('rejects where there are not as many replicas', async () => {
    const rc = used.client().withReplication({ replicas: 2, timeoutMs: 50 })
    await expect(rc.set('k', 'v')).rejects.toMatchObject({ name: 'ReplicationError', acknowledged: 1, required: 2 })
  })

  it('asks once for many writes, and holds no connection for each', async () => {
    const plain = used.client()
    const rc = plain.withReplication({ replicas: 1, timeoutMs: 2000 })
    await rc.set('k', 'v')
    const before = await callsOf(used.cluster, 'wait')
    await Promise.all(Array.from({ length: 3000 }, (_, i) => rc.set(`w${i}`, i)))
    expect((await callsOf(used.cluster, 'wait')) - before).toBeLessThan(300)
    const mine = (await Promise.all(plain.nodes('primary').map(node => node.clientList()))).flat()
    expect(mine.filter(({ libName }) => libName === 'rc').length).toBeLessThanOrEqual(6)
  })

  it('does not hide that a write failed, or failed in part', async () => {
    const rc = used.client().withReplication({ replicas: 1 })
    await rc.set('text', 'a')
    await expect(rc.lpush('text', 'b')).rejects.toMatchObject({ code: 'WRONGTYPE' })
    await expect(
      rc.mset([
        ['a', 1],
        ['b', Number.NaN],
      ] as never),
    ).rejects.toThrow(TypeError)
  })

  it('is an option of with, too', async () => {
    const rc = used.client()
    expect(await rc.with({ replicas: 1 }).set('k', 'v')).toBe('OK')
    const strict = rc.with({ replicas: 3 })
    await expect(strict.set('k', 'v')).rejects.toMatchObject({ name: 'ReplicationError', required: 3 })
    expect(await strict.with({ replicas: 0 }).set('k', 'v')).toBe('OK')
    expect(() => rc.with({ replicas: -1 })).toThrow('replicas')
  })

  it('is checked: numbers, names, and that it guarantees something', () => {
    const rc = used.client()
    expect(() => rc.withReplication({ replicas: 0 })).toThrow('guarantee nothing')
    expect(() => rc.withReplication({ replicas: -1 })).toThrow('replicas')
    expect(() => rc.withReplication({ timeoutMs: 0 })).toThrow('a positive whole number')
    expect(() => rc.withReplication({ replica: 1 } as never)).toThrow('no option replica')
    expect(() => rc.withPersistence({ local: 0 })).toThrow('guarantees nothing')
    expect(() => rc.withPersistence({ local: 2 as 1 })).toThrow('0 or 1')
  })

  it('is finished by close', async () => {
    const rc = used.client()
    await rc.connect()
    const write = rc.withReplication({ replicas: 1, timeoutMs: 1000 }).set('last', 'v')
    await new Promise(resolve => setImmediate(resolve))
    await rc.close()
    expect(await write).toBe('OK')
  })
})

describe('withPersistence', () => {
  const used = useCluster({ primaries: 3, replicas: 0 })

  it('says what is missing where the server cannot tell', async () => {
    const rc = used.client().withPersistence({ local: 1, timeoutMs: 100 })
    const failure = await rc.set('k', 'v').catch((error: unknown) => error)
    expect(failure).toMatchObject({
      name: 'PersistenceError',
      reply: 'OK',
      acknowledged: { local: 0, replicas: 0 },
      required: { local: 1, replicas: 0 },
    })
    expect((failure as Error).message).toMatch(/The server said: .*(unknown command|appendonly)/)
  })
})

const valkey = await findServer({ flavour: 'valkey-9.1' }).catch(() => undefined)

describe.skipIf(valkey === undefined)('withPersistence where servers can tell', () => {
  const used = useCluster({ primaries: 3, replicas: 1, server: valkey as NonNullable<typeof valkey>, appendOnly: true })

  it('resolves writes once disks have them, and rejects where too few do', async () => {
    const rc = used.client()
    expect(await rc.withPersistence({ local: 1, timeoutMs: 3000 }).set('k', 'v')).toBe('OK')
    expect(await rc.withPersistence({ local: 1, replicas: 1, timeoutMs: 3000 }).incr('n')).toBe(1)
    await expect(rc.withPersistence({ local: 1, replicas: 2, timeoutMs: 200 }).incr('n')).rejects.toMatchObject({
      name: 'PersistenceError',
      reply: 2,
      acknowledged: { local: 1, replicas: 1 },
      required: { local: 1, replicas: 2 },
      executed: 'yes',
    })
  })
})
