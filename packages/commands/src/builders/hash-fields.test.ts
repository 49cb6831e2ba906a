import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { serverOf } from '../../test/flavour.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import {
  hexpire,
  hexpireat,
  hexpiretime,
  hgetdel,
  hgetex,
  hpersist,
  hpexpire,
  hpexpireat,
  hpexpiretime,
  hpttl,
  hsetex,
  httl,
} from './hash-fields.js'
import { hgetall, hset } from './hashes.js'

const servers = [await serverOf('redis-8.0'), await serverOf('valkey-9.1')].filter(server => server !== undefined)
const cases = servers.flatMap(server => PROTOCOLS.map(protocol => ({ server, protocol })))

/** In a year that no test sees. */
const LATER = 4102444800

describe.each(cases)('fields that end, on $server.kind $server.version under RESP$protocol', ({ server, protocol }) => {
  const { run } = useServer({ server }).connection(protocol)

  it('hexpire, hexpireat, hpexpire and hpexpireat give fields an end', async () => {
    await run(hset('hash', { a: '1', b: '2', c: '3', d: '4' }))
    expect(await run(hexpire('hash', 100, ['a', 'none']))).toEqual([1, -2])
    expect(await run(hpexpire('hash', 100_000, 'b'))).toEqual([1])
    expect(await run(hexpireat('hash', LATER, 'c'))).toEqual([1])
    expect(await run(hpexpireat('hash', LATER * 1000, 'd'))).toEqual([1])
    expect(await run(hexpiretime('hash', ['c', 'd', 'none']))).toEqual([LATER, LATER, -2])
    expect(await run(hpexpiretime('hash', 'd'))).toEqual([LATER * 1000])
    const [a = 0, b = 0] = await run(httl('hash', ['a', 'b']))
    expect([a > 90 && a <= 100, b > 90 && b <= 100]).toEqual([true, true])
    expect((await run(hpttl('hash', 'a')))[0]).toBeGreaterThan(90_000)
  })

  it('options keep fields from it', async () => {
    await run(hset('hash', { a: '1', b: '2' }))
    expect(await run(hexpire('hash', 100, 'a', { xx: true }))).toEqual([0])
    expect(await run(hexpire('hash', 100, 'a', { nx: true }))).toEqual([1])
    expect(await run(hexpire('hash', 50, 'a', { gt: true }))).toEqual([0])
    expect(await run(hexpire('hash', 50, 'a', { lt: true }))).toEqual([1])
  })

  it('hpersist takes the end away', async () => {
    await run(hset('hash', { a: '1', b: '2' }))
    await run(hexpire('hash', 100, 'a'))
    expect(await run(hpersist('hash', ['a', 'b', 'none']))).toEqual([1, -1, -2])
    expect(await run(httl('hash', 'a'))).toEqual([-1])
  })

  it('hgetdel reads and deletes', async () => {
    await run(hset('hash', { a: '1', b: '2' }))
    expect(await run(hgetdel('hash', ['a', 'none']))).toEqual(['1', null])
    expect(await run(hgetall('hash'))).toEqual({ b: '2' })
  })

  it('hgetex reads and changes the end', async () => {
    await run(hset('hash', { a: '1' }))
    expect(await run(hgetex('hash', ['a', 'none'], { exat: LATER }))).toEqual(['1', null])
    expect(await run(hexpiretime('hash', 'a'))).toEqual([LATER])
    expect(await run(hgetex('hash', 'a', { persist: true }))).toEqual(['1'])
    expect(await run(hgetex('hash', 'a'))).toEqual(['1'])
    expect(await run(hexpiretime('hash', 'a'))).toEqual([-1])
  })

  it('hsetex sets fields with their end', async () => {
    expect(await run(hsetex('hash', { a: '1', b: '2' }, { exat: LATER, fnx: true }))).toBe(1)
    expect(await run(hsetex('hash', { b: '3', c: '4' }, { fnx: true }))).toBe(0)
    expect(await run(hsetex('hash', [['a', 'x']], { fxx: true, keepttl: true }))).toBe(1)
    expect(await run(hgetall('hash'))).toEqual({ a: 'x', b: '2' })
    expect(await run(hexpiretime('hash', ['a', 'b']))).toEqual([LATER, LATER])
  })
})

describe('fields that end refuse', () => {
  it('empty lists', () => {
    expectRefused(() => hexpire('k', 1, []), 'HEXPIRE', 'fields')
    expectRefused(() => hpersist('k', []), 'HPERSIST', 'fields')
    expectRefused(() => hsetex('k', {}), 'HSETEX', 'fields')
  })

  it('options that are unknown or exclude each other', () => {
    expectRefused(() => hexpire('k', 1, SECRET, { nx: true, gt: true }), 'HEXPIRE', 'nx', 'gt')
    expectRefused(() => hgetex('k', SECRET, { ex: 1, persist: true }), 'HGETEX', 'ex', 'persist')
    expectRefused(() => hsetex('k', { [SECRET]: SECRET }, untyped({ nx: true })), 'HSETEX', 'nx', 'fnx')
  })

  it('values that are none', () => {
    expectRefused(() => hexpire('k', Number.NaN, SECRET), 'HEXPIRE', 'NaN')
    expectRefused(() => httl('k', untyped([[SECRET]])), 'HTTL', 'an array')
  })
})
