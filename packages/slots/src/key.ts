/** How many slots a cluster divides its keys into: 16384, numbered 0 to 16383. */
export const SLOT_COUNT = 16384

/** What a key may be. Strings are hashed as their UTF-8 bytes, numbers as their decimal digits. */
export type Key = string | number | bigint | Uint8Array

/** The text of a key that is neither string nor bytes; a TypeError that names the kind, never the value, for all else. */
export function keyText(key: unknown): string {
  if (typeof key === 'bigint' || (typeof key === 'number' && !Number.isNaN(key))) return String(key)
  const kind = key === null ? 'null' : Array.isArray(key) ? 'an array' : Number.isNaN(key) ? 'NaN' : typeof key
  throw new TypeError(`A key must be a string, number, bigint or Uint8Array, but is ${kind}.`)
}
