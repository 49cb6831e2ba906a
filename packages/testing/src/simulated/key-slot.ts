const OPEN = 0x7b
const CLOSE = 0x7d

/** The slot of a key, by the definition: CRC16 (XMODEM) of the key or its hash tag, modulo 16384. Slow and plain. */
export function slotOfKey(key: Uint8Array): number {
  const open = key.indexOf(OPEN)
  const close = open === -1 ? -1 : key.indexOf(CLOSE, open + 1)
  const hashed = close > open + 1 ? key.subarray(open + 1, close) : key
  let crc = 0
  for (const byte of hashed) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff
  }
  return crc & 0x3fff
}
