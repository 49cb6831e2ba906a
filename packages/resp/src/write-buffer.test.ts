import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collector } from '../test/collect.js'
import type { Arg } from './types.js'
import { encode, WriteBuffer } from './write-buffer.js'

const GET = { head: '$3\r\nGET\r\n', words: 1 }
const LONG = { head: '$6\r\nCLIENT\r\n$11\r\nNO-TOUCHING\r\n', words: 2 }

/** What a server reads: commands are arrays of strings. */
function readBack(chunks: readonly Uint8Array[]): Buffer[][] {
  const { decoder, replies } = collector({ asBytes: true })
  for (const chunk of chunks) decoder.write(chunk)
  return replies as unknown as Buffer[][]
}

const bytesOf = (arg: Arg): Buffer => (arg instanceof Uint8Array ? Buffer.from(arg) : Buffer.from(String(arg)))

/** A buffer that has so many bytes left of the 65536 of its first memory. */
function filledBut(left: number): WriteBuffer {
  const buffer = new WriteBuffer()
  const bare = { head: '', words: 0 }
  const filling = ['', Buffer.alloc(2000)]
  const size = encode(filling).length
  let room = 64 * 1024 - left
  for (; room > 2 * size; room -= size) buffer.append({ spec: bare, args: filling })
  // What is between one and two fillings takes four digits to be told, as they do.
  buffer.append({ spec: bare, args: ['', Buffer.alloc(2000 + room - size)] })
  return buffer
}

const arg: fc.Arbitrary<Arg> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 60 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.bigInt(),
  fc.uint8Array({ maxLength: 60 }),
  fc.integer({ min: 0, max: 80_000 }).map(size => 'x'.repeat(size)),
  fc.integer({ min: 0, max: 50_000 }).map(size => '€'.repeat(size)),
  fc.integer({ min: 0, max: 150_000 }).map(size => new Uint8Array(size).fill(7)),
)

describe('WriteBuffer', () => {
  it('writes the head that a request has, though its spec was made of another, and though there are thousands', () => {
    const buffer = new WriteBuffer()
    const words = [...Array.from({ length: 5000 }, (_, i) => `W${'O'.repeat(i % 5)}${i}`), 'GET', 'NONE', 'GET']
    for (const word of words) {
      buffer.append({ spec: { ...GET, head: `$${word.length}\r\n${word}\r\n` }, args: ['k'] })
    }
    expect(readBack(buffer.take()).map(([name]) => String(name))).toEqual(words)
  })

  it('writes what a server reads back', () => {
    fc.assert(
      fc.property(fc.array(fc.array(arg, { maxLength: 6 }), { minLength: 1, maxLength: 10 }), commands => {
        const buffer = new WriteBuffer()
        for (const args of commands) buffer.append({ spec: GET, args })
        const read = readBack(buffer.take())
        const written = commands.map(args => [Buffer.from('GET'), ...args.map(bytesOf)])
        // Compared as bytes: a difference in large values would take minutes to be printed.
        expect(read.map(words => words.map(word => word.length))).toEqual(
          written.map(words => words.map(word => word.length)),
        )
        expect(Buffer.concat(read.flat()).equals(Buffer.concat(written.flat()))).toBe(true)
        expect(buffer.length).toBe(0)
      }),
      { numRuns: 150 },
    )
  })

  it('tells every length and every number of words', () => {
    const words = Array.from({ length: 1001 }, (_, length) => 'x'.repeat(length))
    expect(readBack([encode(words)])[0]?.map(({ length }) => length)).toEqual(words.map(({ length }) => length))
    for (const count of [1, 9, 10, 11, 99, 100, 101, 1000]) {
      expect(readBack([encode(words.slice(0, count))])[0]).toHaveLength(count)
    }
  })

  it('writes text beyond ASCII as UTF-8, wherever in it that stands and however long it is', () => {
    for (const length of [1, 2, 3, 4, 5, 7, 8, 47, 48, 49, 1024, 1025, 5000, 33_000]) {
      for (const at of [0, 1, 2, 3, length >> 1, length - 4, length - 3, length - 2, length - 1]) {
        if (at < 0 || at >= length) continue
        const text = `${'a'.repeat(at)}ü${'b'.repeat(length - at - 1)}`
        const buffer = new WriteBuffer()
        buffer.append({ spec: GET, args: [text, 'behind'] })
        const [[, written, behind] = []] = readBack(buffer.take())
        expect((written as Buffer).equals(Buffer.from(text)), `${length} characters, the ${at}th`).toBe(true)
        expect(String(behind)).toBe('behind')
      }
    }
  })

  it('fills its memory to the last byte, and begins another where the next value would not fit', () => {
    const heads = [GET, { head: '$4\r\nMGET\r\n', words: 1 }, { head: '', words: 0 }, LONG]
    const large = Buffer.alloc(4097, 'y')
    const values: Arg[][] = [
      ...['ü', 'ü'.repeat(48), '€'.repeat(1024), 'x'.repeat(1024), 'x'.repeat(1025), '€'.repeat(2000)].map(text => [
        text,
      ]),
      ...[32_768, 32_769, 65_530].map(size => ['x'.repeat(size)]),
      ...[4096, 4097, 65_530].map(size => [Buffer.alloc(size, 'y')]),
      ['x'.repeat(1025), large],
      ['x'.repeat(10_000), large],
    ]
    for (const spec of heads) {
      for (const value of values) {
        const args = ['key', ...value, 'behind']
        const wanted = Buffer.concat(args.map(bytesOf))
        // The memory ends somewhere about each of them.
        const ends = args.map((_, i) => encode(args.slice(0, i)).length).filter(end => end < 60_000)
        for (const left of new Set(ends.flatMap(end => Array.from({ length: 60 }, (_, i) => end + i)))) {
          const buffer = filledBut(left)
          buffer.append({ spec, args })
          const read = (readBack(buffer.take()).at(-1) as Buffer[]).slice(-args.length)
          expect(Buffer.concat(read).equals(wanted), `${left} left`).toBe(true)
        }
      }
    }
  })

  it('never writes over what was taken, unless told that it has left', () => {
    const buffer = new WriteBuffer()
    const taken: Buffer[] = []
    for (let i = 0; i < 5000; i++) {
      buffer.append({ spec: GET, args: [`key:${i}`] })
      if (i % 7 === 0) taken.push(...buffer.take().map(chunk => chunk as Buffer))
    }
    taken.push(...buffer.take().map(chunk => chunk as Buffer))
    expect(readBack(taken).map(([, key]) => String(key))).toEqual(Array.from({ length: 5000 }, (_, i) => `key:${i}`))
  })

  it('keeps what was not taken where it is told that the rest has left', () => {
    const buffer = new WriteBuffer()
    buffer.append({ spec: GET, args: ['a'] })
    buffer.take()
    for (const key of ['b', 'c']) {
      buffer.append({ spec: GET, args: [key] })
      buffer.recycle()
    }
    expect(readBack(buffer.take()).map(([, key]) => String(key))).toEqual(['b', 'c'])
  })

  it('uses its memory again once the bytes have left', () => {
    const buffer = new WriteBuffer()
    buffer.append({ spec: GET, args: ['a'] })
    const [first] = buffer.take()
    buffer.recycle()
    buffer.append({ spec: GET, args: ['b'] })
    const [second] = buffer.take()
    expect((second as Buffer).byteOffset).toBe((first as Buffer).byteOffset)
    expect((second as Buffer).buffer).toBe((first as Buffer).buffer)
  })

  it('does not copy large byte arrays', () => {
    const large = new Uint8Array(1_000_000)
    const buffer = new WriteBuffer()
    buffer.append({ spec: GET, args: ['a', large, 'b'] })
    expect(buffer.length).toBeGreaterThan(1_000_000)
    expect(buffer.take()).toContain(large)
  })

  it('writes numbers as the protocol does', () => {
    const [read] = readBack([encode([0, -0, 1e21, 0.1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2n ** 64n])])
    expect(read?.map(String)).toEqual(['0', '0', '1e+21', '0.1', 'inf', '-inf', '18446744073709551616'])
  })
})
