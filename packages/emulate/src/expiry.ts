import { type Key, PEXPIRE, PEXPIREAT, PEXPIRETIME, PTTL } from '@rc/commands'
import { ReplyError } from '@rc/errors'
import type { Expiry } from './draft.js'
import type { Steps } from './steps.js'

/** What a server answers to commands and options that are newer than it. */
export const UNKNOWN = /unknown|wrong number of arguments|syntax error/i

/**
 * How long a key lives: to the millisecond of its end, or, on servers before 7.0, by what is left. Undefined where it
 * lives for ever.
 */
export async function expiryOf(steps: Steps, key: Key): Promise<Expiry | undefined> {
  const at = await steps.tryRead<number>(UNKNOWN, PEXPIRETIME, key)
  if (!(at instanceof ReplyError)) return at < 0 ? undefined : () => [PEXPIREAT, at]
  const left = await steps.read<number>(PTTL, key)
  const since = Date.now()
  return left < 0 ? undefined : () => [PEXPIRE, Math.max(1, left - (Date.now() - since))]
}
