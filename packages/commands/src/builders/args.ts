import type { Arg } from '@rc/resp'
import { kindOf, mistyped } from '../command.js'
import type { CommandSpec } from '../spec.js'
import { refuse } from './options.js'

/** A key's name. */
export type Key = Arg
/** What is stored: text is stored as UTF-8, numbers as their decimal text, bytes as they are. */
export type Value = Arg
/** One, or a list of at least one. */
export type OneOrMany<T> = T | readonly T[]
/** Pairs: a record, a `Map`, or a list of pairs where names are not strings or come more than once. */
export type Pairs = Readonly<Record<string, Value>> | ReadonlyMap<Arg, Value> | readonly (readonly [Arg, Value])[]

/**
 * A list out of one or many.
 *
 * @param what what is listed, for the error
 * @throws ConfigError where it is empty: the server would refuse the command, or do something else
 */
export function many(spec: CommandSpec, what: string, given: OneOrMany<Arg>): Arg[] {
  if (!Array.isArray(given)) return [given as Arg]
  if (given.length === 0) throw refuse(spec, `it needs at least one of its ${what}; the list is empty`)
  // A copy: the caller may change the list before the command is written.
  return given.slice() as Arg[]
}

/**
 * Name, value, name, value out of pairs.
 *
 * @throws ConfigError where there are none
 * @throws TypeError where it is no record, `Map` or list of pairs
 */
export const flatPairs = (spec: CommandSpec, what: string, pairs: Pairs): Arg[] =>
  appendPairs(spec, [], { what, pairs })

/** Appends name, value, name, value, so that a command with a key before them needs one array. Throws as `flatPairs`. */
export function appendPairs(spec: CommandSpec, args: Arg[], { what, pairs }: { what: string; pairs: Pairs }): Arg[] {
  const before = args.length
  if (pairs instanceof Map) for (const [name, value] of pairs as ReadonlyMap<Arg, Value>) args.push(name, value)
  else if (Array.isArray(pairs)) for (const pair of pairs as readonly unknown[]) pushPair(spec, args, pair)
  else if (isRecord(pairs)) for (const name of Object.keys(pairs)) args.push(name, pairs[name] as Value)
  else throw mistyped(spec, `its ${what} must be a record, a Map or a list of pairs, but are ${kindOf(pairs)}`)
  if (args.length > before) return args
  throw refuse(spec, `it needs at least one of its ${what}; there is none`)
}

function pushPair(spec: CommandSpec, into: Arg[], pair: unknown): void {
  if (!Array.isArray(pair) || pair.length !== 2) {
    throw mistyped(spec, "each pair must be a list of two, such as ['name', 'value']")
  }
  into.push(pair[0] as Arg, pair[1] as Arg)
}

const isRecord = (value: unknown): value is Record<string, Value> =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array)

/** A list out of one or many, or of none. */
export function some(given: OneOrMany<Arg> | undefined): Arg[] {
  if (given === undefined) return []
  return Array.isArray(given) ? (given.slice() as Arg[]) : [given as Arg]
}

/** How many keys, then the keys: what ZUNION, EVAL and their like take. */
export function counted(spec: CommandSpec, keys: OneOrMany<Key>): Arg[] {
  const list = many(spec, 'keys', keys)
  list.unshift(list.length)
  return list
}

/** A destination, then `rest`. */
export function after(first: Arg, rest: Arg[]): Arg[] {
  rest.unshift(first)
  return rest
}
