import { ConfigError } from '@rc/errors'
import { crc32 } from './crc32.js'
import type { Hashed } from './tags.js'

/**
 * A way to place keys: gets the aliases of the nodes that hold keys, in their order, and answers with what chooses a
 * node by what is hashed of a key. The choice is an index into the aliases, and always the same for the same bytes.
 *
 * @example
 * // Everything of one customer on a node of its own.
 * const placement: Placement = aliases => hashed =>
 *   String(hashed).startsWith('acme:') ? 0 : 1 + (crc32(hashed) % (aliases.length - 1))
 */
export type Placement = (aliases: readonly string[]) => (hashed: Hashed) => number

/**
 * `crc32(key) % N`, as rediscluster-py and rediscluster-php place keys. Nearly all keys move when N changes.
 */
export const crc32Modulo: Placement = ({ length }) => {
  return hashed => crc32(hashed) % length
}

/**
 * Rendezvous hashing: every node gets a score for the key, and the highest one has it. When a node is added, only what
 * it gets moves; when one is removed, only what it had. It goes by the aliases, whatever their order: a node may change
 * its address, but not its alias.
 */
export const rendezvous: Placement = aliases => {
  const seeds = Int32Array.from(aliases, alias => mix(crc32(alias)))
  return hashed => {
    const hash = mix(crc32(hashed))
    let best = 0
    let bestScore = -1
    for (let i = 0; i < seeds.length; i++) {
      const score = mix(hash ^ (seeds[i] as number)) >>> 0
      if (score > bestScore) {
        best = i
        bestScore = score
      }
    }
    return best
  }
}

/** Every bit of the number decides on every bit of the result, and no two numbers have the same. */
function mix(value: number): number {
  let mixed = value ^ (value >>> 16)
  mixed = Math.imul(mixed, 0x7feb352d)
  mixed ^= mixed >>> 15
  mixed = Math.imul(mixed, 0x846ca68b)
  return mixed ^ (mixed >>> 16)
}

/** The placements that have a name. */
export const PLACEMENTS = { crc32: crc32Modulo, rendezvous } as const satisfies Record<string, Placement>

/** A placement by its name, or one of one's own. */
export type PlacementChoice = keyof typeof PLACEMENTS | Placement

/** What chooses among these aliases. One of the user's own is watched: nothing goes to a node that there is not. */
export function chooserOf(choice: PlacementChoice, aliases: readonly string[]): (hashed: Hashed) => number {
  if (typeof choice === 'string') return PLACEMENTS[choice](aliases)
  const choose: unknown = choice(aliases)
  if (typeof choose !== 'function') {
    throw new ConfigError('The option placement must be a function of the aliases that returns a function of a key.')
  }
  return hashed => {
    const index = (choose as (hashed: Hashed) => number)(hashed)
    if (Number.isInteger(index) && index >= 0 && index < aliases.length) return index
    throw new ConfigError(
      `The placement must answer with a whole number from 0 to ${aliases.length - 1}; the command was not sent.`,
    )
  }
}
