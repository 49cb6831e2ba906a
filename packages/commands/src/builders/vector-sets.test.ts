import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { serverOf } from '../../test/flavour.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { vlinks, vsim } from './vector-search.js'
import { vadd, vcard, vdim, vemb, vgetattr, vinfo, vismember, vrandmember, vrem, vsetattr } from './vector-sets.js'

const server = await serverOf('redis-8.0')

describe.skipIf(server === undefined).each(PROTOCOLS)('vector sets under RESP%i', protocol => {
  const { run } = useServer({ server: server ?? {} }).connection(protocol)

  /** Names that are numbers come first in a record, whatever their score. */
  const fill = async () => {
    expect(await run(vadd('v', [1, 0, 0], 'x', { noquant: true }))).toBe(1)
    expect(await run(vadd('v', [0.8, 0.2, 0], '7', { noquant: true }))).toBe(1)
    expect(await run(vadd('v', [0, 1, 0], 'y', { noquant: true, setattr: '{"up":true}', ef: 100, m: 16 }))).toBe(1)
  }

  it('vadd, vrem, vcard, vdim, vismember', async () => {
    await fill()
    expect(await run(vadd('v', Buffer.from(new Float32Array([1, 0, 0]).buffer), 'x', { noquant: true }))).toBe(0)
    expect(await run(vcard('v'))).toBe(3)
    expect(await run(vdim('v'))).toBe(3)
    expect(await run(vismember('v', 'x'))).toBe(1)
    expect(await run(vismember('v', 'none'))).toBe(0)
    expect(await run(vrem('v', 'x'))).toBe(1)
    expect(await run(vrem('v', 'x'))).toBe(0)
    expect(await run(vcard('none'))).toBe(0)
  })

  it('vemb, vinfo', async () => {
    await fill()
    expect(await run(vemb('v', 'y'))).toEqual([0, 1, 0])
    expect(await run(vemb('v', 'none'))).toBeNull()
    expect(await run(vinfo('v'))).toMatchObject({ 'vector-dim': 3, size: 3, 'quant-type': 'f32' })
    expect(await run(vinfo('none'))).toBeNull()
  })

  it('vgetattr, vsetattr', async () => {
    await fill()
    expect(await run(vgetattr('v', 'y'))).toBe('{"up":true}')
    expect(await run(vgetattr('v', 'x'))).toBeNull()
    expect(await run(vsetattr('v', 'x', '{}'))).toBe(1)
    expect(await run(vsetattr('v', 'none', '{}'))).toBe(0)
    expect(await run(vgetattr('v', 'x'))).toBe('{}')
  })

  it('vsim finds what is near, the nearest first', async () => {
    await fill()
    expect(await run(vsim('v', 'x'))).toEqual(['x', '7', 'y'])
    expect(await run(vsim('v', [0, 1, 0], { count: 1, truth: true }))).toEqual(['y'])
    expect(await run(vsim('v', 'x', { filter: '.up == 1', filterEf: 100 }))).toEqual(['y'])
    const [first, second, third] = (await run(vsim('v', 'x', { withscores: true }))) as {
      element: string
      score: number
    }[]
    expect([first, second?.element, third]).toEqual([
      { element: 'x', score: 1 },
      '7',
      { element: 'y', score: expect.closeTo(0.5, 5) },
    ])
  })

  it('vlinks, vrandmember', async () => {
    await fill()
    // The last layer is the one that all elements are in.
    const links = ((await run(vlinks('v', 'x'))) as string[][]).at(-1) ?? []
    expect(links.sort((a, b) => (a < b ? -1 : 1))).toEqual(['7', 'y'])
    const scored = (await run(vlinks('v', 'x', { withscores: true }))) as { element: string }[][]
    expect(scored.at(-1)).toMatchObject([{ element: '7' }, { element: 'y' }])
    expect(await run(vlinks('v', 'none'))).toBeNull()
    expect(['x', 'y', '7']).toContain(await run(vrandmember('v')))
    expect(await run(vrandmember('v', 3))).toHaveLength(3)
    expect(await run(vrandmember('none'))).toBeNull()
  })
})

describe.skipIf(server === undefined).each(PROTOCOLS)('vectors as the server keeps them under RESP%i', protocol => {
  const { run } = useServer({ server: server ?? {} }).connection(protocol)

  it('vemb with raw', async () => {
    await run(vadd('f', [3, 4], 'x', { noquant: true }))
    const data = Buffer.alloc(8)
    data.writeFloatLE(0.6, 0)
    data.writeFloatLE(0.8, 4)
    expect(await run(vemb('f', 'x', { raw: true }))).toEqual({ quantization: 'f32', data, norm: 5 })
    await run(vadd('q', [1, 0], 'x', { q8: true }))
    expect(await run(vemb('q', 'x', { raw: true }))).toEqual({
      quantization: 'int8',
      data: Buffer.from([127, 0]),
      norm: 1,
      range: 1,
    })
    expect(await run(vemb('q', 'none', { raw: true }))).toBeNull()
    expect(await run(vemb('q', 'x', { raw: false }))).toEqual([1, 0])
  })
})

describe('vsim with attributes', () => {
  it('reads what both protocols answer', () => {
    const one = vsim('k', 'x', { withattribs: true })
    expect(one.args).toEqual(['k', 'ELE', 'x', 'WITHATTRIBS'])
    const attributed = [
      { element: 'a', attributes: '{}' },
      { element: 'b', attributes: null },
    ]
    expect(one.read?.(['a', '{}', 'b', null])).toEqual(attributed)
    expect(one.read?.({ a: '{}', b: null })).toEqual(attributed)
    const both = vsim('k', [1], { withscores: true, withattribs: true })
    const scored = [
      { element: 'b', score: 1, attributes: null },
      { element: '1', score: 0.5, attributes: '{}' },
    ]
    expect(both.read?.(['b', '1', null, '1', '0.5', '{}'])).toEqual(scored)
    expect(both.read?.({ 1: [0.5, '{}'], b: [1, null] })).toEqual(scored)
  })
})

describe('vector sets refuse', () => {
  it('what is no vector', () => {
    expectRefused(() => vadd('k', untyped(SECRET), 'e'), 'VADD', 'vector')
    expectRefused(() => vsim('k', untyped({ a: SECRET })), 'VSIM', 'an object')
    expectRefused(() => vadd('k', untyped([1, null]), 'e'), 'VADD', 'null')
  })

  it('options that are unknown or exclude each other', () => {
    expectRefused(() => vadd('k', [1], SECRET, { q8: true, bin: true }), 'VADD', 'q8', 'bin')
    expectRefused(() => vsim('k', SECRET, untyped({ scores: true })), 'VSIM', 'scores', 'withscores')
  })
})
