import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { serverOf } from '../../test/flavour.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { delifeq, msetex } from './conditional-strings.js'
import { expiretime } from './expiry.js'
import { get, mget, set } from './strings.js'

const server = await serverOf('valkey-9.1')

/** In a year that no test sees. */
const LATER = 4102444800

describe.skipIf(server === undefined).each(PROTOCOLS)('strings on a condition under RESP%i', protocol => {
  const { run } = useServer({ server: server ?? {} }).connection(protocol)

  it('delifeq deletes what is as expected', async () => {
    await run(set('k', 'v'))
    expect(await run(delifeq('k', 'other'))).toBe(0)
    expect(await run(delifeq('k', 'v'))).toBe(1)
    expect(await run(get('k'))).toBeNull()
  })

  it('set with ifeq sets what is as expected', async () => {
    await run(set('k', 'v'))
    expect(await run(set('k', 'w', { ifeq: 'other' }))).toBeNull()
    expect(await run(set('k', 'w', { ifeq: 'v' }))).toBe('OK')
    expect(await run(set('k', 'x', { ifeq: 'w', get: true }))).toBe('w')
  })

  it('msetex sets all or none, with an end', async () => {
    expect(await run(msetex({ a: '1', b: '2' }, { nx: true, exat: LATER }))).toBe(1)
    expect(
      await run(
        msetex(
          new Map([
            ['b', '3'],
            ['c', '4'],
          ]),
          { nx: true },
        ),
      ),
    ).toBe(0)
    expect(await run(mget(['a', 'b', 'c']))).toEqual(['1', '2', null])
    expect(await run(msetex([['a', '5']], { xx: true, keepttl: true }))).toBe(1)
    expect(await run(expiretime('a'))).toBe(LATER)
  })
})

describe('strings on a condition refuse', () => {
  it('no pairs, and options that exclude each other', () => {
    expectRefused(() => msetex({}), 'MSETEX', 'keys')
    expectRefused(() => msetex({ k: SECRET }, { nx: true, xx: true }), 'MSETEX', 'nx', 'xx')
    expectRefused(() => msetex({ k: SECRET }, untyped({ fnx: true })), 'MSETEX', 'fnx')
    expectRefused(() => delifeq('k', untyped(null)), 'DELIFEQ', 'null')
  })
})
