import { ConfigError } from '@rc/errors'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Position } from './position.js'
import { seal, unseal } from './seal.js'
import { SlotSet } from './slot-set.js'
import { pack, type Resumed, unpack } from './token.js'

const slots = fc.uniqueArray(fc.nat(16383), { maxLength: 40 }).map(list => SlotSet.of(list))
const id = fc.stringMatching(/^[0-9a-f]{40}$/)
const epoch = fc.nat(1_000_000)
const position: fc.Arbitrary<Position> = fc.record({
  done: slots,
  crossings: fc.array(fc.record({ from: id, epoch, to: id, slots }), { maxLength: 3 }),
  pass: fc.option(
    fc.record({
      node: id,
      run: fc.option(id, { nil: undefined }),
      epoch,
      owned: slots,
      leaving: fc.array(fc.tuple(id, slots), { maxLength: 2 }).map(pairs => new Map(pairs)),
      arriving: slots,
      cursor: fc.option(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String), { nil: undefined }),
    }),
    { nil: undefined },
  ),
})
const resumed: fc.Arbitrary<Resumed> = fc.record({
  position,
  query: fc.record({
    match: fc.option(
      fc.uint8Array({ maxLength: 30 }).map(bytes => Buffer.from(bytes)),
      { nil: undefined },
    ),
    type: fc.option(fc.string(), { nil: undefined }),
    count: fc.integer({ min: 1 }),
  }),
})

const toToken = (given: Resumed): string => seal(pack(given))
const fromToken = (token: string): Resumed => unpack(unseal(token))

/** Sets as what is in them, so that they compare. */
const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, one: unknown) =>
      one instanceof SlotSet ? one.ranges() : one instanceof Map ? [...(one as Map<unknown, unknown>)] : one,
    ),
  )

describe('a token', () => {
  it('says all of a position', () => {
    fc.assert(
      fc.property(resumed, given => {
        const token = toToken(given)
        expect(token).toMatch(/^[\w-]+$/)
        expect(plain(fromToken(token))).toEqual(plain(given))
      }),
    )
  })

  it('is short', () => {
    const done = SlotSet.ofRanges([{ from: 0, to: 5460 }])
    const owned = SlotSet.ofRanges([{ from: 5461, to: 10922 }])
    const pass = { run: '1a0beab7d7258a2899f5668561bc3fae362675f6', epoch: 7, owned, arriving: SlotSet.none }
    const whole = { ...pass, node: 'eb3315a2d1557265b42ffd018219951fd2fa9142', leaving: new Map(), cursor: '123456' }
    const query = { match: Buffer.from('user:*'), type: 'hash', count: 1000 }
    expect(toToken({ query, position: { done, crossings: [], pass: whole } }).length).toBeLessThan(240)
  })

  it('that was changed, cut off or made up is refused', () => {
    fc.assert(
      fc.property(resumed, fc.nat(), fc.constantFrom(...'abcXYZ019_-'), (given, at, letter) => {
        const token = toToken(given)
        const place = at % token.length
        const changed = token.slice(0, place) + letter + token.slice(place + 1)
        fc.pre(changed !== token)
        expect(() => fromToken(changed)).toThrow(ConfigError)
        expect(() => fromToken(token.slice(0, place))).toThrow(ConfigError)
        expect(() => fromToken(`${token}${letter}`)).toThrow(ConfigError)
      }),
    )
    for (const text of ['0', 'AAAA', '1234', 'a b', '{}', '__proto__'])
      expect(() => fromToken(text)).toThrow('no token')
  })

  it('that is sealed, but says what no scan does, is refused', () => {
    const pass = { n: 'a', e: 1, o: '', l: [], a: '' }
    expect(() => fromToken(seal({ v: 1, c: 1, d: '', p: { ...pass, c: '18446744073709551615' } }))).not.toThrow()
    for (const packed of [
      { v: 1, c: 0 },
      { v: 1, c: 1, t: 1 },
      { v: 1, c: 1, d: 'x' },
      { v: 1, c: 1, d: '', p: { n: 1 } },
      { v: 1, c: 1, d: '', p: { ...pass, c: 'x' } },
      { v: 1, c: 1, d: '', p: { ...pass, c: '' } },
      { v: 1, c: 1, d: '', p: { ...pass, e: 0.5 } },
      { v: 1, c: 1.5 },
    ])
      expect(() => fromToken(seal(packed as never))).toThrow('no token')
    expect(() => unseal(seal({ v: 2, c: 1 } as never))).toThrow('no token')
  })

  it('of a scan that has not begun says what is looked for, and so where', () => {
    const { query, position } = fromToken(seal({ v: 1, c: 10, m: Buffer.from('{a}*').toString('base64url') }))
    expect(query).toEqual({ match: Buffer.from('{a}*'), type: undefined, count: 10 })
    expect(position.done.size).toBe(16383)
  })
})
