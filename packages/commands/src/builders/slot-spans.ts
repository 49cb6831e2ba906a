import type { Arg } from '@rc/resp'
import { kindOf } from '../command.js'
import type { CommandSpec } from '../spec.js'
import type { OneOrMany } from './args.js'
import { refuse } from './options.js'

/** A range of slots, both ends included. */
export interface SlotSpan {
  from: number
  to: number
}

/**
 * First and last slot of each range, in a row.
 *
 * @throws ConfigError where there is no range, or what is none
 */
export function boundsOf(spec: CommandSpec, spans: OneOrMany<SlotSpan>): Arg[] {
  const list: readonly unknown[] = Array.isArray(spans) ? spans : [spans]
  if (list.length === 0) throw refuse(spec, 'it needs at least one range of slots; the list is empty')
  return list.flatMap(span => {
    if (isSpan(span)) return [span.from, span.to]
    throw refuse(spec, `a range of slots must be { from, to }, but is ${kindOf(span)}`)
  })
}

const isSpan = (span: unknown): span is SlotSpan =>
  typeof span === 'object' && span !== null && 'from' in span && 'to' in span
