import { checkOptions, FLAG, FUNCTION, POSITIVE, type Rules, SIGNAL } from '@rc/pipeline'

/** How far a batch is. */
export interface BatchProgress {
  /** Commands that have ended, those that failed among them. */
  readonly done: number
  /** Commands that failed. */
  readonly failed: number
}

/** How a batch is run. */
export interface BatchOptions {
  /** Commands that are under way, or whose results nobody has taken yet, at most. Default 1000. */
  inFlight?: number | undefined
  /**
   * True (default): the first error, in the order of the commands, ends the batch and is thrown; it carries `index`.
   * False: errors stand among the results, in their places.
   */
  raiseOnError?: boolean | undefined
  /** Gives up what is under way when it fires, and takes no more commands: the batch throws AbortError. */
  signal?: AbortSignal | undefined
  /** Told how far the batch is, after every `inFlight` commands and at the end. */
  onProgress?: ((progress: BatchProgress) => void) | undefined
}

const RULES: Rules<BatchOptions> = {
  inFlight: POSITIVE,
  raiseOnError: FLAG,
  signal: SIGNAL,
  onProgress: FUNCTION,
}

/** @throws ConfigError where an option is not known or cannot be */
export function checkBatch(given: BatchOptions): BatchOptions {
  checkOptions(given, RULES, { example: '{ inFlight: 1000 }', no: 'A batch has no option' })
  return given
}
