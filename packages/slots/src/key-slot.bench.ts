import clusterKeySlot from 'cluster-key-slot'
import { bench, describe } from 'vitest'
import { CRC16_TABLE } from './crc16.js'
import { keySlot } from './key-slot.js'

// pnpm exec vitest bench packages/slots/src/key-slot
// keySlot beside other ways to write it, each over a thousand keys. What was found: reading the characters costs more
// than the CRC, so one plain loop is as good as anything that takes several of them at a time.

const table = CRC16_TABLE
const byteAfter = Uint16Array.from(table, crc => (crc << 8) ^ (table[crc >> 8] as number))

/** Finds the tag with indexOf first, so that keys without one are walked twice. */
function braceFirst(key: string): number {
  let [from, to, crc] = [0, key.length, 0]
  const open = key.indexOf('{')
  const close = open === -1 ? -1 : key.indexOf('}', open + 1)
  if (close > open + 1) [from, to] = [open + 1, close]
  for (let i = from; i < to; i++) crc = (crc << 8) ^ (table[((crc >> 8) ^ key.charCodeAt(i)) & 0xff] as number)
  return crc & 0x3fff
}

/** Takes two characters at a time, with a second table. */
function inPairs(key: string): number {
  let [from, to, crc] = [0, key.length, 0]
  const open = key.indexOf('{')
  const close = open === -1 ? -1 : key.indexOf('}', open + 1)
  if (close > open + 1) [from, to] = [open + 1, close]
  if ((to - from) % 2 === 1) crc = table[key.charCodeAt(from++) & 0xff] as number
  for (let i = from; i < to; i += 2) {
    const first = byteAfter[((crc >> 8) ^ key.charCodeAt(i)) & 0xff] as number
    crc = first ^ (table[(crc ^ key.charCodeAt(i + 1)) & 0xff] as number)
  }
  return crc & 0x3fff
}

/** Encodes first, as one does who has no loop of his own for strings. */
const encoded = (key: string): number => keySlot(Buffer.from(key))

const variants = { keySlot, braceFirst, inPairs, encoded, 'cluster-key-slot': clusterKeySlot }
const kinds = {
  'short keys': (i: number) => `k:${i}`,
  'keys of 20 bytes': (i: number) => `key:${String(i).padStart(16, '0')}`,
  'keys with a tag': (i: number) => `{user:${i}}:profile:name`,
  'keys of 120 bytes': (i: number) => `session:${String(i).padStart(112, 'x')}`,
}

for (const [kind, make] of Object.entries(kinds)) {
  const keys = Array.from({ length: 1000 }, (_, i) => make(i * 7919))
  describe(kind, () => {
    for (const [name, slot] of Object.entries(variants)) {
      bench(name, () => {
        for (const key of keys) slot(key)
      })
    }
  })
}
