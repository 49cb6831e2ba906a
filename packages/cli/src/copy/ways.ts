import { command, type CommandSpec, DUMP, type Key, MEMORY_USAGE, PEXPIRETIME, PTTL } from '@rc/commands'
import { ReplyError } from '@rc/errors'
import type { Arg } from '@rc/resp'
import type { Part } from '../store/store.js'

/** Keys up to this size go as a whole; larger ones in pieces. */
export const SMALL_BYTES = 2 ** 20

/** What a server says to a command that it does not have, or keeps from this user. */
export const WITHHELD = /^NOPERM|unknown (sub)?command/i

/** Sends a command of one key. */
export const ask = <T>({ executor }: Part, spec: CommandSpec, ...args: readonly Arg[]): Promise<T> =>
  executor.run(command<T>(spec, args))

/** Bytes that a key takes; null where there is none; undefined where the server does not tell. */
export async function bytesOf(part: Part, key: Key): Promise<number | null | undefined> {
  try {
    return await ask<number | null>(part, MEMORY_USAGE, key)
  } catch (error) {
    if (error instanceof ReplyError && WITHHELD.test(error.message)) return undefined
    throw error
  }
}

/** When a key ends. */
export interface Expiry {
  /** Milliseconds since 1970, or from now on where the server is too old to tell; 0 for never. */
  readonly ms: number
  readonly absolute: boolean
}

const NEVER: Expiry = { ms: 0, absolute: true }
/** Servers before 7.0 only tell what is left. */
const olderParts = new WeakSet<Part>()

/** When a key ends. */
export async function expiryOf(part: Part, key: Key): Promise<Expiry> {
  if (!olderParts.has(part)) {
    try {
      const at = await ask<number>(part, PEXPIRETIME, key)
      return at < 0 ? NEVER : { ms: at, absolute: true }
    } catch (error) {
      if (!(error instanceof ReplyError && /unknown command/i.test(error.message))) throw error
      olderParts.add(part)
    }
  }
  const left = await ask<number>(part, PTTL, key)
  return left < 0 ? NEVER : { ms: Math.max(1, left), absolute: false }
}

/** Milliseconds by which ends that are told as what is left may differ. */
const TOLERANCE_MS = 5000

/** Whether two ends are the same, as far as servers tell. */
export function sameExpiry(a: Expiry, b: Expiry): boolean {
  if (a.ms === 0 || b.ms === 0) return a.ms === b.ms
  if (a.absolute && b.absolute) return a.ms === b.ms
  const at = (expiry: Expiry): number => (expiry.absolute ? expiry.ms : Date.now() + expiry.ms)
  return Math.abs(at(a) - at(b)) <= TOLERANCE_MS
}

/** A key as DUMP gives it, with its end: both asked in one go. */
export async function dumpOf(part: Part, key: Key): Promise<{ bytes: Buffer | null; expiry: Expiry }> {
  const asked = expiryOf(part, key)
  // It is waited for below; until then its failure is nobody's.
  asked.catch(ignore)
  const bytes = await ask<Buffer | null>(part, DUMP, key)
  return { bytes, expiry: await asked }
}

const ignore = (): void => undefined

/** Waits for all, also where one fails, so that nothing goes on behind the error. */
export async function all<T extends readonly unknown[] | []>(
  promises: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(promises)
  return Promise.all(promises)
}
