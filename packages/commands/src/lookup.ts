import type { CommandSpec } from './spec.js'
import { SET, TABLE, VEMB, XREAD, XREADGROUP, ZADD } from './specs.gen.js'
import { SET_CONDITIONAL, VEMB_RAW, XREAD_NOW, XREADGROUP_NOW, ZADD_INCR } from './variants.js'

// Holds the whole table: only who sends commands by name needs it, and only they ship it.

let table: ReadonlyMap<string, CommandSpec> | undefined

/**
 * The row of a command by its words, in any case; of a sub-command where the second word is one. Undefined where the
 * table has no such command. Its `words` tells how many of the words are the name.
 *
 * @example
 * lookup(['cluster', 'info'])?.name // 'CLUSTER INFO'
 */
export function lookup(words: readonly unknown[]): CommandSpec | undefined {
  const [first, second] = words
  if (typeof first !== 'string') return undefined
  table ??= new Map(TABLE.map(row => [row.name, row]))
  const name = first.toUpperCase()
  const sub = typeof second === 'string' ? table.get(`${name} ${second.toUpperCase()}`) : undefined
  return sub ?? variantOf(table.get(name), words)
}

function variantOf(row: CommandSpec | undefined, words: readonly unknown[]): CommandSpec | undefined {
  if (row === SET && hasWord(words.slice(3), ['NX', 'XX', 'GET', 'IFEQ', 'IFNE', 'IFDEQ', 'IFDNE']))
    return SET_CONDITIONAL
  if (row === ZADD && hasWord(words.slice(2), ['INCR'])) return ZADD_INCR
  if (row === XREAD && !hasWord(words, ['BLOCK'])) return XREAD_NOW
  if (row === XREADGROUP && !hasWord(words, ['BLOCK'])) return XREADGROUP_NOW
  if (row === VEMB && hasWord(words.slice(3), ['RAW'])) return VEMB_RAW
  return row
}

/** Words may be bytes, whose text is not looked at: they are taken for the word, which is the careful way. */
const hasWord = (words: readonly unknown[], sought: readonly string[]): boolean =>
  words.some(word => word instanceof Uint8Array || (typeof word === 'string' && sought.includes(word.toUpperCase())))
