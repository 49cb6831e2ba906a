import type { OptionTable } from './options.js'

/** Options of EXPIRE and its like: at most one of them. `gt` and `lt` take a key without an end for one that never ends. */
export interface ExpireOptions {
  /** Only where the key has no end. */
  nx?: boolean
  /** Only where the key has an end. */
  xx?: boolean
  /** Only where it ends later than now. */
  gt?: boolean
  /** Only where it ends sooner than now. */
  lt?: boolean
}

export const EXPIRE_OPTIONS: OptionTable<ExpireOptions> = {
  tokens: { nx: 'flag', xx: 'flag', gt: 'flag', lt: 'flag' },
  exclusive: [['nx', 'xx', 'gt', 'lt']],
}
