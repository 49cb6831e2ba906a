import type { Value } from './args.js'
import type { OptionTable } from './options.js'

/** Options of HSCAN, SSCAN and ZSCAN. */
export interface ScanPartOptions {
  /** Only names that match this pattern. */
  match?: Value
  /** How much the server should look at for one page; 10 without it. */
  count?: number
}

/** Options of HSCAN. */
export interface HscanOptions extends ScanPartOptions {
  /** Answer with names of fields alone. Since Redis 7.4, Valkey 8.0. */
  novalues?: boolean
}

/** Options of ZSCAN. */
export interface ZscanOptions extends ScanPartOptions {
  /** Answer with members alone. Valkey alone, since 8.0. */
  noscores?: boolean
}

export const HSCAN_OPTIONS: OptionTable<HscanOptions> = {
  tokens: { match: 'value', count: 'value', novalues: 'flag' },
}
export const ZSCAN_OPTIONS: OptionTable<ZscanOptions> = {
  tokens: { match: 'value', count: 'value', noscores: 'flag' },
}
export const SCAN_PART_OPTIONS: OptionTable<ScanPartOptions> = { tokens: { match: 'value', count: 'value' } }
