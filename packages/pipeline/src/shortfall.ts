import { type ErrorContext, PersistenceError, ReplicationError } from '@rc/errors'
import type { Acknowledged, Guarantee } from './guarantee.js'

/** The error of a write that was done, but not as far as was asked for. */
export type Shortfall = ReplicationError | PersistenceError

export const isShortfall = (error: unknown): error is Shortfall =>
  error instanceof ReplicationError || error instanceof PersistenceError

/** The error of a write, where too few servers acknowledged it. */
export function shortfall(
  guarantee: Guarantee,
  { acknowledged, reply }: { acknowledged: Acknowledged; reply: unknown },
  context: ErrorContext,
): Shortfall | undefined {
  const { local, replicas } = acknowledged
  const done: ErrorContext = { ...context, executed: 'yes' }
  if (guarantee.kind === 'replication') {
    if (replicas >= guarantee.replicas) return undefined
    return new ReplicationError(reply, replicas, guarantee.replicas, done)
  }
  const required = { local: guarantee.local, replicas: guarantee.replicas }
  if (local >= required.local && replicas >= required.replicas) return undefined
  return new PersistenceError(reply, { acknowledged, required }, done)
}

/** The one of several where the fewest acknowledged: what holds for the whole of which they are parts. */
export const least = (errors: readonly Shortfall[]): Shortfall =>
  errors.reduce((a, b) => (weight(b) < weight(a) ? b : a))

const weight = ({ acknowledged }: Shortfall): number =>
  typeof acknowledged === 'number' ? acknowledged : acknowledged.local + acknowledged.replicas

/** The same error about the whole of a command, of which it was about a part. */
export function withReply(error: Shortfall, reply: unknown): Shortfall {
  const { command, node, attempts, cause } = error
  const context: ErrorContext = { command, node, attempts, cause, executed: 'yes' }
  if (error instanceof ReplicationError) {
    return new ReplicationError(reply, error.acknowledged, error.required, context)
  }
  const { acknowledged, required } = error
  return new PersistenceError(reply, { acknowledged, required }, context)
}
