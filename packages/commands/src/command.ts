import type { Arg, Reply } from '@rc/resp'
import type { CommandSpec } from './spec.js'

/**
 * A command as a value: immutable, sent by whoever runs it, as often as wanted. Owns no promise and no connection.
 *
 * @typeParam T what its reply is read as
 */
export interface Command<T> {
  readonly spec: CommandSpec
  readonly args: readonly Arg[]
  /** Makes the caller's value of the server's reply; absent where the reply is taken as it is. */
  readonly read: ((reply: Reply) => T) | undefined
}

/** What runs commands: a client, a view of one node, a pipeline's engine. The one verb. */
export interface Executor {
  run<T>(command: Command<T>): Promise<T>
}

/**
 * Makes a command of its parts.
 *
 * @throws TypeError where an argument is none of string, number, bigint and Uint8Array, or is NaN; it names the command
 *   and the position, never the value.
 */
export function command<T>(spec: CommandSpec, args: readonly Arg[], read?: (reply: Reply) => T): Command<T> {
  for (let i = 0; i < args.length; i++) {
    if (typeof args[i] !== 'string') checkArg(spec, args[i], i)
  }
  return { spec, args, read }
}

function checkArg(spec: CommandSpec, arg: unknown, index: number): void {
  if (typeof arg === 'bigint' || arg instanceof Uint8Array) return
  if (typeof arg === 'number' && !Number.isNaN(arg)) return
  throw mistyped(spec, `argument ${index + 1} must be a string, number, bigint or Uint8Array, but is ${kindOf(arg)}`)
}

/** An error about a value of the wrong kind; nothing was sent. */
export const mistyped = (spec: CommandSpec, what: string): TypeError =>
  new TypeError(`${spec.name}: ${what}. Nothing was sent.`)

/** Names the kind of a value without telling the value. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (value === undefined) return 'undefined'
  if (typeof value === 'object') return 'an object'
  return Number.isNaN(value) ? 'NaN' : `a ${typeof value}`
}
