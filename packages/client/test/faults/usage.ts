/** What was asked for cannot be read; the message names the option. */
export class UsageError extends Error {}

/**
 * What `parseArgs` makes of the words of a command line.
 *
 * @throws UsageError that names the option
 */
export function parsed<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('. ')
    throw new UsageError(`${first.replace(/\.$/, '')}.`)
  }
}

/** Tells why a program ends early: with 2, and how it is used, where it was asked for what it does not know; else with 1. */
export function tellFailure(error: unknown, usage: string): void {
  const isUsage = error instanceof UsageError
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(`${message}\n${isUsage ? `\n${usage}\n` : ''}`)
  process.exitCode = isUsage ? 2 : 1
}
