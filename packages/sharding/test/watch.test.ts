import { describe, expect, it } from 'vitest'
import { useServers } from './setup.js'

const used = useServers(2)

describe('watch', () => {
  it('runs the block again until nobody came in between, on the node of the key', async () => {
    const r = used.client()
    // One on each node; a tag is taken off, and decides.
    for (const key of ['foo', 'bar', 'counter{foo}', 'counter{bar}']) {
      await r.set(key, 0)
      const add = () =>
        r.watch(
          key,
          async tx => {
            const value = Number(await tx.get(key))
            return tx.multi().set(key, value + 1)
          },
          { attempts: 200 },
        )
      const results = await Promise.all(Array.from({ length: 10 }, add))
      expect(results).toEqual(Array.from({ length: 10 }, () => ['OK']))
      expect(await r.get(key)).toBe('10')
    }
    expect(await used.keysOf(0)).toEqual(['bar', 'counter'])
    expect(await used.keysOf(1)).toEqual(['counter', 'foo'])
  })

  it('gives up after so many attempts, and passes on what the block throws or returns', async () => {
    const r = used.client()
    let runs = 0
    const hopeless = r.watch(
      'busy{foo}',
      async tx => {
        runs++
        await r.incr('busy{foo}')
        return tx.multi().get('busy{foo}')
      },
      { attempts: 3 },
    )
    await expect(hopeless).rejects.toMatchObject({ name: 'WatchError', executed: 'no' })
    expect(runs).toBe(3)
    await expect(
      r.watch('foo', () => {
        throw new RangeError('mine')
      }),
    ).rejects.toThrow(new RangeError('mine'))
    const [set, value] = await r.watch(['a{foo}', 'b{foo}'], tx => tx.multi().set('a{foo}', '1').get('a{foo}'))
    expect([set, value]).toEqual(['OK', '1'])
    expect(await r.watch('a{foo}', tx => tx.get('a{foo}'))).toBe('1')
  })

  it('uses the database of its node', async () => {
    const r = used.client({ database: 3 })
    expect(await r.watch('foo', tx => tx.multi().set('foo', 'three'))).toEqual(['OK'])
    expect(await r.get('foo')).toBe('three')
  })

  it('refuses keys of several nodes, in the watch and in the block', async () => {
    const r = used.client()
    const refused = { name: 'CrossSlotError', executed: 'no' }
    await expect(r.watch(['foo', 'bar'], () => 1)).rejects.toMatchObject(refused)
    await expect(r.watch(['foo', 'bar'], () => 1)).rejects.toThrow('different nodes')
    await expect(r.watch('foo', tx => tx.get('bar'))).rejects.toMatchObject(refused)
    await expect(r.watch('foo', tx => tx.multi().get('bar'))).rejects.toMatchObject(refused)
    await expect(r.watch([], () => 1)).rejects.toMatchObject({ name: 'ConfigError' })
    await expect(r.watch('foo', () => 1, { attempts: 0 })).rejects.toMatchObject({ name: 'ConfigError' })
  })
})
