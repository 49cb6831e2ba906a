import { assert, constantFrom, property, string, uint8Array } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keySlot } from './key-slot.js'
import { siblingKey } from './sibling-key.js'

describe('siblingKey', () => {
  it.each([
    ['a{tag}b', 'a{tag}b:tmp'],
    ['foo', '{foo}:tmp'],
    ['a{b', '{a{b}:tmp'],
    [42, '{42}:tmp'],
    [2n ** 60n, '{1152921504606846976}:tmp'],
    ['a}b', `{4w2}a}b:tmp`],
    ['foo{}{bar}', '{3ij}foo{}{bar}:tmp'],
    ['', '{1bz}:tmp'],
  ])('of %s is %s', (key, sibling) => {
    expect(siblingKey(key, ':tmp')).toBe(sibling)
    expect(keySlot(sibling)).toBe(keySlot(key))
  })

  it('of bytes is bytes', () => {
    const sibling = siblingKey(Uint8Array.of(0xff, 0x7b, 0x31, 0x7d), '!') as Uint8Array
    expect(keySlot(sibling)).toBe(keySlot('1'))
    expect(sibling.slice(-5)).toEqual(Uint8Array.of(0xff, 0x7b, 0x31, 0x7d, 0x21))
  })

  it('is in the slot of its key, whatever the two are made of', () => {
    const pieces = string({ unit: constantFrom('{', '}', 'a', 'é', '{}') })
    for (const keys of [string({ unit: 'binary' }), pieces, uint8Array({ max: 0x7e, min: 0x7a }), uint8Array()]) {
      assert(
        property(keys, pieces, (key, suffix) => {
          expect(keySlot(siblingKey(key, suffix))).toBe(keySlot(key))
        }),
      )
    }
  })

  it('refuses what is no key', () => {
    expect(() => siblingKey(null as unknown as string, ':tmp')).toThrow(TypeError)
    expect(() => siblingKey(Number.NaN, ':tmp')).toThrow(TypeError)
  })
})
