import { crc32 as zlibCrc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crc32 } from './crc32.js'

describe('crc32', () => {
  it('is that of zlib, of text as UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        expect(crc32(text)).toBe(zlibCrc32(text))
        expect(crc32(Buffer.from(text))).toBe(zlibCrc32(text))
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array(), bytes => {
        expect(crc32(bytes)).toBe(zlibCrc32(bytes))
      }),
    )
  })

  it('is an unsigned number', () => {
    expect(crc32('foo')).toBe(2356372769)
    expect(crc32('')).toBe(0)
  })
})
