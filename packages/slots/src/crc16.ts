// CRC-16/XMODEM: polynomial 0x1021, start 0, nothing reflected. The cluster takes a slot to be its low 14 bits.

/** The CRC of each single byte; `(crc << 8) ^ TABLE[((crc >> 8) ^ byte) & 0xff]` takes one byte into a CRC. */
export const CRC16_TABLE: Uint16Array = table()

/** The CRC of two bytes' difference is the difference of their CRCs: those of the eight bits make all others. */
function table(): Uint16Array {
  const crcs = new Uint16Array(256)
  let crc = 0x1021
  for (let bit = 1; bit < 256; bit <<= 1) {
    for (let rest = 0; rest < bit; rest++) crcs[bit + rest] = crc ^ (crcs[rest] as number)
    crc = crc & 0x8000 ? (crc << 1) ^ 0x11021 : crc << 1
  }
  return crcs
}

/** The CRC16 of the bytes from `from` up to, but without, `to`. */
export function crc16(bytes: Uint8Array, from = 0, to = bytes.length): number {
  // Bits above the sixteenth pile up and are never looked at: one mask at the end, not one a byte.
  let crc = 0
  for (let i = from; i < to; i++) crc = (crc << 8) ^ byteCrc((crc >> 8) ^ (bytes[i] as number))
  return crc & 0xffff
}

const byteCrc = (value: number): number => CRC16_TABLE[value & 0xff] as number
