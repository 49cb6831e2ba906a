import type { Key } from './key.js'
import { keySlot } from './key-slot.js'

/**
 * Whether all keys live in one slot, as a command with several keys wants it. True for no keys and for one.
 *
 * @throws TypeError where a key is none of string, number, bigint and Uint8Array.
 * @example
 * sameSlot(['{user:1}:name', '{user:1}:age'])  // true
 * sameSlot(['user:1:name', 'user:1:age'])      // false
 */
export function sameSlot(keys: Iterable<Key>): boolean {
  let slot = -1
  for (const key of keys) {
    const next = keySlot(key)
    if (slot === -1) slot = next
    else if (slot !== next) return false
  }
  return true
}

/**
 * The keys of each slot, in the order they came in; slots in the order of their first key.
 *
 * @throws TypeError where a key is none of string, number, bigint and Uint8Array.
 * @example
 * groupBySlot(['{a}1', 'b', '{a}2'])  // Map { 15495 => ['{a}1', '{a}2'], 3300 => ['b'] }
 */
export function groupBySlot<K extends Key>(keys: Iterable<K>): Map<number, K[]> {
  const groups = new Map<number, K[]>()
  for (const key of keys) put(groups, keySlot(key), key)
  return groups
}

/**
 * The positions of each slot's keys: what is needed to put answers that came slot by slot back into the order of the
 * keys.
 *
 * @throws TypeError where a key is none of string, number, bigint and Uint8Array.
 * @example
 * positionsBySlot(['{a}1', 'b', '{a}2'])  // Map { 15495 => [0, 2], 3300 => [1] }
 */
export function positionsBySlot(keys: Iterable<Key>): Map<number, number[]> {
  const groups = new Map<number, number[]>()
  let position = 0
  for (const key of keys) put(groups, keySlot(key), position++)
  return groups
}

function put<T>(groups: Map<number, T[]>, slot: number, item: T): void {
  const group = groups.get(slot)
  if (group === undefined) groups.set(slot, [item])
  else group.push(item)
}
