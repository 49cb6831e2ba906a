import type { OptionTable } from './options.js'

/** Options of SINTERCARD and ZINTERCARD. */
export interface IntercardOptions {
  /** Stop counting there. */
  limit?: number
}

export const INTERCARD_OPTIONS: OptionTable<IntercardOptions> = { tokens: { limit: 'value' } }
