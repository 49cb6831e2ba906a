import type { Arg, Reply } from '@rc/resp'
import { type Command, command, kindOf } from '../command.js'
import type { PlainText } from '../plain-text.js'
import { toList, toNumber, toNumbers, toRecord, toText } from '../replies.js'
import type { CommandSpec } from '../spec.js'
import {
  VADD,
  VCARD,
  VDIM,
  VEMB,
  VGETATTR,
  VINFO,
  VISMEMBER,
  VLINKS,
  VRANDMEMBER,
  VREM,
  VSETATTR,
  VSIM,
} from '../specs.gen.js'
import type { Key, Value } from './args.js'
import { appendOptions, type OptionTable } from './options.js'

/** A vector: its numbers, or 32-bit floats, little end first, as bytes. */
export type Vector = readonly number[] | Uint8Array

/** Options of VADD. */
export interface VaddOptions {
  /** Project the vector to so many dimensions. */
  reduce?: number
  /** Do the slow part of the work in a thread. */
  cas?: boolean
  /** Keep the numbers as they are. At most one of `noquant`, `q8`, `bin`. */
  noquant?: boolean
  /** Keep 8 bits of each number: the default. */
  q8?: boolean
  /** Keep the sign of each number. */
  bin?: boolean
  /** How much to look for good neighbours; 200 without it. */
  ef?: number
  /** Attributes of the element, as JSON. */
  setattr?: string
  /** How many neighbours an element has; 16 without it. */
  m?: number
}

/** Options of VSIM. */
export interface VsimOptions {
  /** Answer with `{ element, score }`. */
  withscores?: boolean
  /** No more than so many; 10 without it. */
  count?: number
  /** Only elements no further away than this, from 0 to 1. */
  epsilon?: number
  /** How much to look for. */
  ef?: number
  /** Only elements whose attributes make this expression true. */
  filter?: string
  /** How many elements to try for the filter. */
  filterEf?: number
  /** Compare with every element. */
  truth?: boolean
  /** Do the work in the server's one thread. */
  nothread?: boolean
}

/** Options of VLINKS. */
export interface VlinksOptions {
  /** Answer with `{ element, score }`. */
  withscores?: boolean
}

/** An element and how near it is: 1 is the same, 0 the opposite. */
export interface SimilarElement {
  /** The server sends it as the name of a field, so it is text also where bytes are asked for. */
  element: PlainText
  score: number
}

const VADD_OPTIONS: OptionTable<Omit<VaddOptions, 'reduce'>> = {
  tokens: { cas: 'flag', noquant: 'flag', q8: 'flag', bin: 'flag', ef: 'value', setattr: 'value', m: 'value' },
  exclusive: [['noquant', 'q8', 'bin']],
}
const VSIM_OPTIONS: OptionTable<VsimOptions> = {
  tokens: {
    withscores: 'flag',
    count: 'value',
    epsilon: 'value',
    ef: 'value',
    filter: 'value',
    filterEf: 'value',
    truth: 'flag',
    nothread: 'flag',
  },
  words: { filterEf: 'FILTER-EF' },
}
const VLINKS_OPTIONS: OptionTable<VlinksOptions> = { tokens: { withscores: 'flag' } }

/**
 * Adds an element, or changes its vector. Answers with 1 where it is new, else 0.
 *
 * O(log n). Redis alone, since 8.0.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where options exclude each other
 * @throws TypeError where the vector is none
 */
export const vadd = (key: Key, vector: Vector, element: Value, options?: VaddOptions): Command<number> => {
  const { reduce, ...rest } = options ?? {}
  const args: Arg[] = reduce === undefined ? [key] : [key, 'REDUCE', reduce]
  args.push(...vectorArgs(VADD, vector), element)
  return command(VADD, appendOptions(VADD, args, { given: rest, table: VADD_OPTIONS }), toNumber)
}

/**
 * Number of elements.
 *
 * O(1). Redis alone, since 8.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const vcard = (key: Key): Command<number> => command(VCARD, [key])

/**
 * Number of dimensions. The server refuses it where there is no such key.
 *
 * O(1). Redis alone, since 8.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const vdim = (key: Key): Command<number> => command(VDIM, [key])

/**
 * Vector of an element, nearly as it was given; null where there is no such element.
 *
 * O(1). Redis alone, since 8.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const vemb = (key: Key, element: Value): Command<number[] | null> => command(VEMB, [key, element], toVector)

/**
 * Attributes of an element, as JSON; null where it has none.
 *
 * O(1). Redis alone, since 8.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const vgetattr = (key: Key, element: Value): Command<string | null> => command(VGETATTR, [key, element])

/**
 * What a vector set is like, under the server's names; null where there is no such key.
 *
 * O(1). Redis alone, since 8.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const vinfo = (key: Key): Command<Record<string, Reply> | null> => command(VINFO, [key], toInfo)

/**
 * Whether there is such an element: 1 or 0.
 *
 * O(1). Redis alone, since 8.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const vismember = (key: Key, element: Value): Command<number> => command(VISMEMBER, [key, element], toNumber)

/**
 * Neighbours of an element, for each layer of the graph; null where there is no such element.
 *
 * O(1). Redis alone, since 8.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const vlinks = (key: Key, element: Value, options?: VlinksOptions): Command<Layers | null> =>
  command(
    VLINKS,
    appendOptions(VLINKS, [key, element], { given: options, table: VLINKS_OPTIONS }),
    options?.withscores === true ? toScoredLayers : undefined,
  )

/** Neighbours by layer, with scores where `withscores` was given. */
export type Layers = string[][] | SimilarElement[][]

/**
 * An element by chance; null where there is none. With `count` so many different ones, as a list, or, where it is
 * negative, so many with repetition.
 *
 * O(n) in the number of elements asked for. Redis alone, since 8.0.0. Cluster: runs on a node of the key's slot, by
 * `readFrom`.
 */
export const vrandmember = (key: Key, count?: number): Command<string | string[] | null> =>
  command(VRANDMEMBER, count === undefined ? [key] : [key, count])

/**
 * Removes an element. Answers with 1, or 0 where there was none.
 *
 * O(log n). Redis alone, since 8.0.0. Cluster: runs on the primary of the key's slot.
 */
export const vrem = (key: Key, element: Value): Command<number> => command(VREM, [key, element], toNumber)

/**
 * Sets the attributes of an element, as JSON; empty text takes them away. Answers with 1, or 0 where there is no such
 * element.
 *
 * O(1). Redis alone, since 8.0.0. Cluster: runs on the primary of the key's slot.
 */
export const vsetattr = (key: Key, element: Value, attributes: string): Command<number> =>
  command(VSETATTR, [key, element, attributes], toNumber)

/**
 * Elements near a vector, or near another element, the nearest first.
 *
 * O(log n). Redis alone, since 8.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 *
 * @param to an element's name, or a vector
 * @throws TypeError where it is neither
 * @example
 * await rc.vsim('words', 'king', { count: 3, withscores: true }) // [{ element: 'king', score: 1 }, …]
 */
export const vsim = (key: Key, to: string | Vector, options?: VsimOptions): Command<string[] | SimilarElement[]> => {
  const args = typeof to === 'string' ? [key, 'ELE', to] : [key, ...vectorArgs(VSIM, to)]
  appendOptions(VSIM, args, { given: options, table: VSIM_OPTIONS })
  return options?.withscores === true ? command(VSIM, args, toSimilar) : command<string[]>(VSIM, args)
}

function vectorArgs(spec: CommandSpec, vector: Vector): Arg[] {
  if (vector instanceof Uint8Array) return ['FP32', vector]
  if (Array.isArray(vector)) return ['VALUES', vector.length, ...(vector as readonly number[])]
  throw new TypeError(
    `${spec.name}: a vector must be a list of numbers or bytes, but is ${kindOf(vector)}. Nothing was sent.`,
  )
}

const toVector = (reply: Reply): number[] | null => (reply === null ? null : toNumbers(reply))
const toInfo = (reply: Reply): Record<string, Reply> | null => (reply === null ? null : toRecord(reply))

/** A record orders names that are numbers before others, so the order has to be made again. */
const toSimilar = (reply: Reply): SimilarElement[] =>
  Object.entries(toRecord(reply))
    .map(([element, score]) => ({ element: toText(element), score: toNumber(score) }))
    .sort((a, b) => b.score - a.score)

const toScoredLayers = (reply: Reply): SimilarElement[][] | null =>
  reply === null ? null : toList(reply).map(toSimilar)
