import type { RangeView } from '../shared/protocol.js'

/** 16384 → `16 384`, with a space that does not break. */
export const grouped = (number: number): string => number.toLocaleString('en').replaceAll(',', '\u202f')

/** `0–5460`, or one slot alone. */
export const rangeText = ({ from, to }: RangeView): string => (from === to ? `${from}` : `${from}–${to}`)

/** The first few ranges; how many more there are. */
export function rangesText(ranges: readonly RangeView[], shown: number): string {
  if (ranges.length === 0) return 'no slots'
  const rest = ranges.length - shown
  const first = ranges.slice(0, shown).map(rangeText).join(', ')
  return rest > 0 ? `${first} and ${rest} more` : first
}

/** `0.84 ms`, `12 ms`, `3.1 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 10) return `${milliseconds.toFixed(2)} ms`
  if (milliseconds < 1000) return `${milliseconds.toFixed(0)} ms`
  return `${(milliseconds / 1000).toFixed(1)} s`
}

/** `12:34:56`. */
export const clock = (at: number): string => new Date(at).toLocaleTimeString('en-GB')

/** Share of a whole in percent: whole numbers, or one decimal where that would read 0. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return '0 %'
  const value = (part / whole) * 100
  return `${value > 0 && value < 1 ? value.toFixed(1) : value.toFixed(0)} %`
}
