import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collector } from '../test/collect.js'
import type { Arg } from './types.js'
import { encode, WriteBuffer } from './write-buffer.js'

const GET = { head: '$3\r\nGET\r\n', words: 1 }

/** What a server reads: commands are arrays of strings. */
function readBack(chunks: readonly Uint8Array[]): Buffer[][] {
  const { decoder, replies } = collector({ asBytes: true })
  for (const chunk of chunks) decoder.write(chunk)
  return replies as unknown as Buffer[][]
}

const bytesOf = (arg: Arg): Buffer => (arg instanceof Uint8Array ? Buffer.from(arg) : Buffer.from(String(arg)))

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

  it('fills its memory to the last byte', () => {
    const heads = [GET, { head: '$4\r\nMGET\r\n', words: 1 }, { head: '', words: 0 }]
    for (const spec of heads) {
      for (let left = 0; left < 80; left++) {
        const buffer = new WriteBuffer()
        const filling = Buffer.alloc(4096 - 1000)
        // One memory holds 65536 bytes; what is written first leaves `left` of them.
        const head = encode(['', filling]).length
        let room = 64 * 1024 - left
        while (room >= head * 2) {
          buffer.append({ spec: { head: '', words: 0 }, args: ['', filling] })
          room -= head
        }
        buffer.append({ spec: { head: '', words: 0 }, args: ['', Buffer.alloc(room - encode(['', '']).length - 6)] })
        buffer.append({ spec, args: ['key', 'ü'] })
        const last = readBack(buffer.take()).at(-1) as Buffer[]
        expect(last.slice(-2).map(String)).toEqual(['key', 'ü'])
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
