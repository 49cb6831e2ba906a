import { DEL, type CommandSpec, MGET, RENAME } from '@rc/commands'
import { describe, expect, it } from 'vitest'
import type { Keyspace } from './keyspace.js'
import { plan } from './plan.js'
import { transactionSlot } from './transaction-slot.js'
import type { CallOptions } from './call-options.js'

/** A key lives where its first digit says. */
const keyspace: Keyspace = {
  slotOf: key => Number(String(key)[0]),
  words: { places: 'drawers', together: 'Begin them with one digit' },
}
const of = (spec: CommandSpec, ...args: string[]) => ({ spec, args, read: undefined })

describe('a keyspace of one’s own', () => {
  it('says where commands go and how they are split', () => {
    expect(plan(of(RENAME, '3a', '3b'), 'split', { keyspace })).toEqual({ kind: 'slot', slot: 3 })
    expect(plan(of(DEL, '1a', '2b', '1c'), 'split', { keyspace })).toMatchObject({
      kind: 'split',
      parts: [
        { slot: 1, keys: [0, 2] },
        { slot: 2, keys: [1] },
      ],
    })
  })

  it('and speaks of its places in its own words', () => {
    const words = 'live in different drawers; it was not sent. Begin them with one digit'
    expect(() => plan(of(RENAME, '3a', '4b'), 'split', { keyspace })).toThrow(words)
    expect(() => plan(of(MGET, '3a', '4b'), 'refuse', { keyspace })).toThrow(words)
    const options = { own: undefined, slot: undefined } as CallOptions
    expect(transactionSlot([of(DEL, '3a'), of(DEL, '3b')], options, keyspace)).toBe(3)
    expect(() => transactionSlot([of(DEL, '3a'), of(DEL, '4b')], options, keyspace)).toThrow(
      'live in different drawers, and what runs as one has all its keys in one place; nothing was sent. Begin them',
    )
  })
})
