import { startServers } from '@rc/testing'
import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { expiretime, pttl } from './expiry.js'
import {
  copy,
  dbsize,
  del,
  dump,
  exists,
  keys,
  migrate,
  objectEncoding,
  objectFreq,
  objectIdletime,
  objectRefcount,
  randomkey,
  rename,
  renamenx,
  restore,
  touch,
  type,
  unlink,
  wait,
  waitaof,
} from './keys.js'
import { rpush } from './lists.js'
import { configSet } from './server.js'
import { get, mset, set } from './strings.js'

const server = useServer()

describe.each(PROTOCOLS)('keys under RESP%i', protocol => {
  const { run } = server.connection(protocol)

  it('del, unlink, exists and touch count the keys that are there', async () => {
    await run(mset({ a: '1', b: '2', c: '3', d: '4' }))
    expect(await run(exists('a'))).toBe(1)
    expect(await run(exists(['a', 'a', 'b', 'none']))).toBe(3)
    expect(await run(touch(['a', 'b', 'none']))).toBe(2)
    expect(await run(touch('a'))).toBe(1)
    expect(await run(del('a'))).toBe(1)
    expect(await run(del(['b', 'none']))).toBe(1)
    expect(await run(unlink(['c', 'd', 'none']))).toBe(2)
    expect(await run(unlink('none'))).toBe(0)
    expect(await run(dbsize())).toBe(0)
  })

  it('dbsize, keys, randomkey', async () => {
    expect(await run(randomkey())).toBeNull()
    expect(await run(keys('*'))).toEqual([])
    await run(mset({ one: '1', two: '2', three: '3' }))
    expect(await run(dbsize())).toBe(3)
    expect((await run(keys('t*'))).sort()).toEqual(['three', 'two'])
    expect(['one', 'two', 'three']).toContain(await run(randomkey()))
  })

  it('copy, with and without replace', async () => {
    await run(mset({ from: 'a', to: 'b' }))
    expect(await run(copy('from', 'new'))).toBe(1)
    expect(await run(copy('from', 'to'))).toBe(0)
    expect(await run(get('to'))).toBe('b')
    expect(await run(copy('from', 'to', { replace: true }))).toBe(1)
    expect(await run(get('to'))).toBe('a')
    expect(await run(copy('none', 'to'))).toBe(0)
    expect(await run(copy('from', 'from', { db: 1 }))).toBe(1)
  })

  it('rename, renamenx', async () => {
    await run(mset({ a: '1', b: '2' }))
    expect(await run(rename('a', 'b'))).toBe('OK')
    expect(await run(get('b'))).toBe('1')
    await expect(run(rename('a', 'b'))).rejects.toThrow('no such key')
    await run(set('c', '3'))
    expect(await run(renamenx('b', 'c'))).toBe(0)
    expect(await run(renamenx('b', 'd'))).toBe(1)
  })

  it('type', async () => {
    await run(set('text', 'a'))
    await run(rpush('list', 'a'))
    expect(await run(type('text'))).toBe('string')
    expect(await run(type('list'))).toBe('list')
    expect(await run(type('none'))).toBe('none')
  })

  it('objectEncoding, objectRefcount, objectIdletime', async () => {
    await run(mset({ number: '12', text: 'a' }))
    expect(await run(objectEncoding('number'))).toBe('int')
    expect(await run(objectEncoding('text'))).toBe('embstr')
    expect(await run(objectRefcount('text'))).toBe(1)
    expect(await run(objectIdletime('text'))).toBe(0)
    expect(await run(objectEncoding('none'))).toBeNull()
    expect(await run(objectRefcount('none'))).toBeNull()
    expect(await run(objectIdletime('none'))).toBeNull()
  })

  it('objectFreq wants a policy that counts', async () => {
    await run(set('text', 'a'))
    await expect(run(objectFreq('text'))).rejects.toThrow('LFU')
    await run(configSet({ 'maxmemory-policy': 'allkeys-lfu' }))
    try {
      expect(await run(objectFreq('text'))).toBeTypeOf('number')
      expect(await run(objectFreq('none'))).toBeNull()
    } finally {
      await run(configSet({ 'maxmemory-policy': 'noeviction' }))
    }
  })

  it('wait tells how many replicas have it', async () => {
    await run(set('k', 'v'))
    expect(await run(wait(0, 10))).toBe(0)
  })

  it('waitaof is refused by a server without an append-only file, or one that is older than the command', async () => {
    await expect(run(waitaof(1, 0, 10))).rejects.toThrow(/appendonly|unknown command/)
  })
})

describe.each(PROTOCOLS)('dumps under RESP%i', protocol => {
  const { run } = server.connection(protocol)

  it('dump and restore', async () => {
    await run(set('k', 'v'))
    const bytes = await run(dump('k'))
    expect(bytes).toBeInstanceOf(Buffer)
    expect(await run(dump('none'))).toBeNull()
    await expect(run(restore('k', 0, bytes as Buffer))).rejects.toMatchObject({ code: 'BUSYKEY' })
    expect(String(await run(restore('k', 0, bytes as Buffer, { replace: true })))).toBe('OK')
    expect(await run(pttl('k'))).toBe(-1)
    await run(restore('later', 60_000, bytes as Buffer, { idletime: 100 }))
    expect(await run(pttl('later'))).toBeGreaterThan(0)
    expect(await run(objectIdletime('later'))).toBeGreaterThanOrEqual(100)
    await run(restore('then', 4_102_444_800_000, bytes as Buffer, { absttl: true, freq: 3 }))
    expect(await run(expiretime('then'))).toBe(4_102_444_800)
    expect(String(await run(get('then')))).toBe('v')
  })
})

describe('migrate', () => {
  const { run } = server.connection(3)

  it('moves keys to another server, or copies them', async () => {
    await using others = await startServers(1, { password: SECRET })
    const other = others.nodes[0]
    if (other === undefined) throw new Error('There is no other server.')
    const { host, port } = other
    const auth = SECRET
    const there = async (key: string) => await others.text(0, 'GET', key)
    await run(mset({ a: '1', b: '2', c: '3' }))

    expect(await run(migrate(host, port, 'a', 0, 5000, { auth }))).toBe('OK')
    expect(await run(get('a'))).toBeNull()
    expect(await there('a')).toBe('1')

    expect(await run(migrate(host, port, ['b', 'c'], 0, 5000, { copy: true, auth2: ['default', SECRET] }))).toBe('OK')
    expect(await run(get('b'))).toBe('2')
    expect(await there('c')).toBe('3')

    await run(set('b', 'new'))
    await expect(run(migrate(host, port, 'b', 0, 5000, { auth }))).rejects.toThrow('BUSYKEY')
    expect(await run(migrate(host, port, 'b', 0, 5000, { auth, replace: true }))).toBe('OK')
    expect(await there('b')).toBe('new')
    expect(await run(migrate(host, port, 'none', 0, 5000, { auth }))).toBe('NOKEY')
  })
})

describe('keys refuse', () => {
  it('empty lists', () => {
    expectRefused(() => del([]), 'DEL', 'keys')
    expectRefused(() => unlink([]), 'UNLINK', 'keys')
    expectRefused(() => exists([]), 'EXISTS', 'keys')
    expectRefused(() => touch([]), 'TOUCH', 'keys')
    expectRefused(() => migrate('host', 1, [], 0, 1), 'MIGRATE', 'keys')
    expectRefused(() => migrate('host', 1, '', 0, 1), 'MIGRATE', 'empty key')
  })

  it('options that are not known, or exclude each other', () => {
    expectRefused(() => copy('a', 'b', untyped({ database: 1 })), 'COPY', 'database', 'replace')
    expectRefused(() => restore('a', 0, SECRET, untyped({ replaced: true })), 'RESTORE', 'replaced')
    expectRefused(() => restore('a', 0, SECRET, { idletime: 1, freq: 1 }), 'RESTORE', 'idletime and freq')
    const both = { auth: SECRET, auth2: ['user', SECRET] } as const
    expectRefused(() => migrate('host', 1, 'k', 0, 1, both), 'MIGRATE', 'auth and auth2')
  })

  it('keys that are no text, number or bytes', () => {
    expectRefused(() => del(untyped([SECRET, undefined])), 'DEL', 'undefined')
    expectRefused(() => del(untyped([[SECRET]])), 'DEL', 'an array')
    expectRefused(() => rename(untyped({ key: SECRET }), 'b'), 'RENAME', 'an object')
    expectRefused(() => wait(Number.NaN, 1), 'WAIT', 'NaN')
  })
})
