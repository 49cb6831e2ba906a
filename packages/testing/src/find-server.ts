import { access, constants } from 'node:fs/promises'
import { delimiter, isAbsolute, join, resolve } from 'node:path'
import { ConfigError } from '@rc/errors'
import { debianServer, SERVER_FLAVOURS, type ServerFlavour } from './debian-server.js'
import { ServerNotFoundError } from './errors.js'
import { probe, type ServerBinary } from './server-binary.js'

/** Which server program to look for, and how. */
export interface FindServerOptions {
  /** A server program to use, in place of all looking. */
  readonly path?: string | undefined
  /** A certain program and version, fetched from Debian's packages whatever is installed. */
  readonly flavour?: ServerFlavour | undefined
  /** Whether a package may be downloaded where no server is installed. Default true. */
  readonly download?: boolean | undefined
  /** Hears of each step of a download, which takes a while. Default: lines on standard error. */
  readonly onProgress?: ((line: string) => void) | undefined
}

const ADVICE =
  'Install one (Debian, Ubuntu: apt-get install redis-server; macOS: brew install redis; Alpine: apk add redis; ' +
  'Fedora: dnf install valkey), or set RC_REDIS_SERVER to the path of a redis-server or valkey-server program. ' +
  'startSimulatedCluster() needs none.'

/**
 * Finds a server program: `RC_REDIS_SERVER`, else `redis-server` or `valkey-server` on the PATH, else Debian's or
 * Ubuntu's package, fetched without root into a cache folder (`RC_TESTING_CACHE`, else the user's cache folder).
 *
 * @throws ServerNotFoundError that says what to install
 * @example
 * const { kind, version } = await findServer()                    // 'redis', '7.0.15'
 * const newest = await findServer({ flavour: 'valkey-9.1' })
 */
export async function findServer(options: FindServerOptions = {}): Promise<ServerBinary> {
  const log = options.onProgress ?? toStandardError
  if (options.flavour !== undefined) return flavoured(options.flavour, log)
  if (options.path !== undefined) return named(options.path, 'option')
  const fromEnvironment = process.env['RC_REDIS_SERVER']
  if (fromEnvironment !== undefined && fromEnvironment !== '') return named(fromEnvironment, 'RC_REDIS_SERVER')
  const installed = await onPath()
  if (installed !== undefined) return installed
  if (options.download === false) throw new ServerNotFoundError(`No Redis or Valkey server is on the PATH. ${ADVICE}`)
  try {
    return await debianServer(undefined, log)
  } catch (cause) {
    throw new ServerNotFoundError(
      `No Redis or Valkey server is on the PATH, and none could be fetched with apt: ${reason(cause)}. ${ADVICE}`,
      { cause },
    )
  }
}

async function named(program: string, source: 'option' | 'RC_REDIS_SERVER'): Promise<ServerBinary> {
  const path = isAbsolute(program) ? program : resolve(program)
  try {
    return await probe({ path, command: path, args: [] }, source)
  } catch (cause) {
    const origin = source === 'option' ? 'The server program given' : 'RC_REDIS_SERVER'
    throw new ServerNotFoundError(`${origin} is ${path}, which does not run: ${reason(cause)}. ${ADVICE}`, { cause })
  }
}

async function flavoured(flavour: ServerFlavour, log: (line: string) => void): Promise<ServerBinary> {
  if (!SERVER_FLAVOURS.includes(flavour)) {
    throw new ConfigError(`There is no flavour "${flavour}". The flavours are ${SERVER_FLAVOURS.join(', ')}.`)
  }
  try {
    return await debianServer(flavour, log)
  } catch (cause) {
    throw new ServerNotFoundError(
      `${flavour} could not be fetched from Debian's packages: ${reason(cause)}. ${ADVICE}`,
      {
        cause,
      },
    )
  }
}

async function onPath(): Promise<ServerBinary | undefined> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(folder => folder !== '')
  for (const name of ['redis-server', 'valkey-server']) {
    for (const folder of folders) {
      const path = join(folder, name)
      const usable = await access(path, constants.X_OK).then(
        () => probe({ path, command: path, args: [] }, 'PATH').catch(() => undefined),
        () => undefined,
      )
      if (usable !== undefined) return usable
    }
  }
  return undefined
}

function reason(error: unknown): string {
  const { code, stderr, message } = error as NodeJS.ErrnoException & { stderr?: string }
  if (code === 'ENOENT') return message.replace(/^spawn (\S+) ENOENT$/, 'there is no $1')
  if (code === 'EACCES') return 'it may not be executed or read (EACCES)'
  const lines = (stderr ?? '').split('\n').filter(line => line.startsWith('E: '))
  return (lines[0] ?? message).replace(/[.\s]+$/, '')
}

function toStandardError(line: string): void {
  process.stderr.write(`@rc/testing: ${line}\n`)
}
