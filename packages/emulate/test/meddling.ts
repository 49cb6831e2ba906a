import type { Command, Executor } from '@rc/commands'

/** Runs steps; right before the first of a name, something else happens. */
export function meddling(executor: Executor, name: string, meddle: () => Promise<unknown>): Executor {
  let met = false
  return {
    async run<T>(one: Command<T>): Promise<T> {
      if (one.spec.name === name && !met) {
        met = true
        await meddle()
      }
      return executor.run(one)
    },
  }
}
