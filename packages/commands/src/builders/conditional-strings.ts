import { type Command, command } from '../command.js'
import { DELIFEQ, MSETEX } from '../specs.gen.js'
import { flatPairs, type Key, type Pairs, type Value } from './args.js'
import { appendOptions, type OptionTable } from './options.js'
import type { ExpiryOptions } from './strings.js'

/** Options of MSETEX. */
export interface MsetexOptions extends ExpiryOptions {
  /** Only where none of the keys exists. */
  nx?: boolean
  /** Only where all of the keys exist. */
  xx?: boolean
  /** Keep the time to live that the keys have. */
  keepttl?: boolean
}

const MSETEX_OPTIONS: OptionTable<MsetexOptions> = {
  tokens: { nx: 'flag', xx: 'flag', ex: 'value', px: 'value', exat: 'value', pxat: 'value', keepttl: 'flag' },
  exclusive: [
    ['nx', 'xx'],
    ['ex', 'px', 'exat', 'pxat', 'keepttl'],
  ],
}

/**
 * Deletes a key where it holds this string. Answers with 1 or 0.
 *
 * O(1). Valkey alone, since 9.0.0. Cluster: runs on the primary of the key's slot.
 */
export const delifeq = (key: Key, value: Value): Command<number> => command(DELIFEQ, [key, value])

/**
 * Sets the strings at several keys and their time to live, all of them or none. Answers with 1 or 0.
 *
 * O(n) in the number of keys. Since Redis 8.4, Valkey 9.1. Cluster: all keys must be in one slot; never split, for it
 * would no longer be all or none.
 *
 * @throws ConfigError where there are none or options exclude each other
 */
export const msetex = (pairs: Pairs, options?: MsetexOptions): Command<number> => {
  const flat = flatPairs(MSETEX, 'keys', pairs)
  return command(MSETEX, appendOptions(MSETEX, [flat.length / 2, ...flat], { given: options, table: MSETEX_OPTIONS }))
}
