import clusterKeySlot from 'cluster-key-slot'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crc16 } from './crc16.js'
import type { Key } from './key.js'
import { keySlot } from './key-slot.js'

/** Keys as people write them: all of Unicode, with many braces, well formed. */
const text = fc.string({
  unit: fc.oneof(fc.constantFrom('{', '}', 'a', 'b'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })),
})
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 64 }),
  fc.array(fc.constantFrom(0x7b, 0x7d, 0x61, 0xff), { maxLength: 12 }).map(codes => Uint8Array.from(codes)),
)

/** What the reference gets wrong: a first tag that is empty does not end its search for a `}`. */
const misjudged = (key: string): boolean => {
  const open = key.indexOf('{')
  const isEmpty = open !== -1 && key[open + 1] === '}'
  return isEmpty && key.indexOf('}', open + 2) !== -1
}

describe('keySlot', () => {
  it('computes the CRC that the cluster specification gives as a check', () => {
    expect(crc16(new TextEncoder().encode('123456789'))).toBe(0x31c3)
  })

  // Told by CLUSTER KEYSLOT of a server.
  it.each([
    ['', 0],
    ['foo', 12182],
    ['bar', 5061],
    ['{foo}bar', 12182],
    ['a{foo}bar{baz}', 12182],
    ['foo{}{bar}', 8363],
    ['{}a}', 4370],
    ['foo{{bar}}zap', 4015],
    ['foo{bar', 15278],
    ['}{foo}', 12182],
    ['naïve', 2847],
    ['{ключ}:1', 10303],
    ['\u{1f600}', 2959],
  ])('puts %j into slot %i', (key, slot) => {
    expect(keySlot(key)).toBe(slot)
    expect(keySlot(new TextEncoder().encode(key))).toBe(slot)
  })

  it('agrees with cluster-key-slot but for the keys that it is known to misjudge', () => {
    fc.assert(
      fc.property(text, key => {
        fc.pre(!misjudged(key))
        expect(keySlot(key)).toBe(clusterKeySlot(key))
      }),
      { numRuns: 5000 },
    )
    fc.assert(
      fc.property(bytes, key => {
        fc.pre(!misjudged(Buffer.from(key).toString('latin1')))
        expect(keySlot(key)).toBe(clusterKeySlot(Buffer.from(key)))
      }),
      { numRuns: 5000 },
    )
  })

  it('differs from cluster-key-slot exactly where the server does', () => {
    expect([keySlot('foo{}{bar}'), clusterKeySlot('foo{}{bar}')]).toEqual([8363, 4015])
    expect([keySlot('{}a}'), clusterKeySlot('{}a}')]).toEqual([4370, 15495])
    // It also hashes a lone surrogate as three bytes that no client sends: in its place, U+FFFD goes out.
    expect([keySlot('\ud800'), keySlot(Buffer.from('\ud800')), clusterKeySlot('\ud800')]).toEqual([13381, 13381, 11926])
  })

  it('hashes a string as the bytes that are sent for it, lone surrogates included', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.oneof(fc.constantFrom('{', '}', '\ud800', '\udc00', 'é', 'x'), text) }), key => {
        expect(keySlot(key)).toBe(keySlot(Buffer.from(key)))
      }),
      { numRuns: 5000 },
    )
  })

  it('does not care how a string came about', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(keySlot(a + b)).toBe(keySlot([...a, ...b].join('')))
        expect(keySlot(`${'x'.repeat(20)}${a}`.slice(20))).toBe(keySlot(a))
      }),
    )
  })

  it('hashes numbers as their decimal digits', () => {
    expect(keySlot(42)).toBe(keySlot('42'))
    expect(keySlot(-1.5)).toBe(keySlot('-1.5'))
    expect(keySlot(2n ** 70n)).toBe(keySlot('1180591620717411303424'))
  })

  it.each([
    [undefined, 'undefined'],
    [null, 'null'],
    [['a'], 'an array'],
    [{ secret: 1 }, 'object'],
    [Number.NaN, 'NaN'],
    [true, 'boolean'],
    [Symbol('a'), 'symbol'],
  ])('refuses %s and names its kind', (key, kind) => {
    expect(() => keySlot(key as unknown as Key)).toThrow(
      new TypeError(`A key must be a string, number, bigint or Uint8Array, but is ${kind}.`),
    )
  })
})
