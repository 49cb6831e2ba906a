import { type Command, command } from '../command.js'
import { SORT, SORT_RO } from '../specs.gen.js'
import type { Key, OneOrMany, Value } from './args.js'
import { appendOptions, type Limit, type OptionTable } from './options.js'

/** Options of SORT_RO. */
export interface SortRoOptions {
  /** Sort by the value at this pattern, with each element in the place of `*`; a pattern without one: not at all. */
  by?: Value
  limit?: Limit
  /** Answer with the values at these patterns in the place of the element, or with the element for `#`. */
  get?: OneOrMany<Value>
  /** Smallest first: the default. */
  asc?: boolean
  /** Largest first. */
  desc?: boolean
  /** Compare as text, not as numbers. */
  alpha?: boolean
}

/** Options of SORT. */
export interface SortOptions extends SortRoOptions {
  /** Store the result as a list at this key. */
  store?: Key
}

const SORT_RO_OPTIONS: OptionTable<SortRoOptions> = {
  tokens: { by: 'value', limit: 'limit', get: 'each', asc: 'flag', desc: 'flag', alpha: 'flag' },
  exclusive: [['asc', 'desc']],
}
const SORT_OPTIONS: OptionTable<SortOptions> = {
  tokens: {
    by: 'value',
    limit: 'limit',
    get: 'each',
    asc: 'flag',
    desc: 'flag',
    alpha: 'flag',
    store: 'value',
  },
  exclusive: [['asc', 'desc']],
}

/**
 * The elements of a list, set or sorted set in order. With `store` they are stored, and the answer is their number.
 *
 * O(n + m·log m) in the number of elements and of those asked for. Since 1.0.0. Cluster: runs on the primary of the key's
 * slot; `store` must be in that slot, and the server refuses `by` and `get` where it cannot know that they are.
 *
 * @throws ConfigError where options exclude each other
 */
export const sort = (key: Key, options?: SortOptions): Command<(string | null)[] | number> =>
  command(SORT, appendOptions(SORT, [key], { given: options, table: SORT_OPTIONS }))

/**
 * The elements of a list, set or sorted set in order.
 *
 * O(n + m·log m) in the number of elements and of those asked for. Since 7.0.0. Cluster: runs on a node of the key's slot,
 * by `readFrom`; the server refuses `by` and `get` where it cannot know that they are in that slot.
 *
 * @throws ConfigError where options exclude each other
 */
export const sort_ro = (key: Key, options?: SortRoOptions): Command<(string | null)[]> =>
  command(SORT_RO, appendOptions(SORT_RO, [key], { given: options, table: SORT_RO_OPTIONS }))
