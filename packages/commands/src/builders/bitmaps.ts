import { type Command, command } from '../command.js'
import { BITCOUNT, BITOP, BITPOS, GETBIT, SETBIT } from '../specs.gen.js'
import type { Arg } from '@rc/resp'
import type { CommandSpec } from '../spec.js'
import { type Key, many, type OneOrMany } from './args.js'
import { checkNames, isOn, refuse } from './options.js'

/**
 * How BITOP puts bits together. `NOT` takes one key. `DIFF` (in the first and in no other), `DIFF1` (in another and not
 * in the first), `ANDOR` (in the first and in another) and `ONE` (in exactly one) since Redis 8.2.
 */
export type BitOperation = 'AND' | 'OR' | 'XOR' | 'NOT' | 'DIFF' | 'DIFF1' | 'ANDOR' | 'ONE'

/** A part of a string; negative positions count from its end. */
export interface BitRangeOptions {
  /** First position. */
  start?: number
  /** Last position, part of the range; without it the range goes to the end. */
  end?: number
  /** Positions count bytes, which is the default. Since 7.0.0. */
  byte?: boolean
  /** Positions count bits. Since 7.0.0. */
  bit?: boolean
}

/**
 * Number of bits that are 1.
 *
 * O(n) in the length of the part. Since 2.6.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 *
 * @throws ConfigError where `end`, `byte` or `bit` stands without `start`
 * @example
 * await rc.bitcount('visits', { start: 0, end: 30, bit: true })
 */
export const bitcount = (key: Key, options?: BitRangeOptions): Command<number> => {
  // Servers before Valkey 8.0 want both positions or none.
  const toTheEnd = options?.start !== undefined && options.end === undefined
  return command(BITCOUNT, appendRange(BITCOUNT, [key], toTheEnd ? { ...options, end: -1 } : options))
}

/**
 * Puts the bits of several strings together and stores what comes out. Answers with its length in bytes.
 *
 * O(n) in the length of the longest string. Since 2.6.0. Cluster: all keys must be in one slot.
 *
 * @throws ConfigError where the list of keys is empty, or has more than one for `NOT`
 * @example
 * await rc.bitop('AND', '{visits}:both', ['{visits}:monday', '{visits}:tuesday'])
 */
export const bitop = (operation: BitOperation, destination: Key, keys: OneOrMany<Key>): Command<number> => {
  const sources = many(BITOP, 'keys', keys)
  if (operation === 'NOT' && sources.length > 1)
    throw refuse(BITOP, `NOT takes one key, but there are ${sources.length}`)
  return command(BITOP, [operation, destination, ...sources])
}

/**
 * Position of the first bit that is 0 or 1; -1 where there is none. Where a 0 is sought and no `end` is given, it may be
 * the first bit behind the string.
 *
 * O(n) in the length of the part. Since 2.8.7. Cluster: runs on a node of the key's slot, by `readFrom`.
 *
 * @throws ConfigError where `end` stands without `start`, or `byte` or `bit` without both
 */
export const bitpos = (key: Key, bit: 0 | 1, options?: BitRangeOptions): Command<number> =>
  command(BITPOS, appendRange(BITPOS, [key, bit], options))

/**
 * Reads a bit, 0 or 1, counted from the highest of the first byte; 0 where the string is shorter.
 *
 * O(1). Since 2.2.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 */
export const getbit = (key: Key, offset: number): Command<number> => command(GETBIT, [key, offset])

/**
 * Sets a bit, counted from the highest of the first byte, and makes the string longer where it must. Answers with what it
 * was.
 *
 * O(1). Since 2.2.0. Cluster: runs on the primary of the key's slot.
 */
export const setbit = (key: Key, offset: number, value: 0 | 1): Command<number> => command(SETBIT, [key, offset, value])

const RANGE_NAMES = ['start', 'end', 'byte', 'bit'] satisfies (keyof BitRangeOptions)[]

/** Positions have no words before them, so each needs the ones that stand before it. */
function appendRange(spec: CommandSpec, args: Arg[], options: BitRangeOptions | undefined): Arg[] {
  if (options === undefined) return args
  checkNames(spec, options, RANGE_NAMES)
  const { start, end } = options
  const unit = unitOf(spec, options)
  if (end !== undefined && start === undefined) throw refuse(spec, 'the option end needs start beside it')
  if (unit !== undefined && end === undefined) throw refuse(spec, `the option ${unit} needs start and end beside it`)
  if (start !== undefined) args.push(start)
  if (end !== undefined) args.push(end)
  if (unit !== undefined) args.push(unit.toUpperCase())
  return args
}

function unitOf(spec: CommandSpec, options: BitRangeOptions): 'byte' | 'bit' | undefined {
  const byte = isOn(spec, 'byte', options.byte)
  const bit = isOn(spec, 'bit', options.bit)
  if (byte && bit) throw refuse(spec, 'the options byte and bit exclude each other')
  if (byte) return 'byte'
  return bit ? 'bit' : undefined
}
