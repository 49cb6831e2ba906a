import type { Command as IoredisCommand } from 'ioredis'
import { inWordsOfIoredis } from './told.js'
import { type Word, wordsOf } from './words.js'

/**
 * Sends a command that ioredis' class `Command` made: its keys have their prefix already, and it makes of bytes what its
 * caller wants.
 */
export function sendMade(
  command: IoredisCommand,
  send: (words: readonly [string, ...Word[]]) => Promise<unknown>,
): Promise<unknown> {
  send(wordsOf(command.name, command.args)).then(
    reply => command.resolve(numbersOf(reply)),
    error => command.reject(inWordsOfIoredis(error) as Error),
  )
  return command.promise
}

/** Replies as ioredis has them: no bigints. */
function numbersOf(reply: unknown): unknown {
  if (Array.isArray(reply)) return reply.map(numbersOf)
  return typeof reply === 'bigint' ? Number(reply) : reply
}
