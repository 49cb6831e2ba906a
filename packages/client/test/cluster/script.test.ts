import { describe, expect, it } from 'vitest'
import { callsOf, useCluster } from './setup.js'

const TAKE = "return redis.call('decrby', KEYS[1], ARGV[1])"

describe('a script', () => {
  const { cluster, client, flush } = { ...useScripts() }

  it('is a function: keys first, then arguments, or both apart', async () => {
    const take = client().script(TAKE, { keys: 1, read: Number })
    expect(await take('stock', 2)).toBe(-2)
    expect(await take({ keys: 'stock', args: [3] })).toBe(-5)
    expect(await take({ keys: ['stock'], args: 1 })).toBe(-6)
  })

  it('without keys takes arguments alone', async () => {
    const echo = client().script('return ARGV')
    expect(await echo('a', 'b')).toEqual(['a', 'b'])
    expect(await echo()).toEqual([])
  })

  it('goes with its text once over each connection, and by its hash from then on', async () => {
    await flush()
    const rc = client()
    const take = rc.script(`${TAKE} -- once`, { keys: 1 })
    const before = { text: await callsOf(cluster(), 'eval'), hash: await callsOf(cluster(), 'evalsha') }
    const keys = Array.from({ length: 90 }, (_, i) => `k${i}`)
    await Promise.all(keys.map(key => take(key, 1)))
    expect((await callsOf(cluster(), 'eval')) - before.text).toBe(3)
    expect((await callsOf(cluster(), 'evalsha')) - before.hash).toBe(87)
  })

  it('is sent again with its text where the servers have lost it, in pipelines too, and in order', async () => {
    const rc = client()
    const append = rc.script("return redis.call('append', KEYS[1], ARGV[1])", { keys: 1 })
    await rc.del('log')
    await append('log', 'a')
    await rc.scriptFlush()
    await append('log', 'b')
    await rc.scriptFlush()
    const pipeline = rc.pipeline()
    const results = await pipeline
      .add(append.command('log', 'c'))
      .add(append.command({ keys: 'log', args: 'd' }))
      .execute()
    expect(results).toEqual([3, 4])
    expect(await rc.get('log')).toBe('abcd')
  })

  it.each([{}, { keyPrefix: 'p:' }])(
    'goes with its text once in each transaction, whatever servers have, with %j',
    async options => {
      const rc = client(options)
      const append = rc.script(`return redis.call('append', KEYS[1], ARGV[1]) -- multi`, { keys: 1 })
      await rc.del('{multi}log')
      for (let round = 0; round < 2; round++) {
        await rc.scriptFlush()
        const before = await callsOf(cluster(), 'evalsha')
        const chain = rc.multi().add(append.command('{multi}log', 'a')).strlen('{multi}log')
        expect(await chain.add(append.command('{multi}log', 'b')).execute()).toEqual([
          1 + 2 * round,
          1 + 2 * round,
          2 + 2 * round,
        ])
        expect((await callsOf(cluster(), 'evalsha')) - before).toBe(1)
      }
      expect(await rc.get('{multi}log')).toBe('abab')
    },
  )

  it('keeps the order of a pipeline from its first call on', async () => {
    const rc = client()
    const append = rc.script(`return redis.call('append', KEYS[1], ARGV[1]) -- order`, { keys: 1 })
    await rc.del('order')
    await rc.pipeline().append('order', '1').add(append.command('order', '2')).execute()
    const again = rc.pipeline().append('order', '3')
    await again.add(append.command('order', '4')).execute()
    expect(await rc.get('order')).toBe('1234')
  })

  it('that only reads is served by replicas, and may not write', async () => {
    const rc = client({ readFrom: 'replica' })
    await rc.set('r', 'here')
    await rc.wait(1, 1000)
    const before = await replicaCalls()
    const read = rc.script("return redis.call('get', KEYS[1])", { keys: 1, readonly: true })
    expect(await read('r')).toBe('here')
    expect(await read('r')).toBe('here')
    expect(await replicaCalls()).toBeGreaterThan(before)
    const write = rc.script("return redis.call('del', KEYS[1])", { keys: 1, readonly: true })
    await expect(write('r')).rejects.toMatchObject({ name: 'ReplyError' })
  })

  it('refuses what cannot be before anything is sent', async () => {
    const rc = client()
    const two = rc.script('return 1', { keys: 2 })
    await expect(two('a')).rejects.toMatchObject({ name: 'ConfigError' })
    await expect(two({ keys: ['a'] })).rejects.toMatchObject({ name: 'ConfigError' })
    await expect(two('a', 'b')).rejects.toMatchObject({ name: 'CrossSlotError', executed: 'no' })
    await expect(two('{a}1', '{a}2', Number.NaN)).rejects.toThrow(TypeError)
    expect(() => rc.script('')).toThrow('text of a Lua script')
    expect(() => rc.script('return 1', { key: 1 } as never)).toThrow('no option key')
    expect(() => rc.script('return 1', { keys: -1 })).toThrow('number of keys')
  })

  it('tells an error of its own as the server does, and does not try again', async () => {
    const fail = client().script("return redis.error_reply('MINE went wrong')", { keys: 1 })
    await expect(fail('k')).rejects.toMatchObject({ code: 'MINE', attempts: 1 })
  })

  async function replicaCalls(): Promise<number> {
    const counts = await Promise.all(
      cluster().replicas.map(async node => {
        const stats = String(await cluster().command(node, 'INFO', 'commandstats'))
        return [...stats.matchAll(/cmdstat_eval(?:sha)?_ro:calls=(\d+)/g)].reduce((sum, [, n]) => sum + Number(n), 0)
      }),
    )
    return counts.reduce((sum, n) => sum + n, 0)
  }
})

function useScripts() {
  const used = useCluster({ primaries: 3, replicas: 1 })
  return { cluster: () => used.cluster, client: used.client, flush: used.flush }
}
