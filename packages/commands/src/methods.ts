import type { Command } from './command.js'

/** Any function that makes a command. */
export type Builder = (...args: never[]) => Command<unknown>

/** A set of builders: a module of them, or a record that a user put together. */
export type Builders = Record<string, Builder>

/**
 * The methods that a set of builders gives a client: the same names, the same parameters, a promise for each reply.
 *
 * The mapped type runs over `keyof B` itself, so that editors keep the documentation of each builder and jump to it.
 */
export type Methods<B> = {
  [K in keyof B]: B[K] extends (...args: infer A) => Command<infer T> ? (...args: A) => Promise<T> : never
}
