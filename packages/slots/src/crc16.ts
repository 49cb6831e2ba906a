// CRC-16/XMODEM: polynomial 0x1021, start 0, nothing reflected. The cluster takes a slot to be its low 14 bits.

/** The CRC of each single byte; `(crc << 8) ^ TABLE[((crc >> 8) ^ byte) & 0xff]` takes one byte into a CRC. */
export const CRC16_TABLE: Uint16Array = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1
  return crc
})

/** The CRC16 of the bytes from `from` up to, but without, `to`. */
export function crc16(bytes: Uint8Array, from = 0, to = bytes.length): number {
  // Bits above the sixteenth pile up and are never looked at: one mask at the end, not one a byte.
  let crc = 0
  for (let i = from; i < to; i++) crc = (crc << 8) ^ byteCrc((crc >> 8) ^ (bytes[i] as number))
  return crc & 0xffff
}

const byteCrc = (value: number): number => CRC16_TABLE[value & 0xff] as number
