/**
 * What lies in the cluster while the loads run. Every value is derived from its key's number,
 * so that a reply can be checked, and a SET writes what is there already.
 */

export const KEYS = 10_000
export const BIG_KEYS = 256
export const LISTS = 100
export const HASHES = 100
export const LIST_LENGTH = 1000
export const HASH_FIELDS = 100
export const VALUE_BYTES = 64
export const BIG_BYTES = 16 * 1024

/** Written last by the bench, so that a later run knows the data for its own. */
export const MARKER_KEY = 'rc-bench'
export const MARKER = 'data 1'

/** A step that shares no factor with any count above: a walk with it meets every key and no run of neighbours. */
const STRIDE = 7919

/**
 * The walk: operation number to key number.
 * @param {number} i
 * @param {number} count
 */
export const walk = (i, count) => ((i % count) * STRIDE) % count

/** @param {number} n */
export const keyName = n => `key:${n}`
/** @param {number} n */
export const bigName = n => `big:${n}`
/** @param {number} n */
export const listName = n => `list:${n}`
/** @param {number} n */
export const hashName = n => `hash:${n}`
/** @param {number} n */
export const fieldName = n => `field:${n}`

/** @param {number} n */
export const value = n => filled(`value:${n}:`, VALUE_BYTES)
/** @param {number} n */
export const bigValue = n => filled(`big:${n}:`, BIG_BYTES)
/** @type {(list: number, n: number) => string} */
export const element = (list, n) => filled(`element:${list}:${n}:`, VALUE_BYTES)
/** @type {(hash: number, n: number) => string} */
export const fieldValue = (hash, n) => filled(`field:${hash}:${n}:`, VALUE_BYTES)

/**
 * @template T
 * @param {number} length
 * @param {(n: number) => T} make
 */
export const times = (length, make) => Array.from({ length }, (_, n) => make(n))

/**
 * Built through a buffer so that the string is flat, as one that came from outside would be: no client pays for ours.
 * @param {string} start
 * @param {number} bytes
 */
function filled(start, bytes) {
  return Buffer.alloc(bytes, 'x').fill(start, 0, start.length).toString('latin1')
}
