import { keySlot } from '@rc/slots'
import { SlotSet } from './slot-set.js'

/** The slots in which keys that match may be: one for a pattern with a literal hash tag, or without a wildcard. */
export function wantedSlots(match: Buffer | undefined): SlotSet {
  if (match === undefined) return SlotSet.all
  const text = match.toString('latin1')
  const wildcard = text.search(/[*?[\\]/)
  const open = text.indexOf('{')
  const close = open === -1 ? -1 : text.indexOf('}', open + 1)
  // With a wildcard before its end, the braces of a key may be others than those of the pattern.
  const isFixed = wildcard === -1 || (close > open + 1 && close < wildcard)
  return isFixed ? SlotSet.of([keySlot(match)]) : SlotSet.all
}
