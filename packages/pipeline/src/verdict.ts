import type { Fault } from '@rc/errors'

/** How far a command had come when it failed: the first of the facts that decide whether it may run again. */
export type Phase = 'unsent' | 'rejected' | 'unknown'

/** What a command is, for this question: the second fact. */
export type Effect = 'read' | 'idempotent' | 'write'

/** A failed attempt at a command. */
export interface Attempt {
  /**
   * - `unsent`: it was never written.
   * - `rejected`: the server said that it did not run it.
   * - `unknown`: it was written and not answered.
   */
  readonly phase: Phase
  readonly effect: Effect
  /** How many attempts were made, this one included. */
  readonly count: number
  /** How many of them were redirected. */
  readonly redirects: number
  /** A number from 0 to below 1, to spread waiting clients. */
  readonly random: number
}

/** What to do about a failed attempt. */
export type Verdict =
  /** Send it to the node that the server named; `afterMs` later, where redirects go in circles. */
  | { readonly kind: 'redirect'; readonly asking: boolean; readonly afterMs: number }
  /** Send it again, by the map as it is then. */
  | { readonly kind: 'retry'; readonly afterMs: number; readonly refresh: boolean }
  /** The error goes to the caller. */
  | { readonly kind: 'fail' }

/** Decides upon failed attempts. Pure: it gets data and returns a decision; the engine acts. */
export interface RetryPolicy {
  decide(fault: Fault, attempt: Attempt): Verdict
}

/** The policies that have a name. */
export type RetryMode = 'safe' | 'idempotent' | 'all' | 'none'
