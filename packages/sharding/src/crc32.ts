// CRC-32 as zlib computes it. A table of our own: keys are short, and a call into the runtime costs more than they do.

const TABLE = new Int32Array(256).map((_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})

const encoder = new TextEncoder()

/**
 * The CRC-32 of bytes, or of a text as UTF-8: 0 to 2^32 - 1.
 *
 * @example
 * crc32('foo') // 2356372769
 */
export function crc32(data: string | Uint8Array): number {
  return typeof data === 'string' ? ofText(data) : ofBytes(data)
}

function ofText(text: string): number {
  let crc = -1
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 0x7f) return ofBytes(encoder.encode(text))
    crc = (crc >>> 8) ^ (TABLE[(crc ^ code) & 0xff] as number)
  }
  return ~crc >>> 0
}

function ofBytes(bytes: Uint8Array): number {
  let crc = -1
  for (let i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ (TABLE[(crc ^ (bytes[i] as number)) & 0xff] as number)
  return ~crc >>> 0
}
