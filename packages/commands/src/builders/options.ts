import { ConfigError } from '@rc/errors'
import type { Arg } from '@rc/resp'
import { kindOf } from '../command.js'
import type { CommandSpec } from '../spec.js'

/** How an option is written: a word alone, or a word and a value. */
export type Token = { readonly word: string; readonly kind: 'flag' | 'value' }

export const flag = (word: string): Token => ({ word, kind: 'flag' })
export const value = (word: string): Token => ({ word, kind: 'value' })

/** The options of a command, in the order in which they are written, and which of them exclude each other. */
export interface OptionTable<O> {
  readonly tokens: { readonly [K in keyof O]-?: Token }
  readonly exclusive?: readonly (readonly (keyof O & string)[])[]
}

/**
 * Appends options to arguments.
 *
 * @throws ConfigError where one is not known, is of the wrong kind, or excludes another that was given
 */
export function appendOptions<O extends object>(spec: CommandSpec, args: Arg[], { given, table }: { given: O | undefined; table: OptionTable<O> }): Arg[] {
  if (given === undefined) return args
  checkKnown(spec, given, table)
  const tokens = table.tokens as Readonly<Record<string, Token>>
  for (const name of Object.keys(tokens)) {
    const { word, kind } = tokens[name] as Token
    const option = (given as Readonly<Record<string, unknown>>)[name]
    if (option === undefined) continue
    if (kind === 'value') {
      args.push(word, option as Arg)
      continue
    }
    if (typeof option !== 'boolean') throw refuse(spec, `the option ${name} must be true or false, but is ${kindOf(option)}`)
    if (option) args.push(word)
  }
  return args
}

function checkKnown<O extends object>(spec: CommandSpec, given: O, table: OptionTable<O>): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw refuse(spec, `options must be an object such as { ${Object.keys(table.tokens)[0]}: … }, but are ${kindOf(given)}`)
  }
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(table.tokens, name)) {
      throw refuse(spec, `there is no option ${name}; options are ${Object.keys(table.tokens).join(', ')}`)
    }
  }
  const set = (name: keyof O): boolean => given[name] !== undefined && given[name] !== false
  for (const group of table.exclusive ?? []) {
    const both = group.filter(set)
    if (both.length > 1) throw refuse(spec, `the options ${both.join(' and ')} exclude each other`)
  }
}

/** An error about the options of a command; nothing was sent. */
export const refuse = (spec: CommandSpec, what: string): ConfigError =>
  new ConfigError(`${spec.name}: ${what}. Nothing was sent.`, { command: spec.name })
