import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { hashTag } from './hash-tag.js'
import type { Key } from './key.js'
import { keySlot } from './key-slot.js'

describe('hashTag', () => {
  it.each([
    ['user', 'user'],
    ['{user}:1', 'user'],
    ['a{b}c{d}', 'b'],
    ['a{{b}}', '{b'],
    ['a{}b{c}', 'a{}b{c}'],
    ['a{b', 'a{b'],
    ['}a{', '}a{'],
    ['{}', '{}'],
    ['', ''],
  ])('of %j is %j', (key, tag) => {
    expect(hashTag(key)).toBe(tag)
    expect(Buffer.from(hashTag(Buffer.from(key))).toString()).toBe(tag)
  })

  it('is the part that decides upon the slot', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', 'a', 'é') }), key => {
        // A part without braces of its own is hashed whole.
        const tag = hashTag(key)
        if (!tag.includes('}')) expect(keySlot(tag)).toBe(keySlot(key))
      }),
    )
  })

  it('gives the same kind as the key, and bytes without copying them', () => {
    const key = Buffer.from('{tag}')
    const tag = hashTag(key)
    expect(tag.buffer).toBe(key.buffer)
    expect(hashTag(12)).toBe('12')
    expectTypeOf(hashTag('a')).toEqualTypeOf<string>()
    expectTypeOf(hashTag(1n)).toEqualTypeOf<string>()
    expectTypeOf(hashTag(new Uint8Array())).toEqualTypeOf<Uint8Array>()
    expectTypeOf(hashTag('a' as Key)).toEqualTypeOf<string | Uint8Array>()
  })

  it('refuses what is no key', () => {
    expect(() => hashTag(null as unknown as string)).toThrow(TypeError)
  })
})
