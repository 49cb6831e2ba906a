import { IDEMPOTENT } from './flags.js'
import { ALL_BUT_LAST, type KeyShape } from './key-shapes.js'
import type { SpecRow } from './spec.js'

/** What is known of a module's command better than from the module. */
export interface ModuleRow extends Pick<SpecRow, 'keys' | 'request' | 'response'> {
  /** Bits that no module can say. */
  readonly flags?: number
}

/** Key, path and value, again and again. */
const TRIPLES: readonly KeyShape[] = [{ kind: 'range', begin: 0, last: -1, step: 3, limit: 0 }]

/**
 * Commands of modules that say too little of them. RedisJSON says that JSON.MGET has one key, where ValkeyJSON names all
 * but the path; neither says of it and of JSON.MSET that they may be split.
 */
export const MODULE_ROWS: Readonly<Record<string, ModuleRow>> = {
  'JSON.MGET': { keys: ALL_BUT_LAST, request: 'multi_shard' },
  'JSON.MSET': { keys: TRIPLES, request: 'multi_shard', response: 'all_succeeded', flags: IDEMPOTENT },
}
