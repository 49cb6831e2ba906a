import { type KeyShape, NONE } from './key-shapes.js'
import type { RequestPolicy, ResponsePolicy } from './policies.js'

/** What is known of a command before it is sent: a row of the command table. */
export interface CommandSpec {
  /** The name in upper case; words of a sub-command are separated by a space: `'CLUSTER INFO'`. */
  readonly name: string
  /** The words of the name as bulk strings, as they go over the wire. */
  readonly head: string
  /** How many words the name has. */
  readonly words: number
  /** Number of words and arguments: exactly, or at least where negative, as the server says. */
  readonly arity: number
  /** A set of the bits of `flags.ts`. */
  readonly flags: number
  /** Where the keys stand. */
  readonly keys: readonly KeyShape[]
  /** Index of the key for a command with exactly one at a fixed place, else -1: the short way for most commands. */
  readonly onlyKey: number
  readonly request: RequestPolicy
  readonly response: ResponsePolicy
}

/** A row of the command table. */
export interface SpecRow {
  readonly arity: number
  readonly flags: number
  readonly keys: readonly KeyShape[]
  readonly request?: RequestPolicy | undefined
  readonly response?: ResponsePolicy | undefined
}

/** A row as the generated table writes it: short, because a client ships hundreds of them. What is left out is usual. */
export type ShortRow = readonly [
  arity: number,
  flags: number,
  keys?: readonly KeyShape[],
  request?: RequestPolicy,
  response?: ResponsePolicy,
]

/** Makes a row out of the table's short form. */
export const row = (name: string, [arity, flags, keys = NONE, request, response]: ShortRow): CommandSpec =>
  spec(name, { arity, flags, keys, request, response })

/** Makes the row of a command: what follows from its name and shape is worked out once, here. */
export function spec(name: string, row: SpecRow): CommandSpec {
  const words = name.split(' ')
  return {
    name,
    head: words.map(word => `$${word.length}\r\n${word}\r\n`).join(''),
    words: words.length,
    arity: row.arity,
    flags: row.flags,
    keys: row.keys,
    onlyKey: onlyKeyOf(row.keys),
    request: row.request ?? 'default',
    response: row.response ?? 'default',
  }
}

function onlyKeyOf(shapes: readonly KeyShape[]): number {
  const shape = shapes[0]
  if (shapes.length !== 1 || shape === undefined || shape.kind !== 'range') return -1
  return shape.keyword === undefined && shape.last === 0 ? shape.begin : -1
}
