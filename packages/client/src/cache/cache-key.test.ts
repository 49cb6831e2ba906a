import { get, hget, lrange, type Command } from '@rc/commands'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandId, idOfKey, keyName } from './cache-key.js'

const id = (command: Command<unknown>, asBytes = false): string => commandId(command, asBytes)

describe('keyName', () => {
  it('is what a server would be read as, whatever the key is made of', () => {
    expect(keyName('a')).toBe('a')
    expect(keyName(12n)).toBe('12')
    expect(keyName(-Infinity)).toBe('-inf')
    expect(keyName(Buffer.from('grün'))).toBe('grün')
    expect(keyName(Buffer.from([0x6b, 0xff]))).toBe('k\ufffd')
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 }), units => {
        const key = String.fromCharCode(...units)
        expect(keyName(key)).toBe(Buffer.from(key).toString())
        expect(keyName(new Uint8Array(Buffer.from(key)))).toBe(Buffer.from(key).toString())
      }),
    )
  })
})

describe('commandId', () => {
  it('is one for one question, in whatever form its key and arguments are given', () => {
    expect(id(get('k'))).toBe(id(get(Buffer.from('k'))))
    expect(id(get('k'))).toBe(idOfKey('GET', 'other', false))
    expect(id(hget('h', 11))).toBe(id(hget('h', '11')))
  })

  it('differs where a reply may', () => {
    const ids = [
      id(get('k')),
      id(get('k'), true),
      id(get(Buffer.from([0xff]))),
      id(get(Buffer.from([0xfe]))),
      id(hget('h', '1')),
      id(hget('h', '11')),
      id(hget('h', Buffer.from('1'))),
      id(hget('h', Buffer.from([0xff]))),
      id(lrange('l', 1, 11)),
      id(lrange('l', 11, 1)),
      id(lrange('l', 1, 1)),
    ]
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('tells lists of arguments apart, however they are cut', () => {
    const lists = fc.array(fc.string({ unit: fc.constantFrom('1', ':', ' ', '=', 'x') }), {
      minLength: 1,
      maxLength: 4,
    })
    const spec = get('k').spec
    fc.assert(
      fc.property(lists, lists, (a, b) => {
        const [one, two] = [a, b].map(args => id({ spec, args: ['k', ...args], read: undefined }))
        expect(one === two).toBe(JSON.stringify(a) === JSON.stringify(b))
      }),
    )
  })
})
