import { beforeEach, describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { bzmpop, bzpopmax, bzpopmin, zmpop, zpopmax, zpopmin } from './sorted-set-pops.js'
import { zadd } from './sorted-sets.js'

/** Short enough for a test that waits in vain. */
const SECONDS = 0.01
const A = { member: 'a', score: 1 }
const B = { member: 'b', score: 2.5 }
const C = { member: 'c', score: 3 }
const D = { member: 'd', score: Infinity }

const server = useServer()

describe.each(PROTOCOLS)('pops of sorted sets under RESP%i', protocol => {
  const { run } = server.connection(protocol)
  const other = server.connection(protocol)
  beforeEach(() => run(zadd('k', [A, B, C, D])))

  it('zpopmin and zpopmax take one, or a list with count', async () => {
    expect(await run(zpopmin('k'))).toEqual(A)
    expect(await run(zpopmax('k'))).toEqual(D)
    expect(await run(zpopmin('k', 1))).toEqual([B])
    expect(await run(zpopmax('k', 5))).toEqual([C])
    expect(await run(zpopmin('k'))).toBeNull()
    expect(await run(zpopmax('k'))).toBeNull()
    expect(await run(zpopmin('k', 2))).toEqual([])
    expect(await run(zpopmax('k', 2))).toEqual([])
  })

  it('zmpop', async () => {
    expect(await run(zmpop('k', 'MIN'))).toEqual({ key: 'k', members: [A] })
    expect(await run(zmpop(['none', 'k'], 'MAX', { count: 2 }))).toEqual({ key: 'k', members: [D, C] })
    expect(await run(zmpop(['none', 'nothing'], 'MAX'))).toBeNull()
  })

  it('bzpopmin, bzpopmax', async () => {
    expect(await run(bzpopmin('k', SECONDS))).toEqual({ key: 'k', ...A })
    expect(await run(bzpopmax(['none', 'k'], SECONDS))).toEqual({ key: 'k', ...D })
    expect(await run(bzpopmin('none', SECONDS))).toBeNull()
    expect(await run(bzpopmax(['none', 'nothing'], SECONDS))).toBeNull()
  })

  it('bzmpop', async () => {
    expect(await run(bzmpop(SECONDS, 'k', 'MAX'))).toEqual({ key: 'k', members: [D] })
    expect(await run(bzmpop(SECONDS, ['none', 'k'], 'MIN', { count: 9 }))).toEqual({ key: 'k', members: [A, B, C] })
    expect(await run(bzmpop(SECONDS, ['none', 'k'], 'MIN'))).toBeNull()
  })

  it('waits for a member without end where seconds are 0', async () => {
    const waiting = run(bzpopmin(['none', 'later'], 0))
    await other.run(zadd('later', B))
    expect(await waiting).toEqual({ key: 'later', ...B })
  })
})

describe('pops of sorted sets refuse', () => {
  it('empty lists of keys', () => {
    expectRefused(() => zmpop([], 'MIN'), 'ZMPOP', 'keys')
    expectRefused(() => bzmpop(1, [], 'MIN'), 'BZMPOP', 'keys')
    expectRefused(() => bzpopmin([], 1), 'BZPOPMIN', 'keys')
    expectRefused(() => bzpopmax([], 1), 'BZPOPMAX', 'keys')
  })

  it('options that there are not, and arguments of a wrong kind', () => {
    expectRefused(() => zmpop('k', 'MIN', untyped({ limit: 1 })), 'ZMPOP', 'limit', 'count')
    expectRefused(() => bzmpop(1, 'k', 'MIN', untyped([1])), 'BZMPOP', 'options', 'an array')
    expectRefused(() => zpopmin(SECRET, untyped(null)), 'ZPOPMIN', 'null')
    expectRefused(() => zpopmax(untyped([SECRET])), 'ZPOPMAX', 'an array')
    expectRefused(() => bzpopmin(SECRET, untyped(undefined)), 'BZPOPMIN', 'undefined')
    expectRefused(() => bzpopmax(untyped(null), 1), 'BZPOPMAX', 'null')
  })
})
