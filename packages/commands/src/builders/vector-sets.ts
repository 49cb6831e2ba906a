import type { Arg, Reply } from '@rc/resp'
import { type Command, command } from '../command.js'
import type { PlainText } from '../plain-text.js'
import { toList, toNumber, toNumbers, toRecord, toText } from '../replies.js'
import { VADD, VCARD, VDIM, VEMB, VGETATTR, VINFO, VISMEMBER, VRANDMEMBER, VREM, VSETATTR } from '../specs.gen.js'
import { VEMB_RAW } from '../variants.js'
import type { Key, Value } from './args.js'
import { appendOptions, type OptionTable } from './options.js'
import { type Vector, vectorArgs } from './vector.js'

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

/** Options of VEMB. */
export interface VembOptions {
  /** As the server keeps it: scaled to the length 1, and rounded. */
  raw?: boolean
}

/** A vector as the server keeps it. */
export interface RawVector {
  /** How it is rounded: `'f32'` not at all, `'int8'` to 8 bits a number, `'bin'` to the sign. */
  quantization: PlainText
  /** The numbers, as the server holds them in memory; a Buffer, whether or not bytes are asked for. */
  data: Buffer
  /** Its length before it was scaled. */
  norm: number
  /** With `'int8'`: what the largest number stands for. */
  range?: number
}

const VEMB_OPTIONS: OptionTable<VembOptions> = { tokens: { raw: 'flag' } }
const VADD_OPTIONS: OptionTable<Omit<VaddOptions, 'reduce'>> = {
  tokens: { cas: 'flag', noquant: 'flag', q8: 'flag', bin: 'flag', ef: 'value', setattr: 'value', m: 'value' },
  exclusive: [['noquant', 'q8', 'bin']],
}
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
 * Vector of an element, nearly as it was given; null where there is no such element. With `raw` as the server keeps it.
 *
 * O(1). Redis alone, since 8.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const vemb = (key: Key, element: Value, options?: VembOptions): Command<number[] | RawVector | null> => {
  if (options?.raw !== true)
    return command(VEMB, appendOptions(VEMB, [key, element], { given: options, table: VEMB_OPTIONS }), toVector)
  return command(VEMB_RAW, appendOptions(VEMB, [key, element], { given: options, table: VEMB_OPTIONS }), toRawVector)
}

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

const toVector = (reply: Reply): number[] | null => (reply === null ? null : toNumbers(reply))
const toInfo = (reply: Reply): Record<string, Reply> | null => (reply === null ? null : toRecord(reply))

function toRawVector(reply: Reply): RawVector | null {
  if (reply === null) return null
  const [quantization, data, norm, range] = toList(reply)
  const vector: RawVector = { quantization: toText(quantization), data: data as Buffer, norm: toNumber(norm ?? null) }
  if (range !== undefined) vector.range = toNumber(range)
  return vector
}
