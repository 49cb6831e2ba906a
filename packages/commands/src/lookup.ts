import type { CommandSpec } from './spec.js'
import * as specs from './specs.gen.js'

// Holds the whole table: only who sends commands by name needs it, and only they ship it.

const table: ReadonlyMap<string, CommandSpec> = new Map(Object.values(specs).map(row => [row.name, row]))

/**
 * The row of a command by its words, in any case; of a sub-command where the second word is one.
 *
 * @example
 * lookup(['cluster', 'info'])?.name // 'CLUSTER INFO'
 */
export function lookup(words: readonly unknown[]): CommandSpec | undefined {
  const [first, second] = words
  if (typeof first !== 'string') return undefined
  const name = first.toUpperCase()
  const sub = typeof second === 'string' ? table.get(`${name} ${second.toUpperCase()}`) : undefined
  return sub ?? table.get(name)
}
