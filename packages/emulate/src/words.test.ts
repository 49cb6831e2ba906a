import { describe, expect, it } from 'vitest'
import { decimal, sameKey, scoreArg, wholeNumber, wordOf } from './words.js'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('words of a command, however they are written', () => {
  it('keys', () => {
    expect(sameKey('42', 42)).toBe(true)
    expect(sameKey(42n, bytes('42'))).toBe(true)
    expect(sameKey(bytes('xäx').subarray(1, 3), Buffer.from('ä'))).toBe(true)
    expect(sameKey('a', 'A')).toBe(false)
  })

  it('keywords in any case', () => {
    expect([wordOf('Limit'), wordOf(bytes('limit')), wordOf(undefined)]).toEqual(['LIMIT', 'LIMIT', ''])
  })

  it('whole numbers', () => {
    expect([wholeNumber('12'), wholeNumber(12n), wholeNumber(bytes('-1'))]).toEqual([12, 12, -1])
    for (const none of ['', ' 1', '1.0', '0x1', undefined, 1.5]) expect(wholeNumber(none)).toBeNaN()
  })

  it('scores', () => {
    expect([decimal('1e3'), decimal(bytes('-.5')), decimal('+inf'), decimal('-Infinity'), decimal(2)]).toEqual([
      1000,
      -0.5,
      Infinity,
      -Infinity,
      2,
    ])
    for (const none of ['', ' 1', '0x1', 'nan', 'infinite', '1e', undefined]) expect(decimal(none)).toBeNaN()
    expect([scoreArg(-0), scoreArg(0), scoreArg(-1)]).toEqual(['-0', 0, -1])
  })
})
