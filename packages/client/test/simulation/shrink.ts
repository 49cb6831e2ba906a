import { play } from './play.js'
import type { Schedule, Step } from './schedule.js'

/** Runs that the search for a smaller schedule may take. */
const MOST_RUNS = 300

/** A schedule that still fails with as few steps and commands as are found by leaving out some at a time. */
export async function shrink(schedule: Schedule): Promise<Schedule> {
  let runs = 0
  const fails = async (steps: readonly Step[]): Promise<boolean> =>
    runs++ < MOST_RUNS && (await play({ ...schedule, steps })).violations.length > 0
  let steps = await fewest(schedule.steps, fails)
  for (const [at, step] of steps.entries()) {
    if (step.do !== 'ask') continue
    const withCommands = (commands: typeof step.commands): Step[] => steps.with(at, { ...step, commands })
    const commands = await fewest(step.commands, few => fails(withCommands(few)))
    steps = withCommands(commands)
  }
  return { ...schedule, steps }
}

/** Leaves out halves, quarters and so on to single ones, as long as what is left holds. */
async function fewest<T>(all: readonly T[], holds: (some: readonly T[]) => Promise<boolean>): Promise<readonly T[]> {
  let left = all
  for (let size = Math.ceil(all.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < left.length; ) {
      const without = [...left.slice(0, from), ...left.slice(from + size)]
      if (without.length > 0 && (await holds(without))) left = without
      else from += size
    }
  }
  return left
}
