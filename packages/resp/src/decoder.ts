import { parseErrorReply, ProtocolError } from '@rc/errors'
import { BulkAssembler } from './bulk.js'
import { type Frame, frameOf } from './frame.js'
import { lineValue } from './line-value.js'
import { DEFAULT_LIMITS, type DecoderLimits } from './limits.js'
import { type MessageSink, MessageReader } from './messages.js'
import { malformed } from './numbers.js'
import { ScalarReader } from './scalars.js'
import { longText, TextWindow } from './text-window.js'
import type { Reply } from './types.js'
import { utf8Slice } from './utf8.js'

/** Who receives what a decoder reads. */
export interface ReplySink {
  /** A whole reply, errors included (as values). */
  reply(value: Reply): void
  /** A RESP3 push message, which answers no command. */
  push(message: readonly Reply[]): void
  /** Asked before each reply: whether its strings should stand as Buffers. */
  wantsBytes(): boolean
  /** The same for a push message. Text where this is left out. */
  pushBytes?(): boolean
  /** Gets messages of subscriptions instead of `push`, where they are text and come in whole: the fast way. */
  messages?: MessageSink
}

const CR = 13
const LF = 10
const STAR = 42
const ZERO = 48

/** Values of a list that is read at once. */
const SHORT_LIST = 9
/** Bytes of the shortest one: `*1␍␊_␍␊`. */
const SHORTEST_LIST = 7

/** Longer strings that come in pieces get memory of their own. */
const SCRATCH = 64 * 1024

/** What a step says when the chunk ended before the value did. */
const INCOMPLETE = Symbol('incomplete')

/**
 * Reads RESP2 and RESP3 from a stream of chunks, however the stream is cut. Continues where it stopped: no byte of a
 * long reply is looked at twice. A chunk is not kept after `write` returns, so its memory may be used again.
 *
 * @example
 * const decoder = new Decoder({ reply: console.log, push: console.log, wantsBytes: () => false })
 * decoder.write(Buffer.from('*2\r\n:1\r\n$1\r\na\r\n')) // [ 1, 'a' ]
 */
export class Decoder {
  readonly #sink: ReplySink
  readonly #limits: DecoderLimits
  readonly #window: TextWindow
  readonly #scalars = new ScalarReader()
  readonly #mostPlain: number
  #messages: MessageReader | undefined
  readonly #stack: Frame[] = []

  #chunk: Buffer = EMPTY
  #at = 0
  /** The beginning of a line whose end has not come yet. */
  #carry: Buffer | undefined
  /** A string whose end has not come yet, and what it is. */
  #bulk: BulkAssembler | undefined
  #bulkType = 0
  /** Where strings in pieces are put together that are not too long, so that they cost no memory of their own. */
  #scratch: Buffer | undefined
  /** Bytes of the current reply that came in earlier chunks. */
  #replyBytes = 0
  /** Where the current reply began in this chunk. */
  #replyFrom = 0
  #asBytes = false
  #inReply = false

  constructor(sink: ReplySink, limits: Partial<DecoderLimits> = {}) {
    this.#sink = sink
    this.#limits = { ...DEFAULT_LIMITS, ...limits }
    const { maxBulkBytes, maxReplyBytes, maxElements, maxDepth } = this.#limits
    this.#mostPlain = maxDepth > 0 ? Math.min(SHORT_LIST, maxElements) : 0
    // What comes near the limit of a reply goes the long way, which counts exactly. A message has three strings at most.
    this.#window = new TextWindow(Math.min(maxBulkBytes, maxReplyBytes / 4 - 32))
  }

  /**
   * Reads a chunk and hands on every reply that is complete with it.
   *
   * @throws ProtocolError where the bytes are no RESP or go beyond a limit. The stream is useless from there on: close
   *   the connection.
   */
  write(chunk: Uint8Array): void {
    this.#open(chunk)
    while (this.#at < this.#chunk.length) {
      if (this.#stack.length > 0 && this.#plainElements()) break
      // What follows the end of an aggregate may go the short way again.
      if (this.#stack.length === 0 && this.#plainReplies()) break
      if (!this.#inReply) this.#begin()
      const value = this.#bulk === undefined ? this.#value() : this.#resume(this.#bulk)
      if (value === INCOMPLETE) break
      if (value !== undefined) this.#deliver(value)
    }
    this.#close()
  }

  #open(chunk: Uint8Array): void {
    const bytes = chunk instanceof Buffer ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    this.#chunk = this.#carry === undefined ? bytes : Buffer.concat([this.#carry, bytes])
    this.#carry = undefined
    this.#at = 0
    this.#replyFrom = 0
    this.#window.reset()
  }

  #close(): void {
    if (this.#at < this.#chunk.length) this.#carry = Buffer.from(this.#chunk.subarray(this.#at))
    if (this.#inReply) {
      this.#replyBytes += this.#at - this.#replyFrom
      this.#checkSize(0)
    }
    this.#chunk = EMPTY
    this.#window.reset()
  }

  #begin(): void {
    this.#inReply = true
    this.#replyBytes = 0
    this.#replyFrom = this.#at
    this.#asBytes = this.#sink.wantsBytes()
  }

  /** Puts a value where it belongs: into the innermost aggregate, or, when none is open, to the sink. */
  #deliver(first: Reply): void {
    let value = first
    for (;;) {
      const frame = this.#innermost
      if (frame === undefined) {
        this.#inReply = false
        this.#sink.reply(value)
        return
      }
      frame.add(value)
      if (frame.left > 0) return
      this.#stack.pop()
      if (frame.kind === 'attribute') return
      if (frame.kind === 'push') {
        this.#inReply = false
        this.#sink.push(frame.result() as readonly Reply[])
        return
      }
      value = frame.result()
    }
  }

  /** The aggregate whose elements come now. */
  get #innermost(): Frame | undefined {
    const { length } = this.#stack
    // An index of -1 would be looked for as a name.
    return length === 0 ? undefined : this.#stack[length - 1]
  }

  /** The next value; undefined where it was the head of an aggregate. */
  #value(): Reply | undefined | typeof INCOMPLETE {
    switch (this.#chunk[this.#at]) {
      case 0x24: // $
      case 0x3d: // =
      case 0x21: // !
        return this.#bulkString()
      case 0x2a: // *
      case 0x7e: // ~
      case 0x25: // %
      case 0x3e: // >
      case 0x7c: // |
        return this.#aggregate()
      case 0x3a: // :
      case 0x2b: // +
      case 0x2d: // -
      case 0x5f: // _
      case 0x23: // #
      case 0x2c: // ,
      case 0x28: // (
        return this.#line()
      default:
        throw new ProtocolError(
          'The server sent a byte that begins no RESP value. Is it a Redis server, and does it speak TLS where the ' +
            'client does not (or the other way round)? The connection was given up.',
        )
    }
  }

  /**
   * The length after a type byte, and the end of its line; -1 where it is `-1`. Leaves the position behind the line.
   * Returns INCOMPLETE, with the position untouched, where the line has not come whole.
   */
  #length(what: string): number | typeof INCOMPLETE {
    const chunk = this.#chunk
    const end = chunk.length
    let at = this.#at + 1
    let length = 0
    const first = at
    for (; at < end; at++) {
      const digit = (chunk[at] as number) - ZERO
      if (digit < 0 || digit > 9) break
      length = length * 10 + digit
      if (at - first > 10) throw malformed(what)
    }
    if (at >= end) return INCOMPLETE
    if (at === first) return this.#nilLength(what)
    if (chunk[at] !== CR) throw malformed(what)
    if (at + 1 >= end) return INCOMPLETE
    if (chunk[at + 1] !== LF) throw malformed(what)
    this.#at = at + 2
    return length
  }

  /** `-1`, which RESP2 writes for nil, and nothing else that is not a digit. */
  #nilLength(what: string): number | typeof INCOMPLETE {
    const expected = '-1\r\n'
    for (let i = 0; i < expected.length; i++) {
      const at = this.#at + 1 + i
      if (at >= this.#chunk.length) return INCOMPLETE
      if (this.#chunk[at] !== expected.charCodeAt(i)) throw malformed(what)
    }
    this.#at += 1 + expected.length
    return -1
  }

  /**
   * The short way for what most replies are: single values, and short lists of them, that are whole in this chunk. Stops
   * before whatever is something else; returns whether that was the whole chunk.
   */
  #plainReplies(): boolean {
    if (this.#inReply) return false
    const chunk = this.#chunk
    const window = this.#window
    const scalars = this.#scalars
    do {
      const from = window.find(chunk, this.#at)
      if (from > 0 && !this.#sink.wantsBytes()) {
        this.#at = window.found + 2
        this.#sink.reply(window.cut(chunk, from, window.found))
        continue
      }
      const end = scalars.read(chunk, this.#at)
      if (end > 0) {
        this.#at = end
        this.#sink.reply(scalars.value)
      } else if (!this.#plainList() && !this.#readMessages()) return false
    } while (this.#at < chunk.length)
    return true
  }

  /** The same for a list of up to nine single values; returns whether there was one. */
  #plainList(): boolean {
    const chunk = this.#chunk
    let at = this.#at
    if (chunk.length - at < SHORTEST_LIST) return false
    const count = (chunk[at + 1] as number) - ZERO
    if (chunk[at] !== STAR || !(count > 0 && count <= this.#mostPlain)) return false
    if (chunk[at + 2] !== CR || chunk[at + 3] !== LF || this.#sink.wantsBytes()) return false
    const list = new Array<Reply>(count)
    at += 4
    for (let i = 0; i < count; i++) {
      const from = this.#window.find(chunk, at)
      at = from > 0 ? this.#window.found + 2 : this.#scalars.read(chunk, at)
      if (at === 0) return false
      list[i] = from > 0 ? this.#window.cut(chunk, from, at - 2) : this.#scalars.value
    }
    if (at - this.#at > this.#limits.maxReplyBytes) return false
    this.#at = at
    this.#sink.reply(list)
    return true
  }

  /** The same for messages of subscriptions; returns whether there was one. */
  #readMessages(): boolean {
    const { messages } = this.#sink
    if (messages === undefined) return false
    this.#messages ??= new MessageReader(this.#window, messages)
    const from = this.#at
    this.#at = this.#messages.read(this.#chunk, from)
    return this.#at > from
  }

  /** The same for what stands in an aggregate. */
  #plainElements(): boolean {
    const frame = this.#stack[this.#stack.length - 1] as Frame
    if (this.#bulk !== undefined) return false
    const chunk = this.#chunk
    const window = this.#window
    let at = this.#at
    let last: Reply | undefined
    while (last === undefined) {
      const from = window.find(chunk, at)
      if (from > 0 && this.#asBytes) break
      const end = from > 0 ? window.found + 2 : this.#scalars.read(chunk, at)
      if (end === 0) break
      const value = from > 0 ? window.cut(chunk, from, end - 2) : this.#scalars.value
      at = end
      if (frame.left === 1) last = value
      else frame.add(value)
    }
    this.#at = at
    this.#checkSize(0)
    if (last !== undefined) this.#deliver(last)
    return at === chunk.length
  }

  #bulkString(): Reply | typeof INCOMPLETE {
    const type = this.#chunk[this.#at] as number
    const length = this.#length('a length of a string')
    if (length === INCOMPLETE) return INCOMPLETE
    if (length === -1) {
      if (type !== 0x24) throw malformed('a length of a string')
      return null
    }
    if (length > this.#limits.maxBulkBytes) throw tooMuch('a string', 'maxBulkBytes')
    this.#checkSize(length)
    const from = this.#at
    const to = from + length
    if (to + 2 > this.#chunk.length) {
      // The two bytes of the end are read as a part of the string and checked when all has come.
      // What becomes text is needed as bytes for a moment alone.
      this.#bulk = new BulkAssembler(length + 2, this.#asBytes ? undefined : this.#scratchOf(length + 2))
      this.#bulkType = type
      return this.#resume(this.#bulk)
    }
    if (this.#chunk[to] !== CR || this.#chunk[to + 1] !== LF) throw malformed('the end of a string')
    this.#at = to + 2
    if (type === 0x24 && !this.#asBytes) return this.#window.cut(this.#chunk, from, to)
    return this.#bulkValue(type, this.#chunk, { from, to })
  }

  #scratchOf(length: number): Buffer | undefined {
    if (length > SCRATCH) return undefined
    return (this.#scratch ??= Buffer.allocUnsafeSlow(SCRATCH))
  }

  #resume(bulk: BulkAssembler): Reply | typeof INCOMPLETE {
    this.#at += bulk.take(this.#chunk, this.#at, this.#chunk.length)
    if (bulk.missing > 0) return INCOMPLETE
    this.#bulk = undefined
    const bytes = bulk.bytes()
    const to = bytes.length - 2
    if (bytes[to] !== CR || bytes[to + 1] !== LF) throw malformed('the end of a string')
    return this.#bulkValue(this.#bulkType, bytes, { from: 0, to })
  }

  #bulkValue(type: number, bytes: Buffer, { from, to }: { from: number; to: number }): Reply {
    if (type === 0x21) return parseErrorReply(utf8Slice(bytes, from, to))
    let start = from
    if (type === 0x3d) {
      // A verbatim string tells its format in three letters and a colon.
      if (to - from < 4 || bytes[from + 3] !== 0x3a) throw malformed('a verbatim string')
      start += 4
    }
    if (this.#asBytes && !this.#isKey()) return Buffer.from(bytes.subarray(start, to))
    return longText(bytes, start, to)
  }

  /** Fields of a map are strings also where bytes were asked for: they name properties. */
  #isKey(): boolean {
    const frame = this.#innermost
    return frame !== undefined && frame.kind === 'map' && (frame.left & 1) === 0
  }

  /** A value that is a line of text. */
  #line(): Reply | typeof INCOMPLETE {
    const from = this.#at + 1
    const end = this.#chunk.indexOf(CR, from)
    const known = end === -1 ? this.#chunk.length : end
    if (known - from > this.#limits.maxLineBytes) throw tooMuch('a line', 'maxLineBytes')
    if (end === -1 || end + 1 >= this.#chunk.length) return INCOMPLETE
    if (this.#chunk[end + 1] !== LF) throw malformed('the end of a line')
    const text = utf8Slice(this.#chunk, from, end)
    const type = this.#chunk[this.#at] as number
    if (text.includes('\n')) throw malformed('a line')
    this.#at = end + 2
    return lineValue(type, text)
  }

  #aggregate(): Reply | undefined | typeof INCOMPLETE {
    const type = this.#chunk[this.#at] as number
    const count = this.#length('a length of an aggregate')
    if (count === INCOMPLETE) return INCOMPLETE
    if (count === -1) {
      if (type !== 0x2a) throw malformed('a length of an aggregate')
      return null
    }
    const pairs = type === 0x25 || type === 0x7c
    if ((pairs ? count * 2 : count) > this.#limits.maxElements) throw tooMuch('an aggregate', 'maxElements')
    if (this.#stack.length >= this.#limits.maxDepth) throw tooMuch('the nesting of a reply', 'maxDepth')
    if (type === 0x3e && (this.#stack.length > 0 || count === 0)) throw malformed('a push message')
    // Which reply a push stands before says nothing about the push.
    if (type === 0x3e) this.#asBytes = this.#sink.pushBytes?.() ?? false
    if (count === 0) return this.#empty(type)
    this.#stack.push(frameOf(type, count))
    return undefined
  }

  #empty(type: number): Reply | undefined {
    if (type === 0x7c) return undefined
    return type === 0x25 ? (Object.create(null) as Record<string, Reply>) : []
  }

  #checkSize(coming: number): void {
    const size = this.#replyBytes + (this.#at - this.#replyFrom) + coming
    if (size > this.#limits.maxReplyBytes) throw tooMuch('a reply', 'maxReplyBytes')
  }
}

const EMPTY = Buffer.alloc(0)

const tooMuch = (what: string, limit: string): ProtocolError =>
  new ProtocolError(
    `The server announced or sent ${what} beyond the limit ${limit}. The connection was given up; raise the limit if ` +
      'such replies are wanted.',
  )
