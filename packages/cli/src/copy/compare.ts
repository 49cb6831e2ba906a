import { type Key, TYPE } from '@rc/commands'
import type { Part } from '../store/store.js'
import { comparisonOf } from './compare-parts.js'
import { all, ask, bytesOf, dumpOf, expiryOf, sameExpiry, SMALL_BYTES } from './ways.js'

/** What a comparison of one key found. */
export type Comparison = 'same' | 'different' | 'missing' | 'gone'

/** The version of the format and a checksum stand at the end of what DUMP gives. */
const FOOTER_BYTES = 10

/**
 * Whether the target has a key as the source has it: its type, its value to the last byte, and when it ends. Where the
 * two are encoded otherwise, or are large, part by part, about a mebibyte at a time.
 *
 * @param bytes what the key takes at the source; undefined where that is not known
 */
export async function compareKey(
  key: Key,
  bytes: number | undefined,
  { source, target }: { readonly source: Part; readonly target: Part },
): Promise<Comparison> {
  const there = await bytesOf(target, key)
  if (there === null) return String(await ask<unknown>(source, TYPE, key)) === 'none' ? 'gone' : 'missing'
  if (bytes !== undefined && bytes <= SMALL_BYTES && there !== undefined && there <= SMALL_BYTES) {
    const [mine, theirs] = await all([dumpOf(source, key), dumpOf(target, key)])
    if (mine.bytes === null) return 'gone'
    if (theirs.bytes === null) return 'missing'
    if (!sameExpiry(mine.expiry, theirs.expiry)) return 'different'
    if (body(mine.bytes).equals(body(theirs.bytes))) return 'same'
  }
  return compareInParts(key, source, target)
}

const body = (dump: Buffer): Buffer => dump.subarray(0, -FOOTER_BYTES)

async function compareInParts(key: Key, source: Part, target: Part): Promise<Comparison> {
  const [type, theirType, expiry, theirExpiry] = await all([
    ask<unknown>(source, TYPE, key).then(String),
    ask<unknown>(target, TYPE, key).then(String),
    expiryOf(source, key),
    expiryOf(target, key),
  ])
  if (type === 'none') return 'gone'
  if (theirType === 'none') return 'missing'
  if (type !== theirType || !sameExpiry(expiry, theirExpiry)) return 'different'
  const compare = comparisonOf(type)
  // A module's type: only its own bytes tell.
  if (compare === undefined) {
    const [mine, theirs] = await all([dumpOf(source, key), dumpOf(target, key)])
    return mine.bytes !== null && theirs.bytes !== null && body(mine.bytes).equals(body(theirs.bytes))
      ? 'same'
      : 'different'
  }
  return (await compare(key, source, target)) ? 'same' : 'different'
}
