import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  encodePush,
  encodeReply,
  encodeRequest,
  NullArray,
  type ReplyValue,
  SimpleString,
  VerbatimString,
} from './encode.js'
import { FrameReader } from './frame-reader.js'
import { parseReply, parseRequest } from './raw-reply.js'

const { value } = fc.letrec<{ value: ReplyValue }>(tie => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.bigInt(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.constant(new NullArray()),
    fc.constantFrom('ERR no', 'MOVED 1 127.0.0.1:1').map(text => new Error(text)),
    fc.constantFrom('OK', '', 'PONG').map(text => new SimpleString(text)),
    fc.string().map(text => new VerbatimString(text)),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.array(tie('value'), { maxLength: 5 }).map(items => new Set(items)),
    fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 5 }).map(pairs => new Map(pairs)),
  ),
}))

/** The bytes in chunks that end where `cuts` say. */
function chunked(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const ends = [...cuts.map(cut => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
}

test('a stream falls into the same frames however it is cut', () => {
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat()),
      fc.constantFrom(2 as const, 3 as const),
      (values, cuts, protocol) => {
        const frames = values.map(one => encodeReply(one, protocol))
        const reader = new FrameReader()
        const read = chunked(Buffer.concat(frames), cuts).flatMap(chunk => reader.read(chunk))
        expect(read.map(String)).toEqual(frames.map(String))
        expect(reader.read(Buffer.alloc(0))).toEqual([])
      },
    ),
  )
})

test('a request is read back as the words that it was made of', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array(), { minLength: 1 }), fc.array(fc.nat()), (words, cuts) => {
      const reader = new FrameReader()
      const frames = chunked(encodeRequest(words), cuts).flatMap(chunk => reader.read(chunk))
      expect(frames).toHaveLength(1)
      expect(frames.flatMap(parseRequest).map(word => word.toString('hex'))).toEqual(
        words.map(word => Buffer.from(word).toString('hex')),
      )
    }),
  )
})

test('inline commands and attributes', () => {
  const reader = new FrameReader()
  const frames = reader.read(Buffer.from('PING a  b\r\n|1\r\n+ttl\r\n:3\r\n*1\r\n$1\r\nx\r\n'))
  expect(frames).toHaveLength(2)
  expect(parseRequest(frames[0] as Buffer).map(String)).toEqual(['PING', 'a', 'b'])
  expect(parseReply(frames[1] as Buffer)).toEqual(['x'])
})

test.each<[string, unknown]>([
  ['+OK\r\n', 'OK'],
  [':-12\r\n', -12],
  [':9223372036854775807\r\n', 9_223_372_036_854_775_807n],
  ['(3492890328409238509324850943850943825024385\r\n', 3_492_890_328_409_238_509_324_850_943_850_943_825_024_385n],
  ['$-1\r\n', null],
  ['*-1\r\n', null],
  ['_\r\n', null],
  ['$4\r\na\r\nb\r\n', 'a\r\nb'],
  ['=7\r\ntxt:abc\r\n', 'abc'],
  [',1.5\r\n', 1.5],
  [',inf\r\n', Number.POSITIVE_INFINITY],
  [',-inf\r\n', Number.NEGATIVE_INFINITY],
  ['#t\r\n', true],
  ['#f\r\n', false],
  ['~2\r\n:1\r\n:2\r\n', [1, 2]],
  ['>2\r\n+a\r\n:2\r\n', ['a', 2]],
  ['%1\r\n+a\r\n*0\r\n', new Map([['a', []]])],
])('%j is read', (text, expected) => {
  expect(parseReply(Buffer.from(text))).toEqual(expected)
})

test('errors are values, with their class', () => {
  expect(parseReply(Buffer.from('-MOVED 1 127.0.0.1:7000\r\n'))).toMatchObject({ name: 'MovedError', slot: 1 })
  expect(parseReply(Buffer.from('!8\r\nERR a\r\nb\r\n'))).toMatchObject({ message: 'ERR a\r\nb' })
  expect(() => parseReply(Buffer.from('?\r\n'))).toThrow(TypeError)
})

test('a push is told apart under RESP3 only', () => {
  expect(encodePush(['message', 'a'], 3).toString()).toBe('>2\r\n$7\r\nmessage\r\n$1\r\na\r\n')
  expect(encodePush(['message', 'a'], 2).toString()).toBe('*2\r\n$7\r\nmessage\r\n$1\r\na\r\n')
})
