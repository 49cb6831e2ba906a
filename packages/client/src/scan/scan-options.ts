import type { Value } from '@rc/commands'
import { checkOptions, isValue, POSITIVE, type Rules } from '@rc/pipeline'
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

const PART_RULES: Rules<PartScanOptions> = {
  match: [isValue, 'a pattern: a string, a number or bytes'],
  count: POSITIVE,
}
const KEY_RULES: Rules<KeyScanOptions> = {
  ...PART_RULES,
  type: [value => typeof value === 'string' && value !== '', "the name of a type, such as 'hash'"],
  cursor: [
    value => typeof value === 'string' && value !== '',
    'what the property cursor of a scan was; leave it out to begin',
  ],
}

/** @throws ConfigError where an option is not known or cannot be */
export const checkKeyScan = (given: KeyScanOptions): KeyScanOptions => check(given, KEY_RULES)

/** @throws ConfigError where an option is not known or cannot be */
export const checkPartScan = (given: PartScanOptions): PartScanOptions => check(given, PART_RULES)

function check<T extends object>(given: T, rules: Rules<T>): T {
  checkOptions(given, rules, { example: "{ match: 'user:*' }", no: 'This scan has no option' })
  return given
}

/** The bytes of a pattern, as they are sent. */
export const bytesOf = (match: Value): Buffer =>
  match instanceof Uint8Array ? Buffer.from(match) : Buffer.from(String(match))
