import type { Row } from './rows/row.js'

/**
 * How else the servers may be configured. As usual: on 127.0.0.1, and a slot without an owner hurts no other slot.
 * `full-coverage`: it hurts them all, which is what Redis does unless it is told otherwise. `127.0.0.2`: an address that
 * nobody can have guessed.
 */
export const VARIANTS = ['usual', 'full-coverage', '127.0.0.2'] as const

export type Variant = (typeof VARIANTS)[number]

/** A row whose servers have addresses of its own cannot give them others. */
export const isPossible = (variant: Variant, { cluster }: Row): boolean =>
  variant !== '127.0.0.2' || cluster?.host === undefined
