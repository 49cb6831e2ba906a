import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** A server program that was found and that runs. */
export interface ServerBinary {
  /** The program's file. */
  readonly path: string
  /** What to execute: `path`, or the dynamic loader that runs it with libraries of its own. */
  readonly command: string
  /** Arguments that come before the server's own. Empty where `command` is `path`. */
  readonly args: readonly string[]
  readonly kind: 'redis' | 'valkey'
  /** Such as `'7.0.15'`. */
  readonly version: string
  /** How it was found. */
  readonly source: 'RC_REDIS_SERVER' | 'option' | 'PATH' | 'debian'
}

const run = promisify(execFile)

/**
 * Asks a program for its version.
 *
 * @throws Error where it does not run or is no Redis or Valkey server
 */
export async function probe(
  launch: Pick<ServerBinary, 'path' | 'command' | 'args'>,
  source: ServerBinary['source'],
): Promise<ServerBinary> {
  const { stdout } = await run(launch.command, [...launch.args, '--version'], { timeout: 10_000 })
  const version = /\bv=(\d+\.\d+\.\d+)/.exec(stdout)?.[1]
  if (version === undefined) throw new Error('it answers --version with something else than a Redis or Valkey server')
  return { ...launch, kind: /valkey/i.test(stdout) ? 'valkey' : 'redis', version, source }
}
