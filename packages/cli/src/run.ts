import { isRedisClusterError } from '@rc/errors'
import { ConfigError } from '@rc/errors'
import { ServerNotFoundError } from '@rc/testing'
import { CommanderError } from 'commander'
import { EXIT, FailedError, type Io, UsageError } from './io.js'
import { programOf } from './program.js'
import { UnreachableError } from './store/open.js'

/**
 * Runs one command line.
 *
 * @param args what stands behind the name of the program
 * @returns the exit code; what each means stands in the README
 * @example
 * process.exitCode = await run(['info', '127.0.0.1:7000'], { ...process, signal: new AbortController().signal })
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  let code: number = EXIT.done
  const program = programOf(io, given => {
    code = given
  })
  try {
    await program.parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    return told(error, io)
  }
}

/** Tells an error that the user can do something about; throws the others. */
function told(error: unknown, io: Io): number {
  if (error instanceof CommanderError) {
    // Commander has written the text itself.
    return error.exitCode === 0 ? EXIT.done : EXIT.usage
  }
  const code = codeOf(error)
  if (code === undefined) throw error
  io.stderr.write(`rc: ${(error as Error).message}\n`)
  return code
}

function codeOf(error: unknown): number | undefined {
  if (error instanceof UsageError || error instanceof ConfigError) return EXIT.usage
  if (error instanceof UnreachableError) return EXIT.unreachable
  if (error instanceof FailedError || error instanceof ServerNotFoundError || isRedisClusterError(error))
    return EXIT.failed
  return undefined
}
