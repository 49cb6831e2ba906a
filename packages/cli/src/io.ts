import type { Readable, Writable } from 'node:stream'

/** What a command line needs of its process. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly stderr: Writable & { readonly isTTY?: boolean }
  readonly env: Readonly<Record<string, string | undefined>>
  /** Fires when the user wants it to end; its reason is the name of the signal, `'SIGINT'` or `'SIGTERM'`. */
  readonly signal: AbortSignal
}

/** What a command gives when it ends well: its exit code. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Exit codes, each with one meaning; the README lists them. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  /** It ran to its end, and the answer is no: keys differ, a check failed. */
  negative: 3,
  unreachable: 4,
  interrupted: 130,
  terminated: 143,
} as const

/** The arguments make no sense. Its message says what would. */
export class UsageError extends Error {}

/** The arguments make sense, but what they name cannot be used, or stopped the work. */
export class FailedError extends Error {}

/** Text from outside, without what would move the cursor or change the colours of a terminal. */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, character => {
    const code = character.codePointAt(0) ?? 0
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`
  })

/** A key for people to read: as text where it is some, its other bytes escaped. */
export const printableKey = (key: Uint8Array): string => {
  const text = Buffer.from(key).toString('utf8')
  return printable(Buffer.from(text).equals(key) ? text : Buffer.from(key).toString('latin1'))
}

/** Resolves after so many milliseconds, or at once when the signal fires. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) return resolve()
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
  })
