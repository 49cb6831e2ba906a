import { ConfigError } from '@rc/errors'
import { SLOTS } from './form-cluster.js'

/** Both ends included. */
export type SlotRange =
  | { readonly from: number; readonly to: number }
  | { readonly start: number; readonly end: number }

/** Which slots: one, a list, a range, or text such as `'0-99,200'`. */
export type SlotSpec = number | string | SlotRange | readonly (number | string | SlotRange)[]

/**
 * Every slot that is meant, in ascending order, each once.
 *
 * @throws ConfigError for a slot outside 0 to 16383 or a range the wrong way round
 */
export function slotList(spec: SlotSpec): number[] {
  const slots = new Set<number>()
  for (const one of Array.isArray(spec) ? spec : [spec]) {
    for (const [from, to] of rangesOf(one as Exclude<SlotSpec, readonly unknown[]>)) {
      for (let slot = from; slot <= to; slot++) slots.add(slot)
    }
  }
  if (slots.size === 0) throw new ConfigError('No slot was given.')
  return [...slots].sort((a, b) => a - b)
}

function rangesOf(one: number | string | SlotRange): [number, number][] {
  if (typeof one === 'number') return [checked(one, one)]
  if (typeof one !== 'string') return ['from' in one ? checked(one.from, one.to) : checked(one.start, one.end)]
  return one.split(',').map(part => {
    const match = /^\s*(\d+)\s*(?:-\s*(\d+)\s*)?$/.exec(part)
    if (match === null) throw new ConfigError(`"${part}" is no slot and no range such as "0-99".`)
    return checked(Number(match[1]), Number(match[2] ?? match[1]))
  })
}

function checked(from: number, to: number): [number, number] {
  for (const slot of [from, to]) {
    if (!Number.isInteger(slot) || slot < 0 || slot >= SLOTS) {
      throw new ConfigError(`${slot} is no slot: slots are the whole numbers from 0 to ${SLOTS - 1}.`)
    }
  }
  if (from > to) throw new ConfigError(`The range ${from}-${to} ends before it begins.`)
  return [from, to]
}
