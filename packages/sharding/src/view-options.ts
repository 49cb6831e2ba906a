import { type CallOptions, type CrossSlot, type RetryMode, type RetryPolicy, SIGNAL } from '@rc/pipeline'
import { checkAll, type ReadFrom, resolveRetry, VIEW_CHECKS } from './options.js'

/** What may be settled anew for some commands: options of `with` and of `run`. */
export interface ViewOptions {
  /** Milliseconds for a whole command, retries included. */
  timeoutMs?: number | undefined
  /** Gives commands up when it fires: they reject with AbortError. */
  signal?: AbortSignal | undefined
  /** What may be sent again after an attempt failed. */
  retry?: RetryMode | RetryPolicy | undefined
  /** Where reads go. */
  readFrom?: ReadFrom | undefined
  /** What to do with a command whose keys live on several nodes. */
  crossSlot?: CrossSlot | undefined
}

const CHECKS = {
  ...VIEW_CHECKS,
  signal: SIGNAL,
}

/**
 * Options of one view out of those of another and what is changed.
 *
 * @throws ConfigError where an option is not known or cannot be
 */
export function derive(base: CallOptions, changes: ViewOptions): CallOptions {
  checkAll(changes, CHECKS, 'There is no option here that is called')
  const { timeoutMs, signal, readFrom, crossSlot, retry } = changes
  return {
    ...base,
    timeoutMs: timeoutMs ?? base.timeoutMs,
    signal: signal ?? base.signal,
    readFrom: readFrom ?? base.readFrom,
    crossSlot: crossSlot ?? base.crossSlot,
    retry: retry === undefined ? base.retry : resolveRetry(retry),
  }
}
