import { Names } from './names.js'
import type { TextWindow } from './text-window.js'

/** Who receives the messages of subscriptions that come as RESP3 pushes, each without an array around it. */
export interface MessageSink {
  /** Whether messages should stand as Buffers. Asked before each; then, and under RESP2, they come as arrays. */
  readonly asBytes: boolean
  /** Takes `message`. Must not throw. */
  message(channel: string, payload: string): void
  /** Takes `smessage`. Must not throw. */
  shardMessage(channel: string, payload: string): void
  /** Takes `pmessage`. Must not throw. */
  patternMessage(pattern: string, channel: string, payload: string): void
}

/** What begins a message of each kind. */
const MESSAGE = Buffer.from('>3\r\n$7\r\nmessage\r\n')
const SHARD_MESSAGE = Buffer.from('>3\r\n$8\r\nsmessage\r\n')
const PATTERN_MESSAGE = Buffer.from('>4\r\n$8\r\npmessage\r\n')

/** Where the two shorter ones and the third differ: the number of strings, and the first letter of the word. */
const COUNT_AT = 1
const LETTER_AT = 8
const FOUR = 52
const LETTER_S = 115

/**
 * The short way for messages of subscriptions that stand whole in a chunk: no array, and no new string for a name that
 * came before.
 */
export class MessageReader {
  readonly #window: TextWindow
  readonly #names = new Names()

  constructor(window: TextWindow) {
    this.#window = window
  }

  /** Hands on the message that begins at `at`. Returns where it ends; 0 for whatever is something else, or not whole. */
  read(chunk: Buffer, at: number, sink: MessageSink): number {
    if (chunk[at + COUNT_AT] === FOUR) return this.#patternMessage(chunk, at, sink)
    const sharded = chunk[at + LETTER_AT] === LETTER_S
    const head = sharded ? SHARD_MESSAGE : MESSAGE
    if (!startsWith(chunk, at, head)) return 0
    const window = this.#window
    const nameFrom = window.find(chunk, at + head.length)
    if (nameFrom === 0) return 0
    const nameTo = window.found
    const from = window.find(chunk, nameTo + 2)
    if (from === 0) return 0
    const to = window.found
    const channel = this.#names.of(chunk, nameFrom, nameTo)
    const payload = window.cut(chunk, from, to)
    if (sharded) sink.shardMessage(channel, payload)
    else sink.message(channel, payload)
    return to + 2
  }

  #patternMessage(chunk: Buffer, at: number, sink: MessageSink): number {
    if (!startsWith(chunk, at, PATTERN_MESSAGE)) return 0
    const window = this.#window
    const patternFrom = window.find(chunk, at + PATTERN_MESSAGE.length)
    if (patternFrom === 0) return 0
    const patternTo = window.found
    const nameFrom = window.find(chunk, patternTo + 2)
    if (nameFrom === 0) return 0
    const nameTo = window.found
    const from = window.find(chunk, nameTo + 2)
    if (from === 0) return 0
    const to = window.found
    const pattern = this.#names.of(chunk, patternFrom, patternTo)
    sink.patternMessage(pattern, this.#names.of(chunk, nameFrom, nameTo), window.cut(chunk, from, to))
    return to + 2
  }
}

function startsWith(chunk: Buffer, at: number, head: Buffer): boolean {
  for (let i = 0; i < head.length; i++) if (chunk[at + i] !== head[i]) return false
  return true
}
