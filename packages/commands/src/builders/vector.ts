import type { Arg } from '@rc/resp'
import { kindOf, mistyped } from '../command.js'
import type { CommandSpec } from '../spec.js'

/** A vector: its numbers, or 32-bit floats, little end first, as bytes. */
export type Vector = readonly number[] | Uint8Array

/**
 * A vector as VADD and VSIM take it.
 *
 * @throws TypeError where it is none
 */
export function vectorArgs(spec: CommandSpec, vector: Vector): Arg[] {
  if (vector instanceof Uint8Array) return ['FP32', vector]
  if (Array.isArray(vector)) return ['VALUES', vector.length, ...(vector as readonly number[])]
  throw mistyped(spec, `a vector must be a list of numbers or bytes, but is ${kindOf(vector)}`)
}
