import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { blmove, blmpop, blpop, brpop, brpoplpush } from './blocking-lists.js'
import { lrange, rpush } from './lists.js'

/** Short enough for a test that waits in vain. */
const SECONDS = 0.01

const server = useServer()

describe.each(PROTOCOLS)('blocking lists under RESP%i', protocol => {
  const { run } = server.connection(protocol)
  const other = server.connection(protocol)

  it('blpop, brpop', async () => {
    await run(rpush('list', ['a', 'b', 'c']))
    expect(await run(blpop('list', SECONDS))).toEqual({ key: 'list', element: 'a' })
    expect(await run(brpop(['none', 'list'], SECONDS))).toEqual({ key: 'list', element: 'c' })
    expect(await run(blpop(['none', 'nothing'], SECONDS))).toBeNull()
    expect(await run(brpop('none', SECONDS))).toBeNull()
  })

  it('waits for an element without end where seconds are 0', async () => {
    const waiting = run(blpop(['none', 'list'], 0))
    await other.run(rpush('list', 'a'))
    expect(await waiting).toEqual({ key: 'list', element: 'a' })
  })

  it('blmove, brpoplpush', async () => {
    await run(rpush('from', ['a', 'b', 'c']))
    expect(await run(blmove('from', 'to', 'LEFT', 'RIGHT', SECONDS))).toBe('a')
    expect(await run(brpoplpush('from', 'to', 1))).toBe('c')
    expect(await run(lrange('to', 0, -1))).toEqual(['c', 'a'])
    expect(await run(blmove('none', 'to', 'LEFT', 'RIGHT', SECONDS))).toBeNull()
    expect(await run(brpoplpush('none', 'to', SECONDS))).toBeNull()
  })

  it('blmpop', async () => {
    await run(rpush('list', ['a', 'b', 'c']))
    expect(await run(blmpop(SECONDS, 'list', 'LEFT'))).toEqual({ key: 'list', elements: ['a'] })
    expect(await run(blmpop(SECONDS, ['none', 'list'], 'RIGHT', { count: 9 }))).toEqual({
      key: 'list',
      elements: ['c', 'b'],
    })
    expect(await run(blmpop(SECONDS, ['none', 'list'], 'LEFT'))).toBeNull()
  })
})

describe('blocking lists refuse', () => {
  it('empty lists of keys', () => {
    expectRefused(() => blpop([], 1), 'BLPOP', 'keys')
    expectRefused(() => brpop([], 1), 'BRPOP', 'keys')
    expectRefused(() => blmpop(1, [], 'LEFT'), 'BLMPOP', 'keys')
  })

  it('options that there are not, and arguments of a wrong kind', () => {
    expectRefused(() => blmpop(1, 'k', 'LEFT', untyped({ limit: 1 })), 'BLMPOP', 'limit', 'count')
    expectRefused(() => blpop(SECRET, untyped(null)), 'BLPOP', 'null')
    expectRefused(() => blmove(SECRET, 'k', 'LEFT', 'RIGHT', untyped(undefined)), 'BLMOVE', 'undefined')
    expectRefused(() => brpoplpush(untyped([SECRET]), 'k', 1), 'BRPOPLPUSH', 'an array')
  })
})
