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

const CR = 13
const LF = 10
const DOLLAR = 36
const THREE = 51
const FOUR = 52
const SEVEN = 55
const EIGHT = 56
const PUSH = 62
const A = 97
const E = 101
const G = 103
const M = 109
const P = 112
const S = 115

/** Where the word of a message begins: `>3␍␊$7␍␊` and `>4␍␊$8␍␊` are as long. */
const WORD_AT = 8

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

  /** Hands on all messages from `at` on. Returns where something else stands, or a message that is not whole. */
  read(chunk: Buffer, from: number, sink: MessageSink): number {
    const window = this.#window
    let at = from
    while (chunk[at] === PUSH && !sink.asBytes) {
      const word = wordOf(chunk, at)
      if (word === 0) break
      let first: string | undefined
      let next = at + (word === M ? 17 : 18)
      if (word === P) {
        const patternFrom = window.find(chunk, next)
        if (patternFrom === 0) break
        next = window.found + 2
        first = this.#names.of(chunk, patternFrom, window.found)
      }
      const nameFrom = window.find(chunk, next)
      if (nameFrom === 0) break
      const nameTo = window.found
      const payloadFrom = window.find(chunk, nameTo + 2)
      if (payloadFrom === 0) break
      const payloadTo = window.found
      at = payloadTo + 2
      const channel = this.#names.of(chunk, nameFrom, nameTo)
      const payload = window.cut(chunk, payloadFrom, payloadTo)
      if (word === M) sink.message(channel, payload)
      else if (first === undefined) sink.shardMessage(channel, payload)
      else sink.patternMessage(first, channel, payload)
    }
    return at
  }
}

/**
 * The first letter of the word of the message that begins at `at`: `message`, `smessage` or `pmessage`; 0 for all else.
 * Letter by letter, as that takes a third of the time that a loop over them takes.
 */
function wordOf(chunk: Buffer, at: number): number {
  const word = chunk[at + WORD_AT]
  const long = word === M ? 0 : 1
  const rest = at + WORD_AT + long
  const isMessage =
    chunk[at + 1] === (word === P ? FOUR : THREE) &&
    chunk[at + 2] === CR &&
    chunk[at + 3] === LF &&
    chunk[at + 4] === DOLLAR &&
    chunk[at + 5] === (long === 0 ? SEVEN : EIGHT) &&
    chunk[at + 6] === CR &&
    chunk[at + 7] === LF &&
    (long === 0 || word === S || word === P) &&
    chunk[rest] === M &&
    chunk[rest + 1] === E &&
    chunk[rest + 2] === S &&
    chunk[rest + 3] === S &&
    chunk[rest + 4] === A &&
    chunk[rest + 5] === G &&
    chunk[rest + 6] === E &&
    chunk[rest + 7] === CR &&
    chunk[rest + 8] === LF
  return isMessage ? (word as number) : 0
}
