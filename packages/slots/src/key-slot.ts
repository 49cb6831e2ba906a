import { CRC16_TABLE, crc16 } from './crc16.js'
import { hashTag, OPEN } from './hash-tag.js'
import { type Key, keyText, SLOT_COUNT } from './key.js'

// Constants of this module: what is imported may cost a look-up each time, as it does in tests.
const TABLE = CRC16_TABLE
const BRACE = OPEN
const MASK = SLOT_COUNT - 1

/**
 * The slot of a key, 0 to 16383, as `CLUSTER KEYSLOT` tells it. Takes some 3 ns a byte.
 *
 * A string is hashed as its UTF-8 bytes, a lone surrogate as U+FFFD, which is what is sent in its place.
 *
 * @throws TypeError where the key is none of string, number, bigint and Uint8Array.
 * @example
 * keySlot('user:1')                                      // 10778
 * keySlot('{user:1}:name') === keySlot('{user:1}:age')   // true: only what stands in the braces is hashed
 */
export function keySlot(key: Key): number {
  if (typeof key !== 'string') {
    return key instanceof Uint8Array ? crc16(hashTag(key)) & MASK : keySlot(keyText(key))
  }
  // Most keys are ASCII without a tag: one pass over the characters, and no other call. Taking two or four characters at
  // a time or finding the brace with indexOf first is no faster (key-slot.bench.ts): charCodeAt is what costs.
  let crc = 0
  for (let i = 0; i < key.length; i++) {
    const code = key.charCodeAt(i)
    if (code === BRACE) return slotFromBrace(key, i)
    if (code > 0x7f) return slotOfPart(hashTag(key))
    crc = (crc << 8) ^ (TABLE[((crc >> 8) ^ code) & 0xff] as number)
  }
  return crc & MASK
}

function slotFromBrace(key: string, open: number): number {
  const close = key.indexOf('}', open + 1)
  return close > open + 1 ? slotOfPart(key, open + 1, close) : slotOfPart(key)
}

/** The slot of what is hashed, whatever braces it holds. */
function slotOfPart(text: string, from = 0, to = text.length): number {
  let crc = 0
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i)
    if (code > 0x7f) return crc16(encoder.encode(text.slice(from, to))) & MASK
    crc = (crc << 8) ^ (TABLE[((crc >> 8) ^ code) & 0xff] as number)
  }
  return crc & MASK
}

const encoder = new TextEncoder()
