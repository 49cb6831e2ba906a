import type { Command, CommandSpec } from '@rc/commands'
import type { Arg } from '@rc/resp'

/** A part of a split command: the same command for the keys of one slot. */
export interface SplitPart {
  readonly slot: number
  readonly command: Command<unknown>
  /** Which of the whole command's keys these are, counted from 0. */
  readonly keys: readonly number[]
}

/**
 * Splits a command by the slots of its keys. What stands before the first key and behind the last one goes with every
 * part; what stands between two keys (the value behind a key of MSET) goes with the key before it.
 *
 * @param positions where the keys stand, ascending
 * @param slots their slots, in the same order
 */
export function splitBySlot(
  command: Command<unknown>,
  positions: readonly number[],
  slots: readonly number[],
): SplitPart[] {
  const { spec, args, read } = command
  const first = positions[0] as number
  const step = (positions[1] as number) - first
  const end = (positions[positions.length - 1] as number) + step
  const before = args.slice(0, first)
  const after = args.slice(end)
  const parts: { slot: number; command: { spec: CommandSpec; args: Arg[]; read: typeof read }; keys: number[] }[] = []
  const bySlot = new Map<number, (typeof parts)[number]>()
  for (let i = 0; i < positions.length; i++) {
    const slot = slots[i] as number
    const at = positions[i] as number
    const part = bySlot.get(slot)
    if (part === undefined) {
      // Most parts of many have one key: lists that begin with what they hold are a tenth of the size of grown ones.
      const own = args.slice(at, at + step)
      const made = { slot, command: { spec, args: first === 0 ? own : before.concat(own), read }, keys: [i] }
      bySlot.set(slot, made)
      parts.push(made)
    } else {
      part.keys.push(i)
      for (let j = at; j < at + step; j++) part.command.args.push(args[j] as Arg)
    }
  }
  if (after.length > 0) for (const part of parts) part.command.args.push(...after)
  return parts
}
