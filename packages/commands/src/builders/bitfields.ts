import type { Arg } from '@rc/resp'
import { type Command, command, kindOf } from '../command.js'
import type { CommandSpec } from '../spec.js'
import { BITFIELD, BITFIELD_RO } from '../specs.gen.js'
import type { Key, OneOrMany } from './args.js'
import { checkNames, refuse } from './options.js'

/** The type of an integer in a string: signed (`i1` to `i64`) or unsigned (`u1` to `u63`). */
export type BitfieldType = `i${number}` | `u${number}`

/** Where an integer begins: at a bit, or, as `'#2'`, at so many times the width of its type. */
export type BitfieldOffset = number | `#${number}`

/** Reads an integer. */
export interface BitfieldGet {
  get: BitfieldType
  offset: BitfieldOffset
}

/** Sets an integer; the answer is the old one. */
export interface BitfieldSet {
  set: BitfieldType
  offset: BitfieldOffset
  value: number | bigint
}

/** Adds to an integer; the answer is the new one. */
export interface BitfieldIncrby {
  incrby: BitfieldType
  offset: BitfieldOffset
  increment: number | bigint
}

/** What becomes of integers that are too large or too small, for the operations behind it: see `bitfield`. */
export interface BitfieldOverflow {
  overflow: 'WRAP' | 'SAT' | 'FAIL'
}

/** An operation of BITFIELD. */
export type BitfieldOperation = BitfieldGet | BitfieldSet | BitfieldIncrby | BitfieldOverflow

/**
 * Reads and changes integers of any width in a string, in the order of the operations. Answers with a number for each
 * but `overflow`; with null where `overflow: 'FAIL'` kept it from being changed. `'WRAP'`, the default, begins anew at the
 * other end; `'SAT'` stays at the end.
 *
 * O(1) for each operation. Since 3.2.0. Cluster: runs on the primary of the key's slot.
 *
 * @throws ConfigError where there are no operations, or one that there is not
 * @example
 * await rc.bitfield('stats', [
 *   { overflow: 'SAT' },
 *   { incrby: 'u8', offset: '#0', increment: 1 },
 *   { get: 'u8', offset: '#1' },
 * ]) // [1, 0]
 */
export const bitfield = (key: Key, operations: OneOrMany<BitfieldOperation>): Command<(number | null)[]> =>
  command(BITFIELD, appendOperations(BITFIELD, [key], operations))

/**
 * Reads integers of any width in a string.
 *
 * O(1) for each operation. Since 6.0.0. Cluster: runs on a node of the key's slot, by `readFrom`.
 *
 * @throws ConfigError where there are no operations, or one that does more than read
 * @example
 * await rc.bitfield_ro('stats', { get: 'u8', offset: '#1' }) // [0]
 */
export const bitfield_ro = (key: Key, operations: OneOrMany<BitfieldGet>): Command<number[]> =>
  command(BITFIELD_RO, appendOperations(BITFIELD_RO, [key], operations))

function appendOperations(spec: CommandSpec, args: Arg[], operations: OneOrMany<BitfieldOperation>): Arg[] {
  const list = (Array.isArray(operations) ? operations : [operations]) as readonly BitfieldOperation[]
  if (list.length === 0) throw refuse(spec, 'it needs at least one of its operations; the list is empty')
  for (const operation of list) appendOperation(spec, args, operation)
  return args
}

function appendOperation(spec: CommandSpec, args: Arg[], operation: BitfieldOperation): void {
  const given: unknown = operation
  if (typeof given !== 'object' || given === null) {
    throw refuse(spec, `an operation must be an object such as { get: 'u8', offset: 0 }, but is ${kindOf(given)}`)
  }
  if ('get' in operation) {
    checkNames(spec, operation, ['get', 'offset'])
    args.push('GET', operation.get, operation.offset)
    return
  }
  if (spec === BITFIELD_RO) throw refuse(spec, 'an operation can only be { get, offset }')
  if ('set' in operation) {
    checkNames(spec, operation, ['set', 'offset', 'value'])
    args.push('SET', operation.set, operation.offset, operation.value)
  } else if ('incrby' in operation) {
    checkNames(spec, operation, ['incrby', 'offset', 'increment'])
    args.push('INCRBY', operation.incrby, operation.offset, operation.increment)
  } else if ('overflow' in operation) {
    checkNames(spec, operation, ['overflow'])
    args.push('OVERFLOW', operation.overflow)
  } else {
    throw refuse(spec, 'an operation must have one of get, set, incrby and overflow')
  }
}
