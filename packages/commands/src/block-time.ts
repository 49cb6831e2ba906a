import type { Arg } from '@rc/resp'
import { command, type Command } from './command.js'
import { BLOCKING } from './flags.js'

/** Where a blocking command says how long it may wait. All but these name it last, in seconds. */
interface BlockTime {
  /** Index of the argument; negative counts from the end. */
  readonly at: number
  /** Milliseconds of one unit. */
  readonly unit: 1 | 1000
}

const LAST_SECONDS: BlockTime = { at: -1, unit: 1000 }

const OTHERS: Readonly<Record<string, BlockTime>> = {
  BLMPOP: { at: 0, unit: 1000 },
  BZMPOP: { at: 0, unit: 1000 },
  WAIT: { at: -1, unit: 1 },
  WAITAOF: { at: -1, unit: 1 },
}

/**
 * How long a command may wait on the server, in milliseconds; `Infinity` where it says 0, which means for ever. 0 for a
 * command that answers at once.
 */
export function blockMs(given: Command<unknown>): number {
  const place = placeOf(given)
  if (place === undefined) return 0
  const ms = Number(given.args[place.index]) * place.unit
  return ms === 0 ? Infinity : Math.max(0, ms)
}

/** The same command with so many milliseconds to wait, at least one: none would be for ever. */
export function withBlockMs<T>(given: Command<T>, ms: number): Command<T> {
  const place = placeOf(given)
  if (place === undefined) return given
  const args: Arg[] = given.args.slice()
  args[place.index] = place.unit === 1 ? Math.max(1, Math.ceil(ms)) : Math.max(1, Math.ceil(ms)) / 1000
  return command(given.spec, args, given.read)
}

function placeOf({ spec, args }: Command<unknown>): { index: number; unit: number } | undefined {
  if ((spec.flags & BLOCKING) === 0) return undefined
  if (spec.name === 'XREAD' || spec.name === 'XREADGROUP') {
    const block = args.findIndex(arg => typeof arg === 'string' && arg.toUpperCase() === 'BLOCK')
    return block === -1 ? undefined : { index: block + 1, unit: 1 }
  }
  const { at, unit } = OTHERS[spec.name] ?? LAST_SECONDS
  return { index: at < 0 ? args.length + at : at, unit }
}
