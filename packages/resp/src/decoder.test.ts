import { MovedError, ProtocolError, ReplyError } from '@rc/errors'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collector, plain } from '../test/collect.js'
import { wire } from '../test/wire.js'

const read = (text: string, options?: Parameters<typeof collector>[0]) => {
  const { decoder, replies } = collector(options)
  decoder.write(Buffer.from(text))
  return replies
}

describe('Decoder', () => {
  it('reads every value, whichever way the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(wire, { minLength: 1, maxLength: 8 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        (values, cuts) => {
          const stream = Buffer.concat(values.map(value => value.bytes))
          const points = [...new Set(cuts.map(cut => cut % (stream.length + 1)))].sort((a, b) => a - b)
          const { decoder, replies } = collector()
          let from = 0
          for (const to of [...points, stream.length]) {
            // A chunk's memory is the socket's again afterwards: whatever was not copied would be seen here.
            const chunk = Buffer.from(stream.subarray(from, to))
            decoder.write(chunk)
            chunk.fill(0xff)
            from = to
          }
          expect(replies.map(plain)).toEqual(values.map(value => plain(value.value)))
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('reads every value byte by byte as it does at once', () => {
    fc.assert(
      fc.property(fc.array(wire, { minLength: 1, maxLength: 3 }), values => {
        const stream = Buffer.concat(values.map(value => value.bytes))
        const { decoder, replies } = collector()
        for (const byte of stream) decoder.write(Buffer.from([byte]))
        expect(replies.map(plain)).toEqual(values.map(value => plain(value.value)))
      }),
      { numRuns: 200 },
    )
  })

  it('gives a value or a ProtocolError for a broken stream, and never a wrong value before the break', () => {
    fc.assert(
      fc.property(
        fc.array(wire, { minLength: 1, maxLength: 4 }),
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        (values, at, byte) => {
          const stream = Buffer.concat(values.map(value => value.bytes))
          const position = at % stream.length
          stream[position] = byte
          const { decoder, replies } = collector()
          try {
            decoder.write(stream)
          } catch (error) {
            expect(error).toBeInstanceOf(ProtocolError)
          }
          let end = 0
          const whole = values.filter(value => {
            end += value.bytes.length
            return end <= position
          })
          expect(replies.slice(0, whole.length).map(plain)).toEqual(whole.map(value => plain(value.value)))
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('keeps integers exact', () => {
    expect(
      read(
        ':9007199254740991\r\n:9007199254740993\r\n:-9223372036854775808\r\n:18446744073709551615\r\n:100000000000000000001\r\n:-0\r\n',
      ),
    ).toEqual([
      9007199254740991,
      9007199254740993n,
      -9223372036854775808n,
      18446744073709551615n,
      100000000000000000001n,
      0,
    ])
  })

  it('makes records without a prototype, and a Map where a key is no string', () => {
    const [record, map] = read('%2\r\n+__proto__\r\n+x\r\n+a\r\n:1\r\n%2\r\n+a\r\n:1\r\n:2\r\n+b\r\n')
    expect(Object.getPrototypeOf(record)).toBe(null)
    expect(Object.entries(record as object)).toEqual([
      ['__proto__', 'x'],
      ['a', 1],
    ])
    expect(map).toEqual(
      new Map<unknown, unknown>([
        ['a', 1],
        [2, 'b'],
      ]),
    )
  })

  it('puts errors of an aggregate in their places, redirects with what they say', () => {
    const [reply] = read('*3\r\n:1\r\n-WRONGTYPE no\r\n-MOVED 5 ::1:7001\r\n')
    const [one, wrong, moved] = reply as unknown[]
    expect(one).toBe(1)
    expect(wrong).toBeInstanceOf(ReplyError)
    expect(moved).toBeInstanceOf(MovedError)
    expect(moved).toMatchObject({ slot: 5, host: '::1', port: 7001 })
  })

  it('hands out pushes apart from replies, also between two of them', () => {
    const { decoder, replies, pushes } = collector()
    decoder.write(Buffer.from('+a\r\n>2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n+b\r\n'))
    expect(replies).toEqual(['a', 'b'])
    expect(pushes).toEqual([['invalidate', ['k']]])
  })

  it('gives Buffers of their own where bytes are asked for, and names of fields as strings', () => {
    const chunk = Buffer.from('*2\r\n$2\r\n\xff\x00\r\n%1\r\n$1\r\nf\r\n$1\r\n\xfe\r\n', 'latin1')
    const { decoder, replies } = collector({ asBytes: true })
    decoder.write(chunk)
    chunk.fill(0)
    const [[bytes, record]] = replies as unknown as [[Buffer, Record<string, Buffer>]]
    expect(bytes).toEqual(Buffer.from([0xff, 0]))
    expect(record.f).toEqual(Buffer.from([0xfe]))
  })

  it('reads text beyond ASCII among ASCII', () => {
    const values = ['a', 'é', 'b'.repeat(300), '€uro', '\u{1f600}', 'c', '\ufffd', 'd'.repeat(13)]
    const stream = values.map(value => `$${Buffer.byteLength(value)}\r\n${value}\r\n`).join('')
    expect(read(stream)).toEqual(values)
  })

  it('reads text of all kinds in one array, wherever the stream is cut', () => {
    const texts = [
      'a',
      'é',
      'b'.repeat(300),
      '€uro',
      '\u{1f600}',
      'c',
      'ü'.repeat(700),
      'd'.repeat(1300),
      '',
      'e'.repeat(64),
    ]
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...texts, null, 7), { maxLength: 60 }),
        fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 20 }),
        (values, sizes) => {
          const one = (value: string | number | null): string => {
            if (value === null) return '$-1\r\n'
            return typeof value === 'number' ? `:${value}\r\n` : `$${Buffer.byteLength(value)}\r\n${value}\r\n`
          }
          const bytes = Buffer.from(`*${values.length}\r\n${values.map(one).join('')}+end\r\n`)
          const { decoder, replies } = collector()
          // One piece of memory for all chunks, as a socket reads into the same again and again.
          const memory = Buffer.alloc(1000)
          for (let at = 0, i = 0; at < bytes.length; i++) {
            const size = Math.min(sizes[i % sizes.length] ?? 1, bytes.length - at)
            bytes.copy(memory, 0, at, at + size)
            decoder.write(memory.subarray(0, size))
            memory.fill(0)
            at += size
          }
          expect(replies).toEqual([values, 'end'])
        },
      ),
    )
  })

  it.each([
    [':abc\r\n'],
    [':\r\n'],
    [':1 2\r\n'],
    [':1\n\r\n'],
    ['$-5\r\n'],
    ['$abc\r\n'],
    ['$?\r\n;1\r\na\r\n;0\r\n'],
    ['*?\r\n.\r\n'],
    ['$3\r\nabcd\r\n'],
    ['$3\r\nabc\n\r'],
    ['$\r\n\r\n'],
    ['$3x\nabc\r\n'],
    ['$3\rxabc\r\n'],
    ['$99999999999999999999\r\n'],
    ['*-2\r\n'],
    ['%-1\r\n'],
    ['~-1\r\n'],
    ['=2\r\nab\r\n'],
    ['#x\r\n'],
    [',1.2.3\r\n'],
    [',\r\n'],
    ['(1.5\r\n'],
    ['_x\r\n'],
    ['+a\rb\r\n'],
    ['+a\nb\r\n'],
    ['*1\r\n>1\r\n+a\r\n'],
    ['>0\r\n'],
    ['HTTP/1.1 400 Bad Request\r\n'],
    ['\x15\x03\x01'],
    ['$536870913\r\n'],
    ['*1000000000\r\n'],
    ['*1\r\n'.repeat(200)],
  ])('refuses %j', text => {
    expect(() => read(text)).toThrow(ProtocolError)
  })

  it('sets nothing aside for what is only announced', () => {
    const before = process.memoryUsage()
    const decoders = Array.from({ length: 50 }, () => collector())
    for (const { decoder } of decoders) {
      decoder.write(Buffer.from('*60000000\r\n*60000000\r\n$536870912\r\n'))
    }
    const after = process.memoryUsage()
    // 50 times 512 MB were announced, and 50 times 60 million elements. A piece of at most 1 MiB each is taken.
    expect(after.arrayBuffers + after.heapUsed - before.arrayBuffers - before.heapUsed).toBeLessThan(120e6)
  })

  it('holds to the limits that it was given', () => {
    const limits = { maxBulkBytes: 10, maxElements: 4, maxDepth: 2, maxLineBytes: 20, maxReplyBytes: 60 }
    for (const text of [
      '$11\r\n',
      '*5\r\n',
      '%3\r\n',
      '*1\r\n*1\r\n*1\r\n',
      `+${'x'.repeat(21)}`,
      `*4\r\n*4\r\n${'$10\r\n0123456789\r\n'.repeat(4)}`,
    ]) {
      expect(() => read(text, { limits })).toThrow(ProtocolError)
    }
    expect(read('*4\r\n:1\r\n:2\r\n$10\r\n0123456789\r\n:4\r\n', { limits })).toEqual([[1, 2, '0123456789', 4]])
  })

  it('holds short lists to them too, though their values alone are short', () => {
    const fifty = `$50\r\n${'x'.repeat(50)}\r\n`
    expect(() => read(`*9\r\n${fifty.repeat(9)}`, { limits: { maxReplyBytes: 400 } })).toThrow('maxReplyBytes')
    expect(read(`*6\r\n${fifty.repeat(6)}`, { limits: { maxReplyBytes: 400 } })).toHaveLength(1)
    expect(() => read('*3\r\n:1\r\n:2\r\n:3\r\n', { limits: { maxElements: 2 } })).toThrow('maxElements')
    expect(read('*2\r\n:1\r\n:2\r\n', { limits: { maxElements: 2 } })).toEqual([[1, 2]])
    expect(() => read('*1\r\n:1\r\n', { limits: { maxDepth: 0 } })).toThrow('maxDepth')
  })

  it('reads a long string that comes in many chunks in one pass', () => {
    const body = Buffer.alloc(10_000_000, 'é')
    const { decoder, replies } = collector()
    decoder.write(Buffer.from(`$${body.length}\r\n`))
    for (let at = 0; at < body.length; at += 65536) decoder.write(body.subarray(at, at + 65536))
    decoder.write(Buffer.from('\r'))
    decoder.write(Buffer.from('\n:7\r\n'))
    expect(replies[0]).toBe(body.toString())
    expect(replies[1]).toBe(7)
  })
})
