import type { Request } from '@rc/resp'
import { type Key, keySlot } from '@rc/slots'
import { isUtf8 } from 'node:buffer'

/** What is subscribed to: a channel, a pattern of channels, or a channel that lives where its slot does. */
export type Kind = 'channel' | 'pattern' | 'shard'

/** One thing to subscribe to. */
export interface Topic {
  readonly kind: Kind
  /** Its name as text; for bytes that are no text, a text that nothing else has. */
  readonly name: string
  /** What is sent. */
  readonly wire: string | Uint8Array
  /** Slot of a sharded channel; -1 for others. */
  readonly slot: number
  /** The one node where it is wanted, `host:port`; undefined for any. */
  readonly pin: string | undefined
}

type Head = Request['spec']

const head = (word: string): Head => ({ head: `$${word.length}\r\n${word}\r\n`, words: 1 })

/** The commands of each kind. */
export const WORDS = {
  channel: { on: head('SUBSCRIBE'), off: head('UNSUBSCRIBE'), command: 'SUBSCRIBE' },
  pattern: { on: head('PSUBSCRIBE'), off: head('PUNSUBSCRIBE'), command: 'PSUBSCRIBE' },
  shard: { on: head('SSUBSCRIBE'), off: head('SUNSUBSCRIBE'), command: 'SSUBSCRIBE' },
} as const satisfies Record<Kind, { on: Head; off: Head; command: string }>

/** Stands before bytes that are no text. No text begins with half a character. */
const NO_TEXT = '\udc00'

/** The name that bytes have here. */
export const nameOfBytes = (bytes: Buffer): string =>
  isUtf8(bytes) ? bytes.toString() : NO_TEXT + bytes.toString('latin1')

/** Whether a name stands for bytes that are no text: messages have to be read as bytes to know it again. */
export const isBinary = ({ name }: Topic): boolean => name.startsWith(NO_TEXT)

/** A name for people. */
export const readable = (name: string): string =>
  name.startsWith(NO_TEXT) ? Buffer.from(name.slice(1), 'latin1').toString() : name

/**
 * What a user's name for a channel or pattern means.
 *
 * @throws TypeError where it is neither text, a number nor bytes
 */
export function topicOf(kind: Kind, channel: Key, pin?: string): Topic {
  const wire = channel instanceof Uint8Array ? channel : textOf(channel)
  const bytes = typeof wire === 'string' ? undefined : Buffer.from(wire)
  return {
    kind,
    name: bytes === undefined ? (wire as string) : nameOfBytes(bytes),
    // The user's own bytes may change later.
    wire: bytes ?? wire,
    slot: kind === 'shard' ? keySlot(bytes ?? wire) : -1,
    pin,
  }
}

function textOf(channel: unknown): string {
  // Halves of characters are not sent as such: the server knows the channel under another name.
  if (typeof channel === 'string') return Buffer.from(channel).toString()
  if (typeof channel === 'bigint' || (typeof channel === 'number' && !Number.isNaN(channel))) return String(channel)
  const kind = channel === null ? 'null' : Array.isArray(channel) ? 'an array' : typeof channel
  throw new TypeError(`A channel must be a string, number, bigint or Uint8Array, but is ${kind}.`)
}
