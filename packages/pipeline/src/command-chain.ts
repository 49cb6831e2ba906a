import type { builders, Bytes, BytesReply, Command } from '@rc/commands'
import type { Form, QueueVerbs } from './chain.js'

/** All commands, each under its Redis name in lower case. */
export type Commands = typeof builders

/**
 * A pipeline or a transaction with a method for each command, which returns the chain and remembers its reply's type.
 *
 * An interface whose variance is said: so the compiler compares two chains by their results. It would otherwise follow
 * each of the methods to the next chain, and that one's, and a list of a dozen chains would take it minutes.
 *
 * @typeParam R the replies of the commands that are queued
 * @typeParam F whether strings of replies stand as text or as Buffers
 */
export interface CommandChain<out R extends readonly unknown[] = [], in out F extends Form = 'text'>
  extends QueueVerbs<R>,
    Links<R, F> {
  /** Queues a command that is a value. */
  add<T>(command: Command<T>): CommandChain<[...R, F extends 'bytes' ? Bytes<T> : T], F>
}

type Links<R extends readonly unknown[], F extends Form> = {
  [K in keyof Commands]: Commands[K] extends (...args: infer A) => Command<infer T>
    ? (...args: A) => CommandChain<[...R, F extends 'bytes' ? BytesReply<K, T> : T], F>
    : never
}
