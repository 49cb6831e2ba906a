import { ConfigError } from '@rc/errors'

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

const NAMES = ['inFlight', 'raiseOnError', 'signal', 'onProgress'] as const satisfies (keyof BatchOptions)[]

/** @throws ConfigError where an option is not known or cannot be */
export function checkBatch(given: BatchOptions): BatchOptions {
  if (typeof given !== 'object' || given === null) {
    throw new ConfigError('Options of a batch are a record, such as { inFlight: 1000 }.')
  }
  const unknown = Object.keys(given).find(name => !(NAMES as readonly string[]).includes(name))
  if (unknown !== undefined) {
    throw new ConfigError(`A batch has no option ${unknown}. Options are: ${NAMES.join(', ')}.`)
  }
  const { inFlight = 1, raiseOnError = true, onProgress } = given
  if (!Number.isInteger(inFlight) || inFlight < 1) {
    throw new ConfigError('The option inFlight must be a positive whole number of commands.')
  }
  if (typeof raiseOnError !== 'boolean') throw new ConfigError('The option raiseOnError must be true or false.')
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw new ConfigError('The option onProgress must be a function.')
  }
  return given
}
