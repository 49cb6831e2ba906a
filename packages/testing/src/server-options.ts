import { isIP } from 'node:net'
import { ConfigError } from '@rc/errors'
import { type FindServerOptions, findServer } from './find-server.js'
import { ProcessGuard } from './process-guard.js'
import type { ServerBinary } from './server-binary.js'
import type { ServerSettings } from './server-config.js'
import type { GroupSettings } from './server-group.js'
import { writeTlsFiles } from './tls-files.js'

/** What `startServers` and `startCluster` take alike. */
export interface ServerOptions {
  /** The address that the servers listen on. Default `'127.0.0.1'`. */
  readonly host?: string
  /** More arguments for every server, which win over what is set here: `['--maxmemory', '50mb']`. */
  readonly args?: readonly string[]
  /** A user of the server's access control list, who may do everything; the default user is turned off. */
  readonly username?: string
  /** The password that clients, and the nodes among themselves, need. Default none. */
  readonly password?: string
  /** TLS on every port, with a CA and certificates made for the occasion: see `tls` of what is started. Default false. */
  readonly tls?: boolean
  /** Keeps an append-only file, so that a killed server comes back with what it had acknowledged. Default false. */
  readonly appendOnly?: boolean
  /** Which server program: what `findServer` returned or takes, or a path. Default: `findServer()`. */
  readonly server?: ServerBinary | FindServerOptions | string
  /** The first server gets this port, the next the one after it. Default: free ports. */
  readonly basePort?: number
  /** Leaves the servers' folder, with their logs, behind for a look at it. Default false. */
  readonly keepDir?: boolean
  /** Hears of what happens, a line at a time. */
  readonly logger?: (line: string) => void
}

/** Addresses that servers may move to: the certificates are for them too. */
const LOOPBACK = ['127.0.0.1', '127.0.0.2', '127.0.0.3', '127.0.0.4', '::1']

/** Checks the options and finds a server program. What is started with the result has to be stopped. */
export async function prepareServers(
  options: ServerOptions,
  cluster: Pick<ServerSettings, 'nodeTimeoutMs' | 'requireFullCoverage'> = {},
): Promise<{ settings: GroupSettings; guard: ProcessGuard }> {
  checkOptions(options)
  const { host = '127.0.0.1', args = [], username, password, appendOnly, basePort, logger } = options
  const binary = await chooseServer(options)
  const guard = new ProcessGuard()
  if (options.keepDir) guard.keepFolder()
  const tls = options.tls ? writeTlsFiles(guard.folder, [...new Set([host, ...LOOPBACK])]) : undefined
  const common = { host, version: binary.version, username, password, appendOnly, tls, ...cluster }
  return { settings: { binary, common, args, basePort, log: logger ?? (() => {}) }, guard }
}

/** @throws ConfigError where a number of servers is none */
export function checkCount(name: string, value: number, atLeast: number): void {
  if (Number.isInteger(value) && value >= atLeast && value <= 100) return
  throw new ConfigError(`${name} must be a whole number from ${atLeast} to 100.`)
}

function checkOptions({ host, username, password, basePort }: ServerOptions): void {
  if (host !== undefined && isIP(host) === 0) {
    throw new ConfigError('host must be an IP address of this machine, such as 127.0.0.1: Redis takes no names there.')
  }
  if (username !== undefined && password === undefined) {
    throw new ConfigError('A username needs a password: give both, or neither.')
  }
  if (basePort !== undefined && !(Number.isInteger(basePort) && basePort >= 1 && basePort <= 55_535)) {
    throw new ConfigError('basePort must be a whole number from 1 to 55535: the bus port is 10000 above it.')
  }
}

async function chooseServer({ server, logger }: ServerOptions): Promise<ServerBinary> {
  if (typeof server === 'string') return findServer({ path: server, onProgress: logger })
  if (server === undefined) return findServer({ onProgress: logger })
  return 'command' in server ? server : findServer({ onProgress: logger, ...server })
}
