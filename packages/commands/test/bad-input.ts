import { ConfigError } from '@rc/errors'
import { expect } from 'vitest'
import type { Command } from '../src/command.js'

/** A value that no error may repeat. */
export const SECRET = 'hunter2'

/** What JavaScript callers may pass, whatever the types say. */
export const untyped = <T>(value: unknown): T => value as T

/**
 * Expects that a command cannot be made of its input, so that there is nothing to send, and that the error says each of
 * `words`, the command's name among them, and never `SECRET`.
 */
export function expectRefused(make: () => Command<unknown>, ...words: readonly string[]): void {
  let error: unknown
  try {
    make()
  } catch (thrown) {
    error = thrown
  }
  expect(error).toSatisfy(one => one instanceof ConfigError || one instanceof TypeError)
  const { message } = error as Error
  for (const word of words) expect(message).toContain(word)
  expect(message).not.toContain(SECRET)
}
