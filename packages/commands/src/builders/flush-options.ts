import type { OptionTable } from './options.js'

/** How memory is freed. At most one of them; without, as the server is set. */
export interface FlushOptions {
  /** In the background. */
  async?: boolean
  /** Before the answer. */
  sync?: boolean
}

export const FLUSH_OPTIONS: OptionTable<FlushOptions> = {
  tokens: { async: 'flag', sync: 'flag' },
  exclusive: [['async', 'sync']],
}
