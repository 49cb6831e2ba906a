/** What a message is of: a channel, a pattern of channels, or a channel that lives where its slot does. */
export type MessageKind = 'channel' | 'pattern' | 'shard'

/** A message is at least as long: its words, and an empty name and an empty text. */
export const SHORTEST = '>3\r\n$7\r\nmessage\r\n$0\r\n\r\n$0\r\n\r\n'.length

/** Where the name begins: behind `message`, and behind the two words that are a letter longer. */
export const AFTER_SHORT = '>3\r\n$7\r\nmessage\r\n'.length
export const AFTER_LONG = AFTER_SHORT + 1

/** Four characters as a little-endian number. */
const word = (text: string): number => Buffer.from(text).readInt32LE()

const OF_THREE = word('>3\r\n')
const OF_FOUR = word('>4\r\n')
const SEVEN_LONG = word('$7\r\n')
const EIGHT_LONG = word('$8\r\n')
const MESS = word('mess')
const AGE = word('age\r')
const SMES = word('smes')
const PMES = word('pmes')
const SAGE = word('sage')
const LF = 0x0a
const CRLF = 0x0a0d

/**
 * Which kind of message begins at `at`; undefined for all else. At least `SHORTEST` bytes must stand there. Four bytes at
 * a time: letter by letter it takes twice as long.
 */
export function kindOf(bytes: DataView, at: number): MessageKind | undefined {
  const parts = bytes.getInt32(at, true)
  const size = bytes.getInt32(at + 4, true)
  const begin = bytes.getInt32(at + 8, true)
  const end = bytes.getInt32(at + 12, true)
  if (size === SEVEN_LONG) {
    return parts === OF_THREE && begin === MESS && end === AGE && bytes.getUint8(at + 16) === LF ? 'channel' : undefined
  }
  if (size !== EIGHT_LONG || end !== SAGE || bytes.getUint16(at + 16, true) !== CRLF) return undefined
  if (begin === SMES) return parts === OF_THREE ? 'shard' : undefined
  return begin === PMES && parts === OF_FOUR ? 'pattern' : undefined
}
