import type { Arg, Reply } from '@rc/resp'
import { refuse } from './builders/options.js'
import type { Command } from './command.js'
import { keyPositions, wordOf } from './key-shapes.js'
import type { CommandSpec } from './spec.js'
import { stripperOf } from './prefixed-replies.js'
import { isScriptCommand, scriptCommand } from './script-command.js'

/**
 * The same command among keys that all begin with `prefix`: it goes before every key and every pattern of keys, and is
 * taken off where the reply names keys. A key without the prefix is none: RANDOMKEY answers null for one. What only looks
 * like a key stays: channels of SPUBLISH and SSUBSCRIBE, what CLUSTER KEYSLOT asks about. Commands that take all keys
 * there are, such as DBSIZE and FLUSHALL, still do.
 *
 * @param prefix empty for the command itself
 * @throws ConfigError for SORT with patterns where the prefix has a `*`: the server would put the element there
 * @example
 * prefixed(mget(['a', 'b']), 'app:').args // ['app:a', 'app:b']
 * prefixed(keys('user:*'), 'app:').args   // ['app:user:*'], and the reply is ['user:1', …]
 */
export function prefixed<T>(given: Command<T>, prefix: string): Command<T> {
  if (prefix === '') return given
  if (!isScriptCommand(given)) return withPrefix(given, prefix)
  const { sha1, forms } = given
  const byHash = scriptCommand(sha1, withPrefix(forms.byHash, prefix), withPrefix(forms.withText, prefix))
  return given.spec === forms.byHash.spec ? byHash : byHash.forms.withText
}

function withPrefix<T>({ spec, args, read }: Command<T>, prefix: string): Command<T> {
  const changed = args.slice()
  if (!NO_KEYS.has(spec.name)) {
    for (const at of keyPositions(spec.keys, args)) changed[at] = join(prefix, args[at] as Arg)
  }
  PATTERNS[spec.name]?.(changed, prefix, spec)
  return { spec, args: changed, read: reader(read, stripperOf(spec.name, prefix)) }
}

type Read<T> = Command<T>['read']

function reader<T>(read: Read<T>, strip: ((reply: Reply) => Reply) | undefined): Read<T> {
  if (strip === undefined) return read
  return read === undefined ? (strip as Read<T>) : reply => read(strip(reply))
}

/** What the table places a command by, though it is no key: channels, and a cursor. */
const NO_KEYS: ReadonlySet<string> = new Set(['SPUBLISH', 'SSUBSCRIBE', 'SUNSUBSCRIBE', 'CLUSTERSCAN'])

/** A key with the prefix before it, as `prefixed` writes it. */
export const prefixedKey = (key: Arg, prefix: string): Arg => (prefix === '' ? key : join(prefix, key))

/** A pattern of keys with the prefix before it, which stands for itself there. */
export const prefixedPattern = (pattern: Arg, prefix: string): Arg =>
  prefix === '' ? pattern : join(escaped(prefix), pattern)

function join(prefix: string, arg: Arg): Arg {
  if (arg instanceof Uint8Array) return Buffer.concat([Buffer.from(prefix), arg])
  // As the protocol writes it.
  if (arg === Infinity || arg === -Infinity) return `${prefix}${arg < 0 ? '-' : ''}inf`
  return `${prefix}${arg}`
}

/** Patterns of keys among the arguments, which are changed in place. */
const PATTERNS: Readonly<Record<string, (args: Arg[], prefix: string, spec: CommandSpec) => void>> = {
  KEYS: prefixFirst,
  SCAN: prefixMatch,
  CLUSTERSCAN: prefixMatch,
  SORT: prefixSort,
  SORT_RO: prefixSort,
}

function prefixFirst(args: Arg[], prefix: string): void {
  if (args.length > 0) args[0] = join(escaped(prefix), args[0] as Arg)
}

/** Behind the cursor, each word has a value. Without MATCH all keys would come. */
function prefixMatch(args: Arg[], prefix: string): void {
  let found = false
  for (let at = 1; at + 1 < args.length; at += 2) {
    if (wordOf(args[at] as Arg) !== 'MATCH') continue
    args[at + 1] = join(escaped(prefix), args[at + 1] as Arg)
    found = true
  }
  if (!found) args.push('MATCH', `${escaped(prefix)}*`)
}

/** What stands for itself in a pattern. */
const escaped = (prefix: string): string => prefix.replaceAll(/[*?[\]\\]/g, String.raw`\$&`)

/** How many values follow the words of SORT that have any. */
const SORT_VALUES: Readonly<Record<string, number>> = { BY: 1, GET: 1, LIMIT: 2, STORE: 1 }

const WITH_STAR =
  'the options by and get cannot be used with a key prefix that contains *, for the server puts the element in its place'

/** BY without `*` names no key, but says that nothing is sorted; GET `#` is the element. */
function prefixSort(args: Arg[], prefix: string, spec: CommandSpec): void {
  for (let at = 1; at + 1 < args.length; at++) {
    const word = wordOf(args[at] as Arg)
    const value = args[at + 1] as Arg
    if ((word === 'BY' || word === 'GET') && wordOf(value).includes('*')) {
      if (prefix.includes('*')) throw refuse(spec, WITH_STAR)
      args[at + 1] = join(prefix, value)
    }
    at += SORT_VALUES[word] ?? 0
  }
}
