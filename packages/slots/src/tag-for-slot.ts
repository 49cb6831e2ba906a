import { ConfigError } from '@rc/errors'
import { SLOT_COUNT } from './key.js'
import { keySlot } from './key-slot.js'
import { isSlot } from './slot-ranges.js'

// The tags tried are the numbers 0, 1, 2, … in base 36. Each slot keeps the first that falls into it, and the search
// goes on where it stopped: nothing is computed before it is asked for, nothing twice.
const firstOf = new Uint32Array(SLOT_COUNT)
const found = new Uint8Array(SLOT_COUNT)
let next = 0

/**
 * A short hash tag, at most four lower-case letters and digits, that hashes to the slot. The same one every time.
 *
 * @param slot 0 to 16383
 * @throws ConfigError where the slot is no whole number from 0 to 16383.
 * @example
 * const key = `{${tagForSlot(7000)}}:lock`  // keySlot(key) === 7000
 */
export function tagForSlot(slot: number): string {
  if (!isSlot(slot)) {
    throw new ConfigError(`A slot must be a whole number from 0 to ${SLOT_COUNT - 1}.`)
  }
  while (found[slot] === 0) {
    const hit = keySlot(next.toString(36))
    if (found[hit] === 0) {
      found[hit] = 1
      firstOf[hit] = next
    }
    next++
  }
  return (firstOf[slot] as number).toString(36)
}
