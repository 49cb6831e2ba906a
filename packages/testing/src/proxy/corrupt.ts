/** A copy of the bytes with one bit flipped. */
export function corrupted(bytes: Buffer, byte = bytes.length >> 1, bit = 0): Buffer {
  const copy = Buffer.from(bytes)
  const at = byte < 0 ? bytes.length + byte : byte
  copy[at] = (copy[at] ?? 0) ^ (1 << bit)
  return copy
}
