import { AskError, MovedError, type RedirectTarget } from './redirect.js'
import { ConnectionError } from './connection-errors.js'
import {
  ClusterDownError,
  LoadingError,
  MasterDownError,
  ReadOnlyError,
  ReplyError,
  TryAgainError,
  UnblockedError,
} from './reply-error.js'

/**
 * What an error means for what comes next. An error is classified once, here; policies decide upon the fault and never
 * look at a text.
 *
 * - `moved`, `ask`: another node has the slot, for good or for this command alone.
 * - `wait`: not executed, the same node will serve it soon (a slot half moved, data being loaded).
 * - `elsewhere`: not executed, and the map of the cluster may be out of date (down, demoted, unblocked).
 * - `connection`: the way to the node broke; whether the command ran depends on whether it was sent.
 * - `final`: the answer to the command, whatever it says.
 */
export type Fault =
  | { readonly kind: 'moved'; readonly to: RedirectTarget }
  | { readonly kind: 'ask'; readonly to: RedirectTarget }
  | { readonly kind: 'wait' }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'connection' }
  | { readonly kind: 'final' }

const WAIT: Fault = { kind: 'wait' }
const ELSEWHERE: Fault = { kind: 'elsewhere' }
const CONNECTION: Fault = { kind: 'connection' }
const FINAL: Fault = { kind: 'final' }

/** What an error means for what comes next. */
export function classify(error: unknown): Fault {
  if (error instanceof MovedError) return { kind: 'moved', to: error }
  if (error instanceof AskError) return { kind: 'ask', to: error }
  if (error instanceof TryAgainError || error instanceof LoadingError) return WAIT
  if (
    error instanceof ClusterDownError ||
    error instanceof MasterDownError ||
    error instanceof ReadOnlyError ||
    error instanceof UnblockedError
  ) {
    return ELSEWHERE
  }
  if (error instanceof ReplyError) return FINAL
  return error instanceof ConnectionError ? CONNECTION : FINAL
}
