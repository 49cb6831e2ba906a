import {
  AbortError,
  AuthError,
  classify,
  ClosedError,
  PoolExhaustedError,
  QueueFullError,
  ScanUnsettledError,
  TimeoutError,
} from '@rc/errors'

/** Whether a page failed for a reason that another attempt, maybe at another node, need not meet. */
export function isPassing(error: unknown): boolean {
  if (error instanceof ClosedError || error instanceof QueueFullError || error instanceof PoolExhaustedError)
    return false
  return error instanceof TimeoutError || classify(error).kind !== 'final'
}

/** Whether a scan itself took a page back, as it learned that the node is no primary any more. */
export const isTakenBack = (error: unknown): boolean => error instanceof AbortError && error.cause === TAKEN_BACK

/** The reason of such an abort. */
export const TAKEN_BACK = Symbol('the node is no primary any more')

/** The server tells nothing of itself to this user. */
export const isForbidden = (error: unknown): boolean => error instanceof AuthError && error.code === 'NOPERM'

/** A slot is never found in one place for the time of a pass. */
export const unsettled = (slot: number, passes: number): ScanUnsettledError =>
  new ScanUnsettledError(
    `The cluster does not settle: slot ${slot} was on the move, or half moved, in each of ${passes} passes in a row, so ` +
      'that its keys cannot be told for certain. Finish the resharding (redis-cli --cluster check shows what is open), ' +
      'then go on with { cursor: scan.cursor }.',
    slot,
    { command: 'SCAN' },
  )

/** The parts of a key are never found in one place for the time that it takes to read them. */
export const beganTooOften = (command: string, slot: number, cause: unknown): ScanUnsettledError =>
  new ScanUnsettledError(
    `${command} had to begin anew too often, as slot ${slot} does not stay in one place, or its node not up. Begin again ` +
      'when the cluster has settled (redis-cli --cluster check shows what is open).',
    slot,
    { command, cause },
  )
