import type { TlsFiles } from './tls-files.js'

/** What a server is started with. */
export interface ServerSettings {
  readonly host: string
  readonly port: number
  readonly dir: string
  readonly version: string
  /** Milliseconds after which a cluster node counts as gone; undefined for a server that is no cluster node. */
  readonly nodeTimeoutMs?: number | undefined
  readonly requireFullCoverage?: boolean | undefined
  readonly appendOnly?: boolean | undefined
  readonly username?: string | undefined
  readonly password?: string | undefined
  readonly tls?: TlsFiles | undefined
}

/** The text of a configuration file. A file, because arguments (and so a password) can be read by every user. */
export function serverConfig(settings: ServerSettings): string {
  const lines: [name: string, ...values: string[]][] = [
    ['bind', settings.host],
    ['dir', settings.dir],
    ['daemonize', 'no'],
    ['protected-mode', 'no'],
    ['save', ''],
    ['appendonly', yesNo(settings.appendOnly ?? false)],
    // Otherwise a replica is not in sync for its first five seconds, and nothing can fail over to it.
    ['repl-diskless-sync', 'yes'],
    ['repl-diskless-sync-delay', '0'],
    // A replica is named to clients once it has received something; in an idle cluster that is a ping.
    ['repl-ping-replica-period', '1'],
    // A replica that has heard nothing yet, not even a ping, is not named to clients.
    ['repl-ping-replica-period', '1'],
    ...portLines(settings),
    ...authLines(settings),
    ...clusterLines(settings),
  ]
  if (isAtLeast(settings.version, 7)) {
    lines.push(['enable-debug-command', 'yes'], ['shutdown-timeout', '1'])
    // Nodes take a newcomer's address from where its connection comes from.
    lines.push(['bind-source-addr', settings.host])
  }
  return `${lines.map(([name, ...values]) => [name, ...values.map(quote)].join(' ')).join('\n')}\n`
}

/** Whether a version is this one or newer. Valkey counts on from Redis 7.2. */
export function isAtLeast(version: string, major: number, minor = 0): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number)
  return ownMajor > major || (ownMajor === major && ownMinor >= minor)
}

function portLines({ port, tls }: ServerSettings): [string, ...string[]][] {
  if (tls === undefined) return [['port', String(port)]]
  return [
    ['port', '0'],
    ['tls-port', String(port)],
    ['tls-cluster', 'yes'],
    ['tls-replication', 'yes'],
    ['tls-auth-clients', 'optional'],
    ['tls-cert-file', tls.certFile],
    ['tls-key-file', tls.keyFile],
    ['tls-ca-cert-file', tls.caFile],
  ]
}

function authLines({ username, password, version }: ServerSettings): [string, ...string[]][] {
  if (password === undefined) return []
  if (username === undefined || username === 'default') {
    return [
      ['requirepass', password],
      ['masterauth', password],
    ]
  }
  return [
    ['user', 'default', 'off'],
    ['user', username, 'on', `>${password}`, '~*', ...(isAtLeast(version, 6, 2) ? ['&*'] : []), '+@all'],
    ['masteruser', username],
    ['masterauth', password],
  ]
}

function clusterLines({ nodeTimeoutMs, requireFullCoverage, version }: ServerSettings): [string, ...string[]][] {
  if (nodeTimeoutMs === undefined) return []
  const lines: [string, ...string[]][] = [
    ['cluster-enabled', 'yes'],
    ['cluster-config-file', 'nodes.conf'],
    ['cluster-node-timeout', String(nodeTimeoutMs)],
    ['cluster-require-full-coverage', yesNo(requireFullCoverage ?? true)],
  ]
  // A primary that gave its last slot away stays an empty primary, and no replica changes sides on its own.
  if (isAtLeast(version, 7)) lines.push(['cluster-allow-replica-migration', 'no'])
  return lines
}

const yesNo = (value: boolean): string => (value ? 'yes' : 'no')

const quote = (value: string): string =>
  `"${value.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')}"`
