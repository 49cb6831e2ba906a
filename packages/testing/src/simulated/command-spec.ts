import type { ReplyValue } from '../encode.js'
import type { SimulatedConnection } from './simulated-connection.js'
import type { SimulatedNode } from './simulated-node.js'
import type { Store } from './store.js'
import type { SimulatedTopology } from './topology.js'

/** What a command works on. */
export interface CommandContext {
  readonly node: SimulatedNode
  readonly connection: SimulatedConnection
  readonly topology: SimulatedTopology
  /** The keys of the node's shard. */
  readonly store: Store
  readonly credentials: { readonly username: string; readonly password: string } | undefined
  /** All commands, for `COMMAND`. */
  readonly table: ReadonlyMap<string, CommandSpec>
}

/** A command of the simulation. */
export interface CommandSpec {
  /** As Redis counts: with the name, and negative where more may follow. */
  readonly arity: number
  /** Where the keys stand, the name being 0; a last of -1 is the end. Undefined for a command without keys. */
  readonly keys?: { readonly first: number; readonly last: number; readonly step: number }
  readonly flags: readonly CommandFlag[]
  /** Answers; throws `CommandError` to answer with an error. `args` come without the name. */
  run(args: readonly Buffer[], context: CommandContext): ReplyValue
}

/** What is said of a command in the reply of `COMMAND`, and decides whether a replica or a stranger may run it. */
export type CommandFlag = 'readonly' | 'write' | 'fast' | 'admin' | 'no_auth' | 'loading' | 'stale' | 'denyoom'

type Run = CommandSpec['run']

/** A command without keys. */
export const keyless = (arity: number, run: Run, flags: readonly CommandFlag[] = ['fast']): CommandSpec => ({
  arity,
  flags,
  run,
})

/** A command that reads one key, its first argument. */
export const reads = (arity: number, run: Run): CommandSpec => ({
  arity,
  keys: ONE_KEY,
  flags: ['readonly', 'fast'],
  run,
})

/** A command that changes one key, its first argument. */
export const writes = (arity: number, run: Run): CommandSpec => ({
  arity,
  keys: ONE_KEY,
  flags: ['write', 'denyoom'],
  run,
})

/** The same with other places for the keys. */
export const withKeys = (spec: CommandSpec, last: number, step = 1): CommandSpec => ({
  ...spec,
  keys: { first: 1, last, step },
})

const ONE_KEY = { first: 1, last: 1, step: 1 }

/** The keys among the words of a command. */
export function keysOf(spec: CommandSpec, words: readonly Buffer[]): Buffer[] {
  if (spec.keys === undefined) return []
  const { first, last, step } = spec.keys
  const end = last < 0 ? words.length + last : last
  const keys: Buffer[] = []
  for (let at = first; at <= end; at += step) {
    const key = words[at]
    if (key !== undefined) keys.push(key)
  }
  return keys
}
