import type { Key } from '@rc/commands'
import type { Draft } from './draft.js'
import type { Steps } from './steps.js'

/** A large key that is copied chunk by chunk: what, and whereto. */
export interface Copying {
  readonly steps: Steps
  readonly from: Key
  readonly draft: Draft
  /** Keeps a temporary source from expiring. */
  readonly renew: () => Promise<unknown>
}
