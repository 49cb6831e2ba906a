import { type Part, PartialFailureError } from '@rc/errors'
import type { Reply } from '@rc/resp'

/** What an MGET had before the rest of it was asked for. */
export interface Served<T> {
  /** By position among its keys; undefined where it had to be asked for. */
  readonly values: readonly (Reply | undefined)[]
  /** The positions that were asked for. */
  readonly missing: readonly number[]
  /** Makes the whole of what was asked for. */
  readonly whole: (replies: unknown) => T
}

/** The failure of the part that was asked for, told as one of the whole: by its caller's positions. */
export function failureOfWhole<T>(error: unknown, served: Served<T>): unknown {
  if (!(error instanceof PartialFailureError)) return error
  const { values, missing, whole } = served
  const asked = [...error.succeeded, ...error.failed].map(
    (part): Part => ({ ...part, keys: part.keys.map(at => missing[at] as number) }),
  )
  const here = [...values.keys()].filter(at => values[at] !== undefined)
  const kept: Part[] = here.length === 0 ? [] : [{ node: undefined, keys: here, reply: here.map(at => values[at]) }]
  const retry = (): Promise<T> =>
    error.retryFailed().then(whole, (again: unknown) => {
      throw failureOfWhole(again, served)
    })
  return new PartialFailureError([...kept, ...asked], { command: error.command, attempts: error.attempts, retry })
}
