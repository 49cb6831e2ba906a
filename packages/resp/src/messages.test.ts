import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Decoder } from './decoder.js'
import type { MessageKind } from './message-head.js'
import type { MessageSink, MessageTaker } from './messages.js'
import type { Reply } from './types.js'

/** Everything that a decoder hands on, in its order; messages that came the short way are counted. */
class Heard implements MessageSink {
  asBytes = false
  version = 0
  short = 0
  readonly all: unknown[] = []

  takerOf(kind: MessageKind, name: string): MessageTaker {
    return {
      message: (payload, channel) => {
        if (kind === 'pattern') this.#add('pmessage', [name, channel as string, payload])
        else this.#add(kind === 'shard' ? 'smessage' : 'message', [name, payload])
      },
    }
  }

  #add(word: string, texts: string[]): void {
    this.short++
    this.all.push([word, ...texts])
  }
}

function decoderOf(heard: Heard, { short = true, limits = {} }: { short?: boolean; limits?: object } = {}): Decoder {
  const take = (value: Reply | readonly Reply[]): void => {
    heard.all.push(Array.isArray(value) ? value.map((part: Reply) => plain(part)) : plain(value))
  }
  const sink = { reply: take, push: take, wantsBytes: () => false, pushBytes: () => heard.asBytes }
  return new Decoder(short ? { ...sink, messages: heard } : sink, limits)
}

const plain = (part: unknown): unknown => (part instanceof Uint8Array ? { bytes: [...part] } : part)

const bulk = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from('\r\n')])

const push = (...parts: (string | Buffer)[]): Buffer =>
  Buffer.concat([Buffer.from(`>${parts.length}\r\n`), ...parts.map(part => bulk(Buffer.from(part as string)))])

/** Few different names, so that they come again; some that are no ASCII, and some that are no text. */
const name = fc.oneof(
  fc.constantFrom('a', 'b', '', 'news', 'newt', 'sews', 'é', 'x'.repeat(127), 'x'.repeat(128), 'x'.repeat(129)),
  fc.constantFrom(Buffer.from([0xe9]), Buffer.from([0xff, 0xfe]), Buffer.from('é', 'latin1')),
)
const payload = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('m'.repeat(300)))
const item = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(
      fc.constantFrom('message', 'smessage', 'xmessage', 'mmessage', 'massage', 'messagf', 'smessagf', 'pmessage'),
      name,
      payload,
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom('pmessage', 'smessage', 'xmessage', 'pmessagf'), name, name, payload),
  },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom('message', 'pong', 'invalidate'), payload) },
)
const wire = fc.oneof(
  { weight: 6, arbitrary: item.map(parts => push(...(parts as (string | Buffer)[]))) },
  { weight: 1, arbitrary: fc.constantFrom('+OK\r\n', '$2\r\nhi\r\n', ':1\r\n', '*1\r\n$1\r\na\r\n').map(Buffer.from) },
)

describe('messages of subscriptions', () => {
  it('come the short way as they come the long way, however the stream is cut', () => {
    let short = 0
    fc.assert(
      fc.property(fc.array(wire, { maxLength: 12 }), fc.array(fc.nat(), { maxLength: 4 }), (parts, cuts) => {
        const stream = Buffer.concat(parts)
        const points = [...new Set(cuts.map(cut => cut % (stream.length + 1)))].sort((a, b) => a - b)
        const fast = new Heard()
        const slow = new Heard()
        for (const [heard, decoder] of [
          [fast, decoderOf(fast)],
          [slow, decoderOf(slow, { short: false })],
        ] as const) {
          let from = 0
          for (const to of [...points, stream.length]) {
            const chunk = Buffer.from(stream.subarray(from, to))
            decoder.write(chunk)
            chunk.fill(0xff)
            from = to
          }
          expect(heard.all).toHaveLength(parts.length)
        }
        expect(fast.all).toEqual(slow.all)
        short += fast.short
      }),
      { numRuns: 1000 },
    )
    expect(short).toBeGreaterThan(0)
  })

  it('are refused where the long way refuses them, and nowhere else', () => {
    const letters = [...'\r\n$>0123456789aegmps'].map(letter => letter.charCodeAt(0))
    fc.assert(
      fc.property(fc.array(item, { maxLength: 3 }), fc.nat(), fc.constantFrom(...letters), (items, at, letter) => {
        const stream = Buffer.concat([...items, ['smessage', 'a', 'm']].map(parts => push(...(parts as string[]))))
        stream[at % stream.length] = letter
        const [fast, slow] = [true, false].map(short => {
          const heard = new Heard()
          try {
            decoderOf(heard, { short }).write(stream)
          } catch (error) {
            heard.all.push((error as Error).name)
          }
          return heard.all
        })
        expect(fast).toEqual(slow)
      }),
      { numRuns: 10_000 },
    )
  })

  it('are one string each time where a name comes again, and another one where it differs by a character', () => {
    const heard = new Heard()
    const decoder = decoderOf(heard)
    const names = Array.from({ length: 2000 }, (_, i) => `bench:channel:${i % 1000}`)
    decoder.write(Buffer.concat(names.map(channel => push('message', channel, 'm'))))
    expect(heard.all.map(message => (message as string[])[1])).toEqual(names)
    expect(heard.short).toBe(names.length)
  })

  it('come the short way again behind one that the chunks have cut in two', () => {
    const heard = new Heard()
    const decoder = decoderOf(heard)
    const stream = Buffer.concat(Array.from({ length: 20 }, (_, i) => push('message', 'news', `m${i}`)))
    const size = stream.length / 20
    for (const cut of [5, size - 10, size - 2]) {
      decoder.write(stream.subarray(0, cut))
      decoder.write(stream.subarray(cut))
    }
    expect(heard.all).toHaveLength(60)
    // The cut one itself goes the long way where a part of it was read already.
    expect(heard.short).toBeGreaterThanOrEqual(57)
  })

  it('are named rightly where there are more names than places, and where names begin or end alike', () => {
    const heard = new Heard()
    const decoder = decoderOf(heard)
    const few = ['a', 'b', 'ab', 'ba', 'news:1:in', 'news:2:in', 'x'.repeat(64), 'x'.repeat(65), `${'x'.repeat(63)}é`]
    const many = Array.from({ length: 6000 }, (_, i) => `user:${i * 7}:inbox`)
    const names = [...few, ...many, ...few, ...many, ...few]
    decoder.write(Buffer.concat(names.map(channel => push('smessage', channel, 'm'))))
    expect(heard.all.map(message => (message as string[])[1])).toEqual(names)
    expect(heard.short).toBe(names.length)
  })

  it('come as arrays of Buffers from the moment on at which bytes are wanted', () => {
    const heard = new Heard()
    const first = heard.takerOf.bind(heard)
    heard.takerOf = (kind, name) => ({
      message: payload => {
        first(kind, name).message(payload)
        heard.asBytes = true
      },
    })
    decoderOf(heard).write(Buffer.concat([push('message', 'a', '1'), push('message', 'a', '2')]))
    const bytes = (text: string) => ({ bytes: [...Buffer.from(text)] })
    expect(heard.all).toEqual([
      ['message', 'a', '1'],
      [bytes('message'), bytes('a'), bytes('2')],
    ])
  })

  it('go to who takes them now, and to nobody where nobody does', () => {
    const told: string[] = []
    const sink: MessageSink & { version: number; now: string | undefined } = {
      asBytes: false,
      version: 0,
      now: 'one',
      takerOf(kind, name) {
        const { now } = this
        if (now === undefined) return undefined
        return {
          message: payload => {
            told.push(`${now} ${kind} ${name} ${payload}`)
            if (payload !== 'last') return
            sink.now = sink.now === 'one' ? 'two' : undefined
            sink.version++
          },
        }
      },
    }
    const decoder = new Decoder({ reply: () => {}, push: () => {}, wantsBytes: () => false, messages: sink })
    const texts = ['a', 'last', 'b', 'last', 'c']
    decoder.write(Buffer.concat(texts.map(text => push('message', 'news', text))))
    expect(told).toEqual(['one channel news a', 'one channel news last', 'two channel news b', 'two channel news last'])
  })

  it('are bound by the limits', () => {
    const message = push('pmessage', 'p'.repeat(40), 'c'.repeat(40), 'm'.repeat(40))
    const within = new Heard()
    decoderOf(within, { limits: { maxReplyBytes: message.length } }).write(message)
    expect(within.all).toHaveLength(1)
    const beyond = decoderOf(new Heard(), { limits: { maxReplyBytes: message.length - 3 } })
    expect(() => beyond.write(message)).toThrow(/maxReplyBytes/)
    const long = decoderOf(new Heard(), { limits: { maxBulkBytes: 39 } })
    expect(() => long.write(message)).toThrow(/maxBulkBytes/)
  })
})
