import type { Value } from './args.js'
import type { OptionTable } from './options.js'

/** Options of HSCAN, SSCAN and ZSCAN. */
export interface ScanPartOptions {
  /** Only names that match this pattern. */
  match?: Value
  /** How much the server should look at for one page; 10 without it. */
  count?: number
}

export const SCAN_PART_OPTIONS: OptionTable<ScanPartOptions> = { tokens: { match: 'value', count: 'value' } }
