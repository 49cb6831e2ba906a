import type { Value } from '@rc/commands'
import { ConfigError } from '@rc/errors'
import type { Key } from '@rc/slots'

/** Options of a scan over keys. */
export interface KeyScanOptions {
  /** Only keys that match this pattern. One with a literal hash tag, `{user:1}:*`, asks one node alone. */
  match?: Value | undefined
  /** Only keys of this type: `'string'`, `'hash'` … */
  type?: string | undefined
  /** How many keys a server looks at for one page. Default 1000. */
  count?: number | undefined
  /** Where another scan was: its `cursor`. Pattern and type are those of that scan. */
  cursor?: string | undefined
}

/** Options of a scan over the parts of one key. */
export interface PartScanOptions {
  /** Only names that match this pattern. */
  match?: Value | undefined
  /** How many parts a server looks at for one page. Default 100. */
  count?: number | undefined
}

/** A scan over the parts of one key, as it was checked. */
export interface CheckedParts {
  readonly key: Key
  readonly limits: PartScanOptions
}

const KEY_NAMES = ['match', 'type', 'count', 'cursor'] as const satisfies (keyof KeyScanOptions)[]
const PART_NAMES = ['match', 'count'] as const satisfies (keyof PartScanOptions)[]

/** @throws ConfigError where an option is not known or cannot be */
export function checkKeyScan(given: KeyScanOptions): KeyScanOptions {
  check(given, KEY_NAMES)
  const { type, cursor } = given
  if (type !== undefined && (typeof type !== 'string' || type === '')) {
    throw new ConfigError("The option type must name a type, such as 'hash'.")
  }
  if (cursor !== undefined && (typeof cursor !== 'string' || cursor === '')) {
    throw new ConfigError('The option cursor must be what the property cursor of a scan was. Leave it out to begin.')
  }
  return given
}

/** @throws ConfigError where an option is not known or cannot be */
export function checkPartScan(given: PartScanOptions): PartScanOptions {
  check(given, PART_NAMES)
  return given
}

function check(given: KeyScanOptions, names: readonly string[]): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new ConfigError("Options of a scan are a record, such as { match: 'user:*' }.")
  }
  const unknown = Object.keys(given).find(name => !names.includes(name))
  if (unknown !== undefined) {
    throw new ConfigError(`A scan has no option ${unknown} here. Options are: ${names.join(', ')}.`)
  }
  const { match, count } = given
  if (count !== undefined && (!Number.isSafeInteger(count) || count < 1)) {
    throw new ConfigError('The option count must be a positive whole number.')
  }
  if (match !== undefined && !isValue(match)) {
    throw new ConfigError('The option match must be a pattern: a string, a number or bytes.')
  }
}

const isValue = (value: unknown): value is Value =>
  typeof value === 'string' ||
  typeof value === 'bigint' ||
  value instanceof Uint8Array ||
  (typeof value === 'number' && !Number.isNaN(value))

/** The bytes of a pattern, as they are sent. */
export const bytesOf = (match: Value): Buffer =>
  match instanceof Uint8Array ? Buffer.from(match) : Buffer.from(String(match))
