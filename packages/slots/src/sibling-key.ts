import { hashTag } from './hash-tag.js'
import { type Key, keyText } from './key.js'
import { keySlot } from './key-slot.js'
import { tagForSlot } from './tag-for-slot.js'

/**
 * A name in the same slot as `key`, made of it and a suffix: for temporary keys, locks and whatever else belongs to a
 * key.
 *
 * A key with a hash tag keeps it, a key without one becomes the tag. Where it cannot (it holds a `}`, is empty, or is
 * bytes), a short tag of its slot stands before it. Bytes give bytes, all else gives a string.
 *
 * @param suffix what tells the name from others of the same key; may hold anything
 * @throws TypeError where the key is none of string, number, bigint and Uint8Array.
 * @example
 * siblingKey('user:{7}:cart', ':lock')  // 'user:{7}:cart:lock'
 * siblingKey('user:7', ':lock')         // '{user:7}:lock'
 * siblingKey('a}b', ':lock')            // '{4w2}a}b:lock'
 */
export function siblingKey(key: Key, suffix: string): string | Uint8Array {
  if (key instanceof Uint8Array) return joined(`{${tagForSlot(keySlot(key))}}`, key, suffix)
  const text = typeof key === 'string' ? key : keyText(key)
  if (hashTag(text) !== text) return text + suffix
  return text === '' || text.includes('}') ? `{${tagForSlot(keySlot(text))}}${text}${suffix}` : `{${text}}${suffix}`
}

function joined(before: string, key: Uint8Array, after: string): Uint8Array {
  const encoder = new TextEncoder()
  const head = encoder.encode(before)
  const tail = encoder.encode(after)
  const bytes = new Uint8Array(head.length + key.length + tail.length)
  bytes.set(head)
  bytes.set(key, head.length)
  bytes.set(tail, head.length + key.length)
  return bytes
}
