import { startServers } from '@rc/testing'
import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { Connection } from '../../test/connection.js'
import { ifKnown } from '../../test/if-known.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { dbsize } from './keys.js'
import {
  bgrewriteaof,
  bgsave,
  configGet,
  configResetstat,
  configRewrite,
  configSet,
  failover,
  flushall,
  flushdb,
  info,
  lastsave,
  lolwut,
  replicaof,
  save,
  serverRole,
  shutdown,
  time,
} from './server.js'
import { get, set } from './strings.js'

const server = useServer()

/** Whether neither a save nor a rewrite runs: the servers refuse a second one. */
const idle = { rdb_bgsave_in_progress: 0, aof_rewrite_in_progress: 0, aof_rewrite_scheduled: 0 }

describe.each(PROTOCOLS)('servers under RESP%i', protocol => {
  const { run } = server.connection(protocol)

  it('info by section', async () => {
    await run(set('k', 'v', { ex: 1000 }))
    await run(set('l', 'v'))
    const all = await run(info())
    expect(all).toMatchObject({
      server: { redis_version: expect.stringMatching(/^\d+\.\d+\.\d+$/), tcp_port: expect.any(Number) },
      memory: { used_memory: expect.any(Number), used_memory_human: expect.any(String) },
      replication: { role: 'master', connected_slaves: 0 },
      cluster: { cluster_enabled: 0 },
      keyspace: { db0: { keys: 2, expires: 1 } },
    })
    expect(Object.keys(await run(info('server')))).toEqual(['server'])
    expect(Object.keys(await run(info(['cpu', 'commandstats'])))).toEqual(['cpu', 'commandstats'])
    expect((await run(info('commandstats')))['commandstats']?.['cmdstat_set']).toMatchObject({
      calls: expect.any(Number),
      usec_per_call: expect.any(Number),
    })
  })

  it('info counts errors by kind', async () => {
    await run(set('k', 'v'))
    await run(configResetstat())
    await expect(run(failover({ abort: true }))).rejects.toThrow('No failover in progress')
    expect(await run(info('errorstats'))).toEqual({ errorstats: { errorstat_ERR: { count: 1 } } })
  })

  it('configGet, configSet', async () => {
    expect(await run(configSet({ maxmemory: 100_000_000, 'maxmemory-policy': 'allkeys-lru' }))).toBe('OK')
    expect(await run(configGet('maxmemory'))).toEqual({ maxmemory: '100000000' })
    expect(await run(configGet(['maxmemory-policy', 'maxmemory-samples']))).toEqual({
      'maxmemory-policy': 'allkeys-lru',
      'maxmemory-samples': '5',
    })
    expect(await run(configGet('no such thing'))).toEqual({})
    expect(await run(configSet(new Map([['maxmemory', 0]])))).toBe('OK')
    expect(await run(configSet([['maxmemory-policy', 'noeviction']]))).toBe('OK')
    await expect(run(configSet({ 'no-such-thing': 1 }))).rejects.toThrow('Unknown option')
  })

  it('configRewrite, configResetstat', async () => {
    expect(await run(configRewrite())).toBe('OK')
    await run(get('k'))
    expect(await run(configResetstat())).toBe('OK')
    expect((await run(info('commandstats')))['commandstats']).not.toHaveProperty('cmdstat_get')
  })

  it.each([
    { name: 'flushall', build: flushall },
    { name: 'flushdb', build: flushdb },
  ])('$name', async ({ build }) => {
    for (const options of [undefined, { async: true }, { sync: true }]) {
      await run(set('k', 'v'))
      expect(await run(build(options))).toBe('OK')
      expect(await run(dbsize())).toBe(0)
    }
  })

  it('save, bgsave, bgrewriteaof, lastsave', async () => {
    const before = await run(lastsave())
    expect(before).toBeTypeOf('number')
    expect(await run(save())).toBe('OK')
    expect(await run(lastsave())).toBeGreaterThanOrEqual(before)
    expect(await run(bgsave())).toBe('Background saving started')
    await expect.poll(() => run(info('persistence'))).toMatchObject({ persistence: idle })
    expect(await run(bgsave({ schedule: true }))).toBe('Background saving started')
    await expect.poll(() => run(info('persistence'))).toMatchObject({ persistence: idle })
    expect(await run(bgrewriteaof())).toContain('append only file rewriting')
    await expect.poll(() => run(info('persistence'))).toMatchObject({ persistence: idle })
  })

  it('time', async () => {
    const [seconds, microseconds, ...more] = await run(time())
    expect(more).toEqual([])
    expect(seconds).toBeGreaterThan(1_700_000_000)
    expect(microseconds).toBeLessThan(1_000_000)
  })

  it('serverRole of a primary', async () => {
    expect(await run(serverRole())).toEqual({ role: 'primary', offset: expect.any(Number), replicas: [] })
  })

  it('lolwut', async () => {
    expect(await run(lolwut())).toMatch(/ver\. \d/)
    expect(await run(lolwut(5))).toMatch(/ver\. \d/)
  })
})

describe.each(PROTOCOLS)('servers of which one copies the other, under RESP%i', protocol => {
  it('replicaof, serverRole, failover, shutdown', async () => {
    await using servers = await startServers(2)
    const [one, two] = servers.nodes
    if (one === undefined || two === undefined) throw new Error('There are not two servers.')
    const primary = await Connection.open(one.port, { protocol })
    const replica = await Connection.open(two.port, { protocol })

    expect(await replica.run(replicaof(one.host, one.port))).toBe('OK')
    await expect
      .poll(() => replica.run(serverRole()))
      .toEqual({ role: 'replica', host: one.host, port: one.port, state: 'connected', offset: expect.any(Number) })
    await expect
      .poll(() => primary.run(serverRole()))
      .toEqual({
        role: 'primary',
        offset: expect.any(Number),
        replicas: [{ host: two.host, port: two.port, offset: expect.any(Number) }],
      })
    expect(await primary.run(info('replication'))).toMatchObject({
      replication: { slave0: { ip: two.host, port: two.port } },
    })

    expect(await primary.run(failover({ to: [two.host, two.port], timeout: 10_000 }))).toBe('OK')
    await expect.poll(() => replica.run(serverRole())).toMatchObject({ role: 'primary' })
    await expect.poll(() => primary.run(serverRole())).toMatchObject({ role: 'replica' })
    expect(await primary.run(replicaof('NO', 'ONE'))).toBe('OK')
    expect(await primary.run(serverRole())).toMatchObject({ role: 'primary' })

    await expect(primary.run(shutdown({ abort: true }))).rejects.toThrow('No shutdown in progress')
    await expect(primary.run(shutdown({ nosave: true, now: true, force: true }))).rejects.toThrow('closed')
    replica.close()
  })
})

describe('bgsave', () => {
  const { run } = server.connection(3)

  it('can be ended, where the server knows how', async () => {
    const ended = await ifKnown(run(bgsave({ cancel: true })).catch((error: Error) => error.message))
    expect(ended).toMatch(/syntax error|cancelled|not in progress|not scheduled/i)
  })
})

describe('servers are not asked for with', () => {
  it('empty lists', () => {
    expectRefused(() => info([]), 'INFO', 'sections')
    expectRefused(() => configGet([]), 'CONFIG GET', 'patterns')
    expectRefused(() => configSet({}), 'CONFIG SET', 'settings')
    expectRefused(() => configSet(new Map()), 'CONFIG SET', 'settings')
  })

  it('options that are not known, or exclude each other', () => {
    expectRefused(() => flushall({ async: true, sync: true }), 'FLUSHALL', 'async and sync')
    expectRefused(() => flushdb(untyped({ now: true })), 'FLUSHDB', 'now')
    expectRefused(() => bgsave({ schedule: true, cancel: true }), 'BGSAVE', 'schedule and cancel')
    expect(shutdown({ safe: true, failover: true, now: true }).args).toEqual(['NOW', 'SAFE', 'FAILOVER'])
    expectRefused(() => shutdown({ save: true, nosave: true }), 'SHUTDOWN', 'nosave and save')
    expectRefused(() => shutdown({ save: true, abort: true }), 'SHUTDOWN', 'save and abort')
    expectRefused(() => failover({ force: true }), 'FAILOVER', 'force', 'to')
    expectRefused(() => failover({ abort: true, timeout: 1 }), 'FAILOVER', 'abort and timeout')
    expectRefused(() => failover(untyped({ host: SECRET })), 'FAILOVER', 'host')
  })

  it('what is no text, number or bytes', () => {
    expectRefused(() => configSet(untyped({ requirepass: null, masterauth: SECRET })), 'CONFIG SET', 'null')
    expectRefused(() => configSet(untyped([['requirepass', SECRET, 1]])), 'CONFIG SET', 'pair')
    expectRefused(() => configSet(untyped(SECRET)), 'CONFIG SET', 'settings', 'a string')
    expectRefused(() => info(untyped([SECRET, {}])), 'INFO', 'an object')
  })
})
