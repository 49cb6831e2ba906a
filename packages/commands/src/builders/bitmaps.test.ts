import { describe, expect, it } from 'vitest'
import { expectRefused, SECRET, untyped } from '../../test/bad-input.js'
import { PROTOCOLS, useServer } from '../../test/server.js'
import { bitcount, bitop, bitpos, getbit, setbit } from './bitmaps.js'
import { getrange, mset, set } from './strings.js'

const server = useServer()

describe.each(PROTOCOLS)('bitmaps under RESP%i', protocol => {
  const { run } = server.connection(protocol)
  const bytes = server.connection(protocol, { bytes: true })

  it('setbit, getbit', async () => {
    expect(await run(setbit('k', 7, 1))).toBe(0)
    expect(await run(setbit('k', 7, 0))).toBe(1)
    expect(await run(setbit('k', 6, 1))).toBe(0)
    expect(await run(getbit('k', 6))).toBe(1)
    expect(await run(getbit('k', 7))).toBe(0)
    expect(await run(getbit('k', 1000))).toBe(0)
    await expect(run(setbit('k', -1, 1))).rejects.toThrow('bit offset')
  })

  it('bitcount counts all, or a part by bytes or bits', async () => {
    await run(set('k', 'foobar'))
    expect(await run(bitcount('k'))).toBe(26)
    expect(await run(bitcount('none'))).toBe(0)
    expect(await run(bitcount('k', {}))).toBe(26)
    expect(await run(bitcount('k', { start: 0, end: 0 }))).toBe(4)
    expect(await run(bitcount('k', { start: 1, end: 1, byte: true }))).toBe(6)
    expect(await run(bitcount('k', { start: 5, end: 30, bit: true }))).toBe(17)
    expect(await run(bitcount('k', { start: -1, bit: false }))).toBe(4)
    expect(await run(bitcount('k', { start: -8, bit: true }))).toBe(4)
  })

  it('bitpos finds the first bit, also in a part', async () => {
    await run(set('k', Buffer.from([0xff, 0xf0, 0x00])))
    expect(await run(bitpos('k', 0))).toBe(12)
    expect(await run(bitpos('k', 1))).toBe(0)
    expect(await run(bitpos('k', 1, { start: 2 }))).toBe(-1)
    expect(await run(bitpos('k', 0, { start: 2, end: -1 }))).toBe(16)
    expect(await run(bitpos('k', 1, { start: 1, end: 1, byte: true }))).toBe(8)
    expect(await run(bitpos('k', 0, { start: 7, end: 15, bit: true }))).toBe(12)
    await run(set('ones', Buffer.from([0xff])))
    expect(await run(bitpos('ones', 0))).toBe(8)
    expect(await run(bitpos('ones', 0, { start: 0, end: -1 }))).toBe(-1)
  })

  it('bitop', async () => {
    await run(mset({ a: Buffer.from([0b1100]), b: Buffer.from([0b1010]) }))
    for (const [operation, expected] of [
      ['AND', 0b1000],
      ['OR', 0b1110],
      ['XOR', 0b0110],
    ] as const) {
      expect(await run(bitop(operation, 'to', ['a', 'b']))).toBe(1)
      expect(await bytes.run(getrange('to', 0, -1))).toEqual(Buffer.from([expected]))
    }
    expect(await run(bitop('NOT', 'to', 'a'))).toBe(1)
    expect(await bytes.run(getrange('to', 0, -1))).toEqual(Buffer.from([0b11110011]))
    expect(await run(bitop('AND', 'to', 'none'))).toBe(0)
  })
})

describe('bitmaps refuse', () => {
  it('empty lists of keys, and more than one key for NOT', () => {
    expectRefused(() => bitop('AND', 'to', []), 'BITOP', 'keys')
    expectRefused(() => bitop('NOT', 'to', [SECRET, SECRET]), 'BITOP', 'NOT', 'one key')
  })

  it('positions without the ones before them', () => {
    expectRefused(() => bitcount('k', { end: 1 }), 'BITCOUNT', 'end needs start')
    expectRefused(() => bitcount('k', { bit: true }), 'BITCOUNT', 'bit needs start')
    expectRefused(() => bitpos('k', 1, { end: 1 }), 'BITPOS', 'end needs start')
    expectRefused(() => bitpos('k', 1, { start: 1, byte: true }), 'BITPOS', 'byte needs start and end')
  })

  it('options that exclude each other, that there are not, or of a wrong kind', () => {
    const both = { start: 0, end: 1, byte: true, bit: true }
    expectRefused(() => bitcount('k', both), 'BITCOUNT', 'byte and bit')
    expectRefused(() => bitpos('k', 1, both), 'BITPOS', 'byte and bit')
    expectRefused(() => bitcount('k', untyped({ unit: 'BIT' })), 'BITCOUNT', 'unit', 'bit')
    expectRefused(() => bitcount('k', untyped({ start: 0, end: 1, bit: 'yes' })), 'BITCOUNT', 'bit', 'true or false')
    expectRefused(() => bitpos('k', 1, untyped(0)), 'BITPOS', 'options', 'a number')
    expectRefused(() => bitcount('k', untyped(null)), 'BITCOUNT', 'options', 'null')
    expectRefused(() => bitcount('k', untyped({ start: [1] })), 'BITCOUNT', 'an array')
  })

  it('arguments of a wrong kind', () => {
    expectRefused(() => getbit('k', untyped(null)), 'GETBIT', 'null')
    expectRefused(() => setbit('k', 1, untyped(true)), 'SETBIT', 'a boolean')
    expectRefused(() => bitop(untyped(undefined), 'to', 'a'), 'BITOP', 'undefined')
  })
})
