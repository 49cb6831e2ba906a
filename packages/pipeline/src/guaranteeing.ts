import type { Ticker } from '@rc/pool'
import { persistenceOf, replicationOf } from './guarantee-options.js'
import { Guarantees } from './guarantees.js'
import type { Operation, Overseer } from './operation.js'

/** Writes that resolve once enough servers have them: what the options mean, and who sees to it. */
export interface Guaranteeing {
  readonly replicationOf: typeof replicationOf
  readonly persistenceOf: typeof persistenceOf
  readonly keeper: (overseer: Overseer, ticker: Ticker, send: (question: Operation) => void) => Guarantees
}

/** Writes that resolve once enough servers have them. */
export const guarantees: Guaranteeing = {
  replicationOf,
  persistenceOf,
  keeper: (overseer, ticker, send) => new Guarantees(overseer, ticker, send),
}
