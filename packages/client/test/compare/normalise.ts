import { PartialFailureError, ReplyError } from '@rc/errors'
import { isDeepStrictEqual } from 'node:util'
import type { Alike } from './alike.js'
import type { Place } from './own-name.js'

/** What came of a call: a reply, or the error that the server gave. */
export type Outcome = { readonly reply: unknown } | { readonly error: { readonly code: string; readonly text: string } }

/** Runs something and tells what came of it. What is no answer of a server is thrown on: nothing may hide it. */
export async function outcomeOf(run: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { reply: await run() }
  } catch (error) {
    const answer = error instanceof PartialFailureError ? error.failed[0]?.error : error
    // Ours, with its subclasses, or the one of ioredis' parser.
    if (!(answer instanceof ReplyError || (answer instanceof Error && answer.name === 'ReplyError'))) throw error
    const code = answer instanceof ReplyError ? answer.code : firstWord(answer.message)
    return { error: { code, text: withoutArguments(answer.message) } }
  }
}

/** What a server puts in front of an error is its code; a script may leave it out. */
const firstWord = (text: string): string => /^[A-Z][A-Z0-9_]*(?= |$)/.exec(text)?.[0] ?? 'ERR'

/** Ours leaves out the arguments, which a server repeats for a command that it does not know: they may be secret. */
const withoutArguments = (text: string): string =>
  text.replace(/, with args beginning with:.*$/s, '').replaceAll(/'[^']*'|`[^`]*`/g, "'…'")

/**
 * The one form that outcomes are compared in: the client's own names become the same for all, records lose their
 * prototype and the order of their fields, and nothing else is touched: `'1'` is not 1, `null` is not `''`, `[]` or
 * undefined.
 */
export function normalise<T>(outcome: T, place: Place): T {
  return plain(outcome, place) as T
}

function plain(value: unknown, place: Place): unknown {
  if (typeof value === 'string') return value.replaceAll(place.keys, '§').replaceAll(place.words, '§')
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('hex') }
  if (value instanceof Error) return { errorInside: value.message }
  if (Array.isArray(value)) return value.map(one => plain(one, place))
  if (value instanceof Map) return { map: [...value].map(pair => plain(pair, place)) }
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.keys(value).map(
    name => [plain(name, place) as string, plain((value as Record<string, unknown>)[name], place)] as const,
  )
  // Defined, not assigned: a field may be called __proto__.
  return Object.fromEntries(fields.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** Whether two normalised outcomes say the same, as far as it is not different by nature. */
export function agree(one: Outcome, other: Outcome, alike?: Alike): boolean {
  if ('error' in one || 'error' in other || alike === undefined) return isDeepStrictEqual(one, other)
  const [a, b] = [alike.look(one.reply), alike.look(other.reply)]
  if (isDeepStrictEqual(a, b)) return true
  return alike.within !== undefined && typeof a === 'number' && typeof b === 'number' && near(a, b, alike.within)
}

/** Near, and of one sign: -1 and -2 have a meaning of their own. */
const near = (a: number, b: number, within: number): boolean => a > 0 && b > 0 && Math.abs(a - b) <= within
