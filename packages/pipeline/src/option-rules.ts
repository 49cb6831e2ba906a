import { ConfigError } from '@rc/errors'

/** Whether a value can be an option. */
export type Check = (value: unknown) => boolean

/** What an option can be: how that is checked, and how it is said. */
export type Rule = readonly [holds: Check, wanted: string]

/** A rule for each option. */
export type Rules<T> = { readonly [K in keyof Required<T>]: Rule }

const number = (value: unknown, least: number): boolean => Number.isInteger(value) && (value as number) >= least

export const isRecord: Check = value => typeof value === 'object' && value !== null && !Array.isArray(value)
export const isFunction: Check = value => typeof value === 'function'
export const isPositive: Check = value => typeof value === 'number' && value > 0
/** A string, a number or bytes: what can be a key, a name, a pattern. */
export const isValue: Check = value =>
  typeof value === 'string' ||
  typeof value === 'bigint' ||
  value instanceof Uint8Array ||
  (typeof value === 'number' && !Number.isNaN(value))

/** Whatever it is: another looks at it. */
export const ANY: Rule = [() => true, 'anything']
export const TEXT: Rule = [value => typeof value === 'string', 'a string']
export const FLAG: Rule = [value => typeof value === 'boolean', 'true or false']
export const FUNCTION: Rule = [isFunction, 'a function']
export const POSITIVE: Rule = [value => number(value, 1), 'a positive whole number']
export const NOT_NEGATIVE: Rule = [value => number(value, 0), 'a whole number, 0 or more']
export const MILLISECONDS: Rule = [isPositive, 'a positive number of milliseconds']
export const SIGNAL: Rule = [value => value instanceof AbortSignal, 'an AbortSignal']

/** One of some words, or what `others` says, too. */
export function oneOf(words: readonly unknown[], others?: Rule): Rule {
  const named = words.map(word => (typeof word === 'string' ? `'${word}'` : String(word)))
  if (others !== undefined) named.push(others[1])
  const last = named.pop()
  return [value => words.includes(value) || others?.[0](value) === true, `${named.join(', ')} or ${last}`]
}

/**
 * Checks options, those of plain JavaScript among them. What is undefined is left out.
 *
 * @param say an example, where they are no record; `no`, how the error about one that is not known begins; `instead`,
 *   how it ends. Default: it ends with the options that there are
 * @throws ConfigError that names an option that is not known, or one and what it can be; never a value
 */
export function checkOptions(
  given: object,
  rules: Readonly<Record<string, Rule>>,
  { example, no, instead }: { example: string; no: string; instead?: (name: string) => string | undefined },
): void {
  if (!isRecord(given)) throw new ConfigError(`Options are a record: pass one, such as ${example}.`)
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(rules, name)) {
      const end = instead?.(name) ?? `Options are: ${Object.keys(rules).join(', ')}.`
      throw new ConfigError(`${no} ${name}. ${end}`)
    }
    checkOption(name, value, rules[name] as Rule)
  }
}

/** @throws ConfigError that names an option and what it can be, where it cannot be what it is */
export function checkOption(name: string, value: unknown, [holds, wanted]: Rule): void {
  if (value !== undefined && !holds(value)) throw new ConfigError(`The option ${name} must be ${wanted}.`)
}
