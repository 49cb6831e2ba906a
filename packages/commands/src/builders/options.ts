import { ConfigError } from '@rc/errors'
import type { Arg } from '@rc/resp'
import { kindOf } from '../command.js'
import type { CommandSpec } from '../spec.js'

/**
 * How an option is written; its word is its name in upper case.
 *
 * - `flag`: the word alone, where the option is true;
 * - `value`: the word and the value;
 * - `values`: the word once, then each value;
 * - `each`: the word and a value, for each value;
 * - `limit`: the word, the offset, the count.
 */
export type OptionKind = 'flag' | 'value' | 'values' | 'each' | 'limit'

/** A part of a result: skip `offset`, then take `count`; all of the rest where `count` is negative. */
export type Limit = { offset: number; count: number } | readonly [offset: number, count: number]

/** The options of a command, in the order in which they are written. Data alone, so that bundlers can drop it. */
export interface OptionTable<O> {
  readonly tokens: { readonly [K in keyof O]-?: OptionKind }
  /** Words that are not the option's name in upper case. */
  readonly words?: { readonly [K in keyof O]?: string }
  /** Groups of which at most one may be given. */
  readonly exclusive?: readonly (readonly (keyof O & string)[])[]
  /** Options that mean nothing without another, or without one of several. */
  readonly needs?: { readonly [K in keyof O]?: (keyof O & string) | readonly (keyof O & string)[] }
}

interface AnyTable {
  readonly tokens: Readonly<Record<string, OptionKind>>
  readonly words?: Readonly<Record<string, string>>
  readonly exclusive?: readonly (readonly string[])[]
  readonly needs?: Readonly<Record<string, string | readonly string[]>>
}

type Given = Readonly<Record<string, unknown>>

/**
 * Appends options to arguments.
 *
 * @throws ConfigError where one is not known, is of the wrong kind, excludes another that was given, or needs one that
 *   was not
 */
export function appendOptions<O extends object>(
  spec: CommandSpec,
  args: Arg[],
  { given, table }: { given: O | undefined; table: OptionTable<O> },
): Arg[] {
  if (given === undefined) return args
  const { names, words, table: known } = planOf(table as unknown as AnyTable)
  const options = given as Given
  checkOptions(spec, options, { names, table: known })
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string
    const option = options[name]
    if (option === undefined) continue
    append(spec, args, { name, kind: known.tokens[name] as OptionKind, word: words[i] as string, option })
  }
  return args
}

/** What follows from a table, worked out once: every command with an option needs it. */
interface Plan {
  readonly names: readonly string[]
  readonly words: readonly string[]
  readonly table: AnyTable
}

const plans = new WeakMap<AnyTable, Plan>()

function planOf(table: AnyTable): Plan {
  const known = plans.get(table)
  if (known !== undefined) return known
  const names = Object.keys(table.tokens)
  const plan = { names, words: names.map(name => table.words?.[name] ?? name.toUpperCase()), table }
  plans.set(table, plan)
  return plan
}

interface Written {
  readonly name: string
  readonly kind: OptionKind
  readonly word: string
  readonly option: unknown
}

function append(spec: CommandSpec, args: Arg[], { name, kind, word, option }: Written): void {
  switch (kind) {
    case 'flag':
      if (isOn(spec, name, option)) args.push(word)
      return
    case 'value':
      args.push(word, option as Arg)
      return
    case 'values':
      args.push(word, ...listOf(spec, name, option))
      return
    case 'each':
      for (const one of listOf(spec, name, option)) args.push(word, one)
      return
    case 'limit':
      args.push(word, ...limitOf(spec, name, option))
  }
}

function listOf(spec: CommandSpec, name: string, option: unknown): readonly Arg[] {
  if (!Array.isArray(option)) return [option as Arg]
  if (option.length === 0) throw refuse(spec, `the option ${name} is an empty list; leave it out`)
  return option as readonly Arg[]
}

function limitOf(spec: CommandSpec, name: string, option: unknown): readonly Arg[] {
  if (Array.isArray(option) && option.length === 2) return option as readonly Arg[]
  if (typeof option === 'object' && option !== null && 'offset' in option && 'count' in option) {
    return [option.offset as Arg, option.count as Arg]
  }
  throw refuse(spec, `the option ${name} must be { offset, count } or [offset, count], but is ${kindOf(option)}`)
}

function checkOptions(
  spec: CommandSpec,
  given: Given,
  { names, table }: { names: readonly string[]; table: AnyTable },
): void {
  checkNames(spec, given, names)
  const isSet = (name: string): boolean => given[name] !== undefined && given[name] !== false
  if (table.exclusive !== undefined && moreThanOne(given)) {
    for (const group of table.exclusive) {
      const both = group.filter(isSet)
      if (both.length > 1) throw refuse(spec, `the options ${both.join(' and ')} exclude each other`)
    }
  }
  if (table.needs === undefined) return
  for (const name of Object.keys(table.needs)) {
    if (!isSet(name)) continue
    const others = [table.needs[name] ?? []].flat()
    if (!others.some(isSet)) throw refuse(spec, `the option ${name} needs ${others.join(' or ')} beside it`)
  }
}

function moreThanOne(given: Given): boolean {
  let count = 0
  for (const name in given) if (given[name] !== undefined) count++
  return count > 1
}

/**
 * Checks that options are an object and that each of them is known.
 *
 * @throws ConfigError where they are not
 */
export function checkNames(spec: CommandSpec, given: object, names: readonly string[]): void {
  const what: unknown = given
  if (typeof what !== 'object' || what === null || Array.isArray(what) || what instanceof Uint8Array) {
    throw refuse(spec, `options must be an object such as { ${names[0]}: … }, but are ${kindOf(what)}`)
  }
  for (const name of Object.keys(what)) {
    if (!names.includes(name)) throw refuse(spec, `there is no option ${name}; options are ${names.join(', ')}`)
  }
}

/**
 * Whether a flag is given.
 *
 * @throws ConfigError where it is neither true nor false
 */
export function isOn(spec: CommandSpec, name: string, flag: unknown): boolean {
  if (flag === undefined || typeof flag === 'boolean') return flag === true
  throw refuse(spec, `the option ${name} must be true or false, but is ${kindOf(flag)}`)
}

/** An error about the options of a command; nothing was sent. */
export const refuse = (spec: CommandSpec, what: string): ConfigError =>
  new ConfigError(`${spec.name}: ${what}. Nothing was sent.`, { command: spec.name })
