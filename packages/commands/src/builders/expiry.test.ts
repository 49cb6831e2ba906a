import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { expire, expireat, expiretime, persist, pexpire, pexpireat, pexpiretime, pttl, ttl } from './expiry.js'
import { set } from './strings.js'

const server = useServer()

/** The year 2100, in seconds. */
const FAR = 4_102_444_800

describe.each(PROTOCOLS)('expiry under RESP%i', protocol => {
  const { run } = server.connection(protocol)

  it('expire and pexpire count from now', async () => {
    await run(set('k', 'v'))
    expect(await run(expire('k', 1000))).toBe(1)
    expect(await run(ttl('k'))).toBeGreaterThan(900)
    expect(await run(ttl('k'))).toBeLessThanOrEqual(1000)
    expect(await run(pexpire('k', 2_000_000n))).toBe(1)
    expect(await run(pttl('k'))).toBeGreaterThan(1_900_000)
    expect(await run(expire('none', 1000))).toBe(0)
    expect(await run(pexpire('none', 1000))).toBe(0)
  })

  it('expireat and pexpireat name a time, and expiretime and pexpiretime tell it', async () => {
    await run(set('k', 'v'))
    expect(await run(expireat('k', FAR))).toBe(1)
    expect(await run(expiretime('k'))).toBe(FAR)
    expect(await run(pexpireat('k', FAR * 1000 + 5))).toBe(1)
    expect(await run(pexpiretime('k'))).toBe(FAR * 1000 + 5)
  })

  it('persist', async () => {
    await run(set('k', 'v', { ex: 1000 }))
    expect(await run(persist('k'))).toBe(1)
    expect(await run(persist('k'))).toBe(0)
  })

  it('-1 where a key has no end, -2 where there is no key', async () => {
    await run(set('k', 'v'))
    for (const read of [ttl, pttl, expiretime, pexpiretime]) {
      expect(await run(read('k'))).toBe(-1)
      expect(await run(read('none'))).toBe(-2)
    }
  })

  it.each([
    { name: 'expire', build: expire, soon: 100, late: 1000 },
    { name: 'pexpire', build: pexpire, soon: 100_000, late: 1_000_000 },
    { name: 'expireat', build: expireat, soon: FAR, late: FAR + 1 },
    { name: 'pexpireat', build: pexpireat, soon: FAR * 1000, late: FAR * 1000 + 1 },
  ])('$name takes nx, xx, gt and lt', async ({ build, soon, late }) => {
    await run(set('k', 'v'))
    expect(await run(build('k', soon, { xx: true }))).toBe(0)
    expect(await run(build('k', soon, { nx: true }))).toBe(1)
    expect(await run(build('k', late, { nx: true }))).toBe(0)
    expect(await run(build('k', late, { lt: true }))).toBe(0)
    expect(await run(build('k', late, { gt: true }))).toBe(1)
    expect(await run(build('k', soon, { lt: true }))).toBe(1)
    expect(await run(build('k', late, { xx: true }))).toBe(1)
    expect(await run(build('k', soon, { nx: false }))).toBe(1)
  })
})

describe('expiry refuses', () => {
  it('options that are not known, or exclude each other', () => {
    for (const build of [expire, expireat, pexpire, pexpireat]) {
      const name = build.name.toUpperCase()
      expectRefused(() => build(SECRET, 1, { nx: true, gt: true }), name, 'nx and gt')
      expectRefused(() => build(SECRET, 1, untyped({ ifexists: true })), name, 'ifexists')
      expectRefused(() => build(SECRET, 1, untyped('NX')), name, 'options')
      expectRefused(() => build(SECRET, 1, untyped({ nx: 'yes' })), name, 'nx', 'a string')
    }
  })

  it('times that are none', () => {
    expectRefused(() => expire(SECRET, Number.NaN), 'EXPIRE', 'NaN')
    expectRefused(() => pexpireat(SECRET, untyped(new Date())), 'PEXPIREAT', 'an object')
  })
})
