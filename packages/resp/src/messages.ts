import { AFTER_LONG, AFTER_SHORT, kindOf, type MessageKind, SHORTEST } from './message-head.js'
import { Names } from './names.js'
import type { TextWindow } from './text-window.js'
import { utf8Slice } from './utf8.js'

/** Takes the messages of one channel or pattern. */
export interface MessageTaker {
  /**
   * Takes a message. Must not throw.
   *
   * @param channel where it was published; undefined where the taker is that of a channel, and knows
   */
  message(payload: string, channel?: string): void
}

/** Who receives the messages of subscriptions that come as RESP3 pushes, each without an array around it. */
export interface MessageSink {
  /** Whether messages should stand as Buffers. Asked before each; then, and under RESP2, they come as arrays. */
  readonly asBytes: boolean
  /** Another number whenever `takerOf` may say something else than before. Asked before each message. */
  readonly version: number
  /** Who takes the messages of a channel or pattern; undefined where nobody does. Asked once for a name and `version`. */
  takerOf(kind: MessageKind, name: string): MessageTaker | undefined
}

const PUSH = 62

/**
 * The short way for messages of subscriptions that stand whole in a chunk: no array, and a name that came before is no
 * string but leads to its taker at once.
 */
export class MessageReader {
  readonly #window: TextWindow
  readonly #sink: MessageSink
  // Fields, as a look into a record by the kind takes longer than the rest of finding a taker.
  readonly #channels: Names<MessageTaker | undefined>
  readonly #patterns: Names<MessageTaker | undefined>
  readonly #shards: Names<MessageTaker | undefined>
  /** Channels of messages that came for a pattern. */
  readonly #texts = new Names((from, to) => this.#textOf(from, to))
  #version = Number.NaN
  /** What is read now. */
  #chunk: Buffer = EMPTY

  constructor(window: TextWindow, sink: MessageSink) {
    this.#window = window
    this.#sink = sink
    this.#channels = new Names((from, to) => sink.takerOf('channel', this.#textOf(from, to)))
    this.#patterns = new Names((from, to) => sink.takerOf('pattern', this.#textOf(from, to)))
    this.#shards = new Names((from, to) => sink.takerOf('shard', this.#textOf(from, to)))
  }

  /** Hands on all messages from `from` on. Returns where something else stands, or a message that is not whole. */
  read(chunk: Buffer, from: number): number {
    const last = chunk.length - SHORTEST
    // To read beyond the end, be it once, makes all reading slower.
    if (from > last || chunk[from] !== PUSH) return from
    this.#chunk = chunk
    const bytes = new DataView(chunk.buffer, chunk.byteOffset, chunk.length)
    const window = this.#window
    const sink = this.#sink
    let at = from
    while (at <= last && !sink.asBytes) {
      const kind = kindOf(bytes, at)
      if (kind === undefined) break
      const nameFrom = window.find(chunk, at + (kind === 'channel' ? AFTER_SHORT : AFTER_LONG))
      if (nameFrom === 0) break
      const nameTo = window.found
      const nextFrom = window.find(chunk, nameTo + 2)
      if (nextFrom === 0) break
      const nextTo = window.found
      const payloadFrom = kind === 'pattern' ? window.find(chunk, nextTo + 2) : nextFrom
      if (payloadFrom === 0) break
      const payloadTo = window.found
      if (sink.version !== this.#version) this.#forget()
      at = payloadTo + 2
      const taker = this.#namesOf(kind).of(bytes, nameFrom, nameTo)
      if (taker === undefined) continue
      const payload = window.cut(chunk, payloadFrom, payloadTo)
      if (kind === 'pattern') taker.message(payload, this.#texts.of(bytes, nextFrom, nextTo))
      else taker.message(payload)
    }
    this.#chunk = EMPTY
    return at
  }

  #textOf(from: number, to: number): string {
    return utf8Slice(this.#chunk, from, to)
  }

  #namesOf(kind: MessageKind): Names<MessageTaker | undefined> {
    if (kind === 'channel') return this.#channels
    return kind === 'shard' ? this.#shards : this.#patterns
  }

  #forget(): void {
    this.#version = this.#sink.version
    for (const names of [this.#channels, this.#patterns, this.#shards]) names.forget()
  }
}

const EMPTY: Buffer = Buffer.alloc(0)
