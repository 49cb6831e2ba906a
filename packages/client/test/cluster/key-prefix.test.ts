import { describe, expect, it } from 'vitest'
import { useCluster } from './setup.js'

describe('keyPrefix', () => {
  const used = useCluster({ primaries: 3, replicas: 0 })

  it('stands before every key that is sent, and replies do not name it', async () => {
    await used.flush()
    const plain = used.client()
    const rc = used.client({ keyPrefix: 'app:' })
    await rc.mset({ a: '1', b: '2', c: '3' })
    expect(await plain.mget(['app:a', 'app:b', 'a'])).toEqual(['1', '2', null])
    await plain.set('other', 'x')
    expect((await rc.keys('*')).sort()).toEqual(['a', 'b', 'c'])
    expect(await rc.mget(['a', 'c', 'other'])).toEqual(['1', '3', null])
    expect(await rc.del(['a', 'b', 'other'])).toBe(2)
    await rc.rpush('q', 'x')
    expect(await rc.blpop('q', 1)).toEqual({ key: 'q', element: 'x' })
    await rc.xadd('s', '1-1', { f: 'v' })
    expect(await rc.xread({ s: '0' })).toEqual({ s: [{ id: '1-1', message: { f: 'v' } }] })
    expect(await rc.eval('return KEYS[1]', { keys: 'k' })).toBe('app:k')
  })

  it('in pipelines, transactions, watch, scripts, scans and call', async () => {
    await used.flush()
    const plain = used.client()
    const rc = used.client({ keyPrefix: 'p:', crossSlot: 'emulate' })
    expect(await rc.pipeline().set('{t}a', '1').get('{t}a').execute()).toEqual(['OK', '1'])
    expect(await rc.multi().set('{t}b', '2').get('{t}b').execute()).toEqual(['OK', '2'])
    expect(await rc.watch('w', tx => tx.multi().set('w', '3'))).toEqual(['OK'])
    const read = rc.script("return redis.call('get', KEYS[1])", { keys: 1 })
    expect(await read('w')).toBe('3')
    expect(await read('w')).toBe('3')
    await rc.rename('w', 'renamed')
    expect(await plain.get('p:renamed')).toBe('3')
    expect(await rc.call(['GET', 'renamed'])).toBe('3')
    await plain.set('not-mine', 'x')
    const keys: string[] = []
    for await (const key of rc.scan()) keys.push(key)
    expect(keys.sort()).toEqual(['renamed', '{t}a', '{t}b'])
    const some: string[] = []
    for await (const key of rc.scan({ match: '{t}*' })) some.push(key)
    expect(some.sort()).toEqual(['{t}a', '{t}b'])
    await rc.hset('h', { f: 'v' })
    const fields: unknown[] = []
    for await (const field of rc.hscan('h')) fields.push(field)
    expect(fields).toEqual([{ field: 'f', value: 'v' }])
    const { keyMovesWithPrefix } = { keyMovesWithPrefix: rc.slotOf('h') === plain.slotOf('p:h') }
    expect(keyMovesWithPrefix).toBe(true)
    expect(rc.nodeFor('h')).toEqual(plain.nodeFor('p:h'))
    expect(rc.explain(['GET', 'h']).slots).toEqual([plain.slotOf('p:h')])
  })
})
