import { ConfigError } from '@rc/errors'
import { SLOT_COUNT } from './key.js'

/** Slots from `from` to `to`, both included. */
export interface SlotRange {
  readonly from: number
  readonly to: number
}

/**
 * The ranges that a text such as `'0-5460 6000 7000-7010'` names, separated by spaces or commas, in the order given.
 *
 * @throws ConfigError where a part is neither a slot nor a range, or lies outside of 0 to 16383.
 * @example
 * parseSlotRanges('0-5460, 6000')  // [{ from: 0, to: 5460 }, { from: 6000, to: 6000 }]
 */
export function parseSlotRanges(text: string): SlotRange[] {
  return text
    .split(/[\s,]+/)
    .filter(part => part !== '')
    .map(part => {
      const range = parseSlotRange(part)
      if (range === undefined) {
        throw new ConfigError(
          `Slot ranges must look like "0-5460 6000", with slots from 0 to ${SLOT_COUNT - 1} and the lower one first.`,
        )
      }
      return range
    })
}

/**
 * The ranges as text: `'0-5460 6000'`.
 *
 * @example
 * formatSlotRanges([{ from: 0, to: 5460 }, { from: 6000, to: 6000 }])  // '0-5460 6000'
 */
export const formatSlotRanges = (ranges: readonly SlotRange[]): string =>
  ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(' ')

/**
 * All slots, divided evenly over `count` shards: the split that `redis-cli --cluster create` makes.
 *
 * @throws ConfigError where `count` is no whole number from 1 to 16384.
 * @example
 * evenSlotRanges(3)  // 0-5460, 5461-10922, 10923-16383
 */
export function evenSlotRanges(count: number): SlotRange[] {
  if (!Number.isInteger(count) || count < 1 || count > SLOT_COUNT) {
    throw new ConfigError(`The number of shards must be a whole number from 1 to ${SLOT_COUNT}.`)
  }
  const start = (shard: number): number => Math.round((shard * SLOT_COUNT) / count)
  return Array.from({ length: count }, (_, shard) => ({ from: start(shard), to: start(shard + 1) - 1 }))
}

/** The one range or slot that a part of a text names; undefined where it names none. One pass: there may be thousands. */
export function parseSlotRange(text: string, start = 0, end = text.length): SlotRange | undefined {
  let from = -1
  let slot = -1
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - ZERO
    if (digit >= 0 && digit <= 9) {
      // A number does not begin with a zero, unless that is all of it.
      if (slot === 0) return undefined
      slot = slot === -1 ? digit : slot * 10 + digit
    } else if (digit === DASH && from === -1 && slot !== -1) {
      from = slot
      slot = -1
    } else return undefined
  }
  if (slot === -1 || slot >= SLOT_COUNT || slot < from) return undefined
  return { from: from === -1 ? slot : from, to: slot }
}

const ZERO = 0x30
/** As a digit. */
const DASH = 0x2d - ZERO

/** Whether two values are the ends of a range of slots. */
export const isSlotRange = (from: unknown, to: unknown): boolean => isSlot(from) && isSlot(to) && from <= to

/** Whether a value is a slot: a whole number from 0 to 16383. */
export const isSlot = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < SLOT_COUNT

/** Adds a range, or makes the last one longer where they touch. */
export function appendRange(ranges: SlotRange[], from: number, to: number): void {
  const last = ranges.length === 0 ? undefined : ranges[ranges.length - 1]
  if (last !== undefined && last.to + 1 === from) ranges[ranges.length - 1] = { from: last.from, to }
  else ranges.push({ from, to })
}
