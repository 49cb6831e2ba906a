import { ConfigError } from '@rc/errors'

/** How replies are kept in the client. `{}` takes the defaults. */
export interface CacheOptions {
  /** Replies that are kept at most; what was used longest ago goes first. Default 10 000. */
  maxEntries?: number | undefined
  /** Bytes that they take at most, about: their content, and 450 for each. Default 64 MiB. */
  maxBytes?: number | undefined
  /** Milliseconds for which a reply is kept at most, whatever the server says. Default 60 000; `Infinity` for no limit. */
  ttlMs?: number | undefined
  /**
   * `'default'`: the server remembers what was read and tells of that alone. `'broadcast'`: it remembers nothing and
   * tells of every key that changes, or of those with one of the `prefixes`.
   */
  mode?: 'default' | 'broadcast' | undefined
  /**
   * With `'broadcast'`: only keys that begin so are kept, as your commands name them (without the `keyPrefix`). None
   * may begin with another.
   */
  prefixes?: readonly string[] | undefined
}

/** The same, every one settled. */
export interface CacheSettings {
  readonly maxEntries: number
  readonly maxBytes: number
  readonly ttlMs: number
  /** Only keys that begin with one of these are kept, as the server names them; undefined for all. */
  readonly prefixes: readonly string[] | undefined
  /** Words behind CLIENT TRACKING. */
  readonly tracking: readonly string[]
}

const NAMES: readonly string[] = [
  'maxEntries',
  'maxBytes',
  'ttlMs',
  'mode',
  'prefixes',
] satisfies (keyof CacheOptions)[]

/**
 * Checks the option `cache` and settles it.
 *
 * @param keyPrefix stands before every key of the client
 * @throws ConfigError that names what cannot be, and what can
 */
export function cacheSettings(given: CacheOptions, keyPrefix: string): CacheSettings {
  for (const name of Object.keys(given)) {
    if (!NAMES.includes(name)) throw wrong(`has no ${name}. It takes ${NAMES.join(', ')}`)
  }
  const { maxEntries = 10_000, maxBytes = 64 * 1024 * 1024, ttlMs = 60_000, mode = 'default' } = given
  if (!isCount(maxEntries)) throw wrong('needs a positive whole number as maxEntries')
  if (!isCount(maxBytes)) throw wrong('needs a positive whole number as maxBytes')
  if (typeof ttlMs !== 'number' || !(ttlMs > 0)) throw wrong('needs a positive number of milliseconds as ttlMs')
  if (mode !== 'default' && mode !== 'broadcast') throw wrong("has the modes 'default' and 'broadcast'")
  const prefixes = serverPrefixes(given, keyPrefix)
  const words = prefixes?.flatMap(prefix => ['PREFIX', prefix]) ?? []
  const tracking = mode === 'broadcast' ? ['ON', 'BCAST', ...words] : ['ON']
  return { maxEntries, maxBytes, ttlMs, prefixes, tracking }
}

function serverPrefixes({ mode, prefixes }: CacheOptions, keyPrefix: string): readonly string[] | undefined {
  if (prefixes === undefined) return mode === 'broadcast' && keyPrefix !== '' ? [keyPrefix] : undefined
  if (mode !== 'broadcast') throw wrong("takes prefixes with the mode 'broadcast' alone")
  const isList = Array.isArray(prefixes) && prefixes.length > 0
  if (!isList || !prefixes.every(prefix => typeof prefix === 'string' && prefix !== '')) {
    throw wrong('needs a list of strings that are not empty as prefixes')
  }
  prefixes.forEach((prefix, i) => {
    const other = prefixes.find((another, j) => i !== j && another.startsWith(prefix))
    if (other !== undefined) throw wrong('has a prefix that begins with another one: the shorter one covers both')
  })
  return prefixes.map(prefix => keyPrefix + prefix)
}

const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) > 0

const wrong = (what: string): ConfigError => new ConfigError(`The option cache ${what}.`)
