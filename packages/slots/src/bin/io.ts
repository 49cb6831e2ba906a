import type { Readable, Writable } from 'node:stream'

/** What a command needs of its process. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly stderr: Writable
  readonly env: Readonly<Record<string, string | undefined>>
}

/** The arguments make no sense. Its message says what would. Ends with code 2. */
export class UsageError extends Error {}

/** The arguments make sense, but what they name cannot be used. Ends with code 1. */
export class InputError extends Error {}

/** Text from outside, without what would move the cursor or change the colours of a terminal. */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, character => {
    const code = character.codePointAt(0) ?? 0
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`
  })
