import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TextWindow } from './text-window.js'

/** Pieces of text with as many bytes as characters, or not; short, and longer than what is cut from one string. */
const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ maxLength: 20 }),
  fc.integer({ min: 200, max: 3000 }).map(length => 'm'.repeat(length)),
  fc.integer({ min: 100, max: 1500 }).map(length => 'é'.repeat(length)),
)

describe('TextWindow', () => {
  it('cuts the text that stands there, from chunk to chunk, in whatever order', () => {
    const chunks = fc.array(fc.array(piece, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(chunks, fc.boolean(), (given, backwards) => {
        const window = new TextWindow(1e6)
        for (const pieces of given) {
          window.reset()
          const parts = pieces.map(text => Buffer.from(text))
          const bytes = Buffer.concat(parts)
          let at = 0
          const places = parts.map(({ length }) => ({ from: at, to: (at += length) }))
          if (backwards) places.reverse()
          for (const { from, to } of places) expect(window.cut(bytes, from, to)).toBe(bytes.toString('utf8', from, to))
        }
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    ['$3\r\nabc\r\n', 'abc'],
    ['$0\r\n\r\n', ''],
    ['$12\r\nabcdefghijkl\r\n', 'abcdefghijkl'],
  ])('finds %j', (stream, text) => {
    const window = new TextWindow(12)
    const bytes = Buffer.from(`x${stream}`)
    const from = window.find(bytes, 1)
    expect(window.cut(bytes, from, window.found)).toBe(text)
  })

  it.each([
    '',
    '+abc\r\n',
    '$\r\n\r\n',
    '$-1\r\n',
    '$3X\nabc\r\n',
    '$3\rXabc\r\n',
    '$3\r\nabcX\n',
    '$3\r\nabc\rX',
    '$3\r\nabc\r',
    '$3\r\nab',
    '$1',
    '$13\r\nabcdefghijklm\r\n',
  ])('finds nothing in %j', stream => {
    expect(new TextWindow(12).find(Buffer.from(`x${stream}`), 1)).toBe(0)
  })
})
