import { set } from '@rc/commands'
import { ConfigError } from '@rc/errors'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { RedisCluster } from '../../src/redis-cluster.js'
import { keyOnEach, useCountedCluster } from './setup.js'

const used = useCountedCluster()

type Chain = ReturnType<RedisCluster['pipeline']>

describe('pipeline', () => {
  it('the example of its documentation', async () => {
    const rc = await used.client()
    await used.flush()
    const results = await rc
      .pipeline()
      .set('key1', 'value1')
      .set('key2', 'value2')
      .get('key1')
      .incr('counter')
      .execute()
    expect(results).toEqual(['OK', 'OK', 'value1', 1])
    const profile = await rc
      .pipeline()
      .hset('user:1:profile', { age: 30, city: 'New York' })
      .hgetall('user:1:profile')
      .execute()
    expect(profile).toEqual([2, { age: '30', city: 'New York' }])
  })

  it('results in order, over all nodes, in one write to each', async () => {
    const rc = await used.client()
    const pipeline = rc.pipeline()
    for (let i = 0; i < 300; i++) pipeline.set(`order:${i}`, i).get(`order:${i}`)
    const { reached, times, reply } = await used.watch(rc, 'GET', () => pipeline.execute())
    expect([reached, times]).toEqual(['primaries', 300])
    expect(reply).toEqual(Array.from({ length: 300 }, (_, i) => ['OK', String(i)]).flat())
  })

  it('execute(raise_on_error)', async () => {
    const rc = await used.client()
    const failing = () => rc.pipeline().set('valid', 'value').get('valid').incr('valid')
    const results = await failing().execute({ raiseOnError: false })
    expect(results).toEqual(['OK', 'value', expect.objectContaining({ name: 'ReplyError', command: 'INCR' })])
    await expect(failing().execute()).rejects.toMatchObject({ index: 2, command: 'INCR', results: { length: 3 } })
  })

  it('reset(), len, reuse', async () => {
    const rc = await used.client()
    const pipeline = rc.pipeline().set('never', '1')
    expect(pipeline.length).toBe(1)
    pipeline.reset()
    expect(pipeline.length).toBe(0)
    const { times } = await used.watch(rc, 'SET', () => pipeline.get('never').execute())
    expect(times).toBe(0)
    expect(await pipeline.get('never').execute()).toEqual([null])
  })

  it('MOVED concerns the command that was redirected, alone', async () => {
    const rc = await used.client()
    const slot = rc.slotOf('{pipe}1')
    const from = await used.cluster.ownerOf(slot)
    const to = used.cluster.primaries.find(({ name }) => name !== from?.name)
    const keys = keyOnEach(rc, 'stay').filter(key => rc.slotOf(key) !== slot)
    await used.cluster.migrate(slot, from as never, to as never)
    const pipeline = rc.pipeline().set('{pipe}1', 'a').append('{pipe}1', 'b')
    for (const key of keys) pipeline.incr(key)
    const { times, reply } = await used.watch(rc, 'INCR', () => pipeline.get('{pipe}1').execute())
    expect(reply).toEqual(['OK', 2, ...keys.map(() => 1), 'ab'])
    expect(times).toBe(keys.length)
  })

  it('ASK and TRYAGAIN in the middle of a move', async () => {
    const rc = await used.client()
    await rc.mset({ '{ask}old': 'o', '{ask}also': 'a' })
    const slot = rc.slotOf('{ask}')
    const from = await used.cluster.ownerOf(slot)
    const to = used.cluster.primaries.find(({ name }) => name !== from?.name)
    const half = await used.cluster.beginMigration(slot, from as never, to as never)
    await half.moveKeys(['{ask}old'])
    const whole = rc.pipeline().get('{ask}old').get('{ask}also').mget(['{ask}old', '{ask}also']).execute()
    await half.finish()
    expect(await whole).toEqual(['o', 'a', ['o', 'a']])
  })

  it('a connection that breaks concerns the commands that were on it, each by what it is', async () => {
    const rc = await used.client({ retry: 'safe' })
    const [key = ''] = keyOnEach(rc, 'cut')
    await rc.set(key, '0')
    used.proxies
      .of(used.cluster.nodes.find(n => used.proxies.of(n).address === rc.nodeFor(key)?.name) as never)
      .cutBeforeReply({ command: 'INCR' })
    const [read, written] = await rc.pipeline().get(key).incr(key).execute({ raiseOnError: false })
    expect(read).toBe('0')
    expect(written).toMatchObject({ name: 'ConnectionLostError', executed: 'maybe', command: 'INCR' })
    expect(await rc.get(key)).toBe('1')
  })

  it('its timeout is that of each command', async () => {
    const rc = await used.client({ timeoutMs: 300 })
    const [first = '', second = ''] = keyOnEach(rc, 'slow')
    const proxy = used.proxies.all.find(one => one.address === rc.nodeFor(first)?.name)
    proxy?.set({ hold: true })
    const [slow, fast] = await rc.pipeline().get(first).set(second, 'v').execute({ raiseOnError: false })
    proxy?.set({ hold: false })
    expect(slow).toMatchObject({ name: 'TimeoutError', command: 'GET' })
    expect(fast).toBe('OK')
  })
})

describe('pipeline: the 60 methods that it blocks work here, as outside of a pipeline', () => {
  const sha = createHash('sha1').update('return 1').digest('hex')
  const anything = expect.anything() as unknown
  const list = expect.any(Array) as unknown[]
  const number = expect.any(Number) as number

  const rows: readonly (readonly [string, (queue: Chain) => { execute(): Promise<readonly unknown[]> }, unknown])[] = [
    ['bgrewriteaof', q => q.bgrewriteaof(), anything],
    ['bgsave', q => q.bgsave({ schedule: true }), anything],
    ['bitop', q => q.bitop('AND', '{t}d', ['{t}a', '{t}b']), number],
    ['brpoplpush', q => q.brpoplpush('{t}l', '{t}m', 0.01), null],
    ['client_getname', q => q.clientGetname(), null],
    ['client_kill', q => q.clientKill({ id: 999_999 }), anything],
    ['client_list', q => q.clientList(), anything],
    ['client_setname', q => q.clientSetname(''), 'OK'],
    ['config_get', q => q.configGet('hz'), anything],
    ['config_resetstat', q => q.configResetstat(), 'OK'],
    ['config_set', q => q.configSet({ hz: 10 }), 'OK'],
    ['dbsize', q => q.dbsize(), number],
    ['delete with more than one key', q => q.del(['a', 'b', 'c']), number],
    ['echo', q => q.echo('hello'), 'hello'],
    ['evalsha', q => q.evalsha(sha), 1],
    ['flushall', q => q.flushall(), 'OK'],
    ['flushdb', q => q.flushdb(), 'OK'],
    ['info', q => q.info('server'), anything],
    ['keys', q => q.keys('*'), list],
    ['lastsave', q => q.lastsave(), anything],
    ['mget', q => q.mget(['a', 'b', 'c']), [null, null, null]],
    ['mset', q => q.mset({ a: '1', b: '2', c: '3' }), 'OK'],
    ['msetnx', q => q.msetnx({ '{n}a': '1', '{n}b': '2' }), number],
    ['pfcount', q => q.pfcount(['{t}p', '{t}q']), 0],
    ['pfmerge', q => q.pfmerge('{t}p', '{t}q'), 'OK'],
    ['ping', q => q.ping(), 'PONG'],
    ['publish', q => q.publish('channel', 'message'), 0],
    ['rename', q => q.set('{t}from', '1').rename('{t}from', '{t}to'), 'OK'],
    ['renamenx', q => q.set('{t}from', '1').renamenx('{t}from', '{t}to'), number],
    ['rpoplpush', q => q.rpoplpush('{t}l', '{t}m'), null],
    ['script_exists', q => q.scriptExists(sha), [1]],
    ['script_load', q => q.scriptLoad('return 1'), sha],
    ['script_flush', q => q.scriptFlush(), 'OK'],
    ['sdiff', q => q.sdiff(['{t}s', '{t}u']), []],
    ['sdiffstore', q => q.sdiffstore('{t}d', ['{t}s', '{t}u']), 0],
    ['sinter', q => q.sinter(['{t}s', '{t}u']), []],
    ['sinterstore', q => q.sinterstore('{t}d', ['{t}s', '{t}u']), 0],
    ['slowlog_get', q => q.slowlogGet(), anything],
    ['slowlog_len', q => q.slowlogLen(), number],
    ['slowlog_reset', q => q.slowlogReset(), 'OK'],
    ['smove', q => q.smove('{t}s', '{t}u', 'm'), 0],
    ['sort', q => q.sort('{t}l'), []],
    ['sunion', q => q.sunion(['{t}s', '{t}u']), []],
    ['sunionstore', q => q.sunionstore('{t}d', ['{t}s', '{t}u']), 0],
    ['time', q => q.time(), anything],
  ]

  it.each(rows)('%s', async (_, queue, reply) => {
    const rc = await used.client()
    await rc.scriptLoad('return 1')
    const results = await queue(rc.pipeline()).execute()
    expect(results.at(-1)).toEqual(reply)
  })

  it('randomkey', async () => {
    const rc = await used.client()
    expect(await rc.pipeline().flushall().set('only', '1').execute()).toEqual(['OK', 'OK'])
    expect(await rc.pipeline().randomkey().execute()).toEqual(['only'])
  })

  it('save', async () => {
    const rc = await used.client()
    const { reached } = await used.watch(rc, 'SAVE', () => rc.pipeline().save().execute({ raiseOnError: false }))
    expect(reached).toBe('all')
  })

  it('split and merged as outside: MGET over three nodes between other commands', async () => {
    const rc = await used.client()
    const keys = keyOnEach(rc, 'split')
    const pipeline = rc.pipeline().mset(keys.map(key => [key, key] as const))
    const { reached, times, reply } = await used.watch(rc, 'MGET', () => pipeline.mget(keys).del(keys).execute())
    expect([reached, times]).toEqual(['primaries', 3])
    expect(reply).toEqual(['OK', keys, 3])
  })

  it.each([
    ['scan', ['SCAN', 0]],
    ['shutdown', ['SHUTDOWN']],
    ['slaveof', ['SLAVEOF', 'NO', 'ONE']],
    ['multi', ['MULTI']],
    ['watch', ['WATCH', 'k']],
  ] as const)('%s has no meaning in one, and is refused with the reason', async (_, words) => {
    const rc = await used.client()
    const outcome: unknown = await rc.call(words as unknown as [string]).catch((error: unknown) => error)
    expect(outcome).toBeInstanceOf(ConfigError)
    expect(String(outcome)).toContain(words[0])
    expect('multi' in rc.pipeline() || 'watch' in rc.pipeline()).toBe(false)
  })
})

describe('chunked batches', () => {
  it('many keys in pipelines of bounded size', async () => {
    const rc = await used.client()
    const keys = Array.from({ length: 1050 }, (_, i) => `chunk:${i}`)
    const replies: unknown[] = []
    for (let at = 0; at < keys.length; at += 100) {
      const pipeline = rc.pipeline()
      for (const key of keys.slice(at, at + 100)) pipeline.set(key, key)
      replies.push(...(await pipeline.execute()))
    }
    expect(replies).toEqual(keys.map(() => 'OK'))
    expect(await rc.mget(keys)).toEqual(keys)
  })

  it('the same by itself: batch, of any source', async () => {
    const rc = await used.client()
    const keys = Array.from({ length: 1050 }, (_, i) => `batch:${i}`)
    const { reached, times, reply } = await used.watch(rc, 'SET', () =>
      rc
        .batch(
          keys.map(key => set(key, key)),
          { inFlight: 100 },
        )
        .run(),
    )
    expect([reached, times, reply]).toEqual(['primaries', 1050, { done: 1050, failed: 0 }])
    expect(await rc.mget(keys)).toEqual(keys)
  })
})

describe('transaction()', () => {
  it('is refused there, and works here within one slot', async () => {
    const rc = await used.client()
    expect(await rc.multi().set('{tx}a', '1').incr('{tx}a').get('{tx}a').execute()).toEqual(['OK', 2, '2'])
    const apart = keyOnEach(rc, 'tx')
    const queue = rc.multi()
    const refused = async () => {
      for (const key of apart) queue.set(key, '1')
      return queue.execute()
    }
    await expect(refused()).rejects.toMatchObject({ name: 'CrossSlotError', executed: 'no' })
    expect(await rc.mget(apart)).toEqual(apart.map(() => null))
  })
})

describe('pub/sub', () => {
  it('publish: any node, and every node hears of it; the number of listeners there', async () => {
    const rc = await used.client()
    const { reached, reply } = await used.watch(rc, 'PUBLISH', () => rc.publish('nobody-listens', 'x'))
    expect(['one primary', 'one replica']).toContain(reached)
    expect(reply).toBe(0)
  })

  it('spublish: the owner of the channel’s slot', async () => {
    const rc = await used.client()
    for (const channel of keyOnEach(rc, 'channel')) {
      const { reached, times } = await used.watch(rc, 'SPUBLISH', () => rc.spublish(channel, 'x'))
      expect([reached, times]).toEqual(['one primary', 1])
    }
  })

  it('a subscription is no command of a shared connection', async () => {
    const rc = await used.client()
    await expect(rc.call(['SUBSCRIBE', 'c'])).rejects.toMatchObject({ name: 'ConfigError', executed: 'no' })
  })
})

describe('emulated across slots', () => {
  it('the split ones, with the default', async () => {
    const rc = await used.client()
    const keys = keyOnEach(rc, 'across')
    expect(await rc.mset(keys.map(key => [key, '1'] as const))).toBe('OK')
    expect(await rc.mget(keys)).toEqual(['1', '1', '1'])
    expect(await rc.exists(keys)).toBe(3)
    expect(await rc.touch(keys)).toBe(3)
    expect(await rc.unlink(keys.slice(0, 1))).toBe(1)
    expect(await rc.del(keys)).toBe(2)
  })

  it('the others say which option does them', async () => {
    const rc = await used.client()
    const [from = '', to = ''] = keyOnEach(rc, 'rename')
    await expect(rc.rename(from, to)).rejects.toMatchObject({ name: 'CrossSlotError', executed: 'no' })
    await expect(rc.rename(from, to)).rejects.toThrow("crossSlot: 'emulate'")
    await rc.set(from, 'v')
    expect(await rc.with({ crossSlot: 'emulate' }).rename(from, to)).toBe('OK')
    expect(await rc.mget([from, to])).toEqual([null, 'v'])
  })
})

describe('keyPrefix', () => {
  it('stands before the keys of a pipeline, and is gone from replies that name keys', async () => {
    const rc = await used.client()
    const prefixed = await used.client({ keyPrefix: 'app:' })
    expect(await prefixed.pipeline().set('prefixed', 'v').keys('prefixed*').execute()).toEqual(['OK', ['prefixed']])
    expect(await rc.get('app:prefixed')).toBe('v')
    await expect(used.client({ keyPrefix: 1 as never })).rejects.toThrow('keyPrefix')
  })
})
