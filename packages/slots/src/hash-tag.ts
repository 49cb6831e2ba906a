import { type Key, keyText } from './key.js'

export const OPEN = 0x7b
export const CLOSE = 0x7d

/** What {@link hashTag} gives for a key: bytes for bytes, a string for all else. */
export type Hashed<K extends Key> = K extends Uint8Array ? Uint8Array : string

/**
 * The part of a key that decides upon its slot: what stands between the first `{` and the first `}` after it, where that
 * is at least one byte; else the whole key.
 *
 * Bytes come back as a view on the same memory, not as a copy.
 *
 * @throws TypeError where the key is none of string, number, bigint and Uint8Array.
 * @example
 * hashTag('{user:1}:name')  // 'user:1'
 * hashTag('foo{}{bar}')     // 'foo{}{bar}': the first tag is empty, and no other one counts
 */
export function hashTag<K extends Key>(key: K): Hashed<K>
export function hashTag(key: Key): string | Uint8Array {
  return key instanceof Uint8Array ? hashedBytes(key) : hashedText(typeof key === 'string' ? key : keyText(key))
}

function hashedText(key: string): string {
  const open = key.indexOf('{')
  if (open === -1) return key
  const close = key.indexOf('}', open + 1)
  return close > open + 1 ? key.slice(open + 1, close) : key
}

function hashedBytes(key: Uint8Array): Uint8Array {
  const open = key.indexOf(OPEN)
  if (open === -1) return key
  const close = key.indexOf(CLOSE, open + 1)
  return close > open + 1 ? key.subarray(open + 1, close) : key
}
