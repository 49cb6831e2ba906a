import { ConfigError } from '@rc/errors'
import { describe, expect, it } from 'vitest'
import { SLOT_COUNT } from './key.js'
import { keySlot } from './key-slot.js'
import { tagForSlot } from './tag-for-slot.js'

describe('tagForSlot', () => {
  it('gives a short tag for every slot, in whichever order they are asked for', () => {
    const downwards = new Map<number, string>()
    for (let slot = SLOT_COUNT - 1; slot >= 0; slot--) downwards.set(slot, tagForSlot(slot))
    for (let slot = 0; slot < SLOT_COUNT; slot++) {
      const tag = tagForSlot(slot)
      expect(tag).toMatch(/^[0-9a-z]{1,4}$/)
      expect(keySlot(tag)).toBe(slot)
      expect(keySlot(`key{${tag}}`)).toBe(slot)
      expect(tag).toBe(downwards.get(slot))
    }
  })

  it('gives the same tags for ever: they may be part of stored keys', () => {
    expect([0, 1, 7000, 16383].map(tagForSlot)).toEqual(['1bz', 'emj', 'dyu', 'hia'])
  })

  it.each([-1, SLOT_COUNT, 1.5, Number.NaN, '7' as unknown as number])('refuses %s', slot => {
    expect(() => tagForSlot(slot)).toThrow(ConfigError)
  })
})
