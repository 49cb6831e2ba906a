import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { pfadd, pfcount, pfmerge } from './hyperloglog.js'

const server = useServer()

describe.each(PROTOCOLS)('hyperloglog under RESP%i', protocol => {
  const { run } = server.connection(protocol)

  it('pfadd tells whether the count has changed', async () => {
    expect(await run(pfadd('a', ['x', 'y', 3]))).toBe(1)
    expect(await run(pfadd('a', 'x'))).toBe(0)
    expect(await run(pfadd('empty'))).toBe(1)
    expect(await run(pfadd('empty'))).toBe(0)
  })

  it('pfcount counts each element once, of one key or of several', async () => {
    await run(pfadd('a', ['x', 'y', 'z']))
    await run(pfadd('b', ['z', 'w']))
    expect(await run(pfcount('a'))).toBe(3)
    expect(await run(pfcount(['a', 'b', 'none']))).toBe(4)
    expect(await run(pfcount('none'))).toBe(0)
  })

  it('pfmerge', async () => {
    await run(pfadd('a', ['x', 'y', 'z']))
    await run(pfadd('b', ['z', 'w']))
    expect(await run(pfmerge('to', ['a', 'b']))).toBe('OK')
    expect(await run(pfcount('to'))).toBe(4)
    expect(await run(pfmerge('b', 'a'))).toBe('OK')
    expect(await run(pfcount('b'))).toBe(4)
  })
})

describe('hyperloglog refuses', () => {
  it('empty lists', () => {
    expectRefused(() => pfadd('k', []), 'PFADD', 'elements')
    expectRefused(() => pfcount([]), 'PFCOUNT', 'keys')
    expectRefused(() => pfmerge('k', []), 'PFMERGE', 'sources')
  })

  it('elements and keys that are no text, number or bytes', () => {
    expectRefused(() => pfadd('k', untyped([SECRET, {}])), 'PFADD', 'an object')
    expectRefused(() => pfcount(untyped(null)), 'PFCOUNT', 'null')
    expectRefused(() => pfmerge('k', untyped(undefined)), 'PFMERGE', 'undefined')
  })
})
