import { isIP } from 'node:net'
import { ConfigError } from '@rc/errors'
import { Cluster } from './cluster.js'
import { findServer } from './find-server.js'
import type { ServerBinary } from './server-binary.js'
import { type GroupSettings, ServerGroup } from './server-group.js'

export interface ServerOptions {
  readonly host?: string
  readonly args?: readonly string[]
  readonly username?: string
  readonly password?: string
  readonly appendOnly?: boolean
  readonly server?: ServerBinary | string
  readonly basePort?: number
  readonly keepDir?: boolean
  readonly logger?: (line: string) => void
}

export interface StartClusterOptions extends ServerOptions {
  readonly primaries?: number
  readonly replicas?: number
  readonly nodeTimeoutMs?: number
  readonly requireFullCoverage?: boolean
}

export async function startCluster(options: StartClusterOptions = {}): Promise<Cluster> {
  const settings = await groupSettings(options, {
    nodeTimeoutMs: options.nodeTimeoutMs ?? 2000,
    requireFullCoverage: options.requireFullCoverage,
  })
  const cluster = new Cluster(settings)
  try {
    await cluster.form(options.primaries ?? 3, options.replicas ?? 1)
    return cluster
  } catch (error) {
    await cluster.stop()
    throw error
  }
}

class Servers extends ServerGroup {
  async startAll(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.launch()))
  }
}

export async function startServers(count = 1, options: ServerOptions = {}): Promise<ServerGroup> {
  const servers = new Servers(await groupSettings(options, {}))
  await servers.startAll(count)
  return servers
}

async function groupSettings(
  options: ServerOptions,
  cluster: { nodeTimeoutMs?: number; requireFullCoverage?: boolean | undefined },
): Promise<GroupSettings> {
  const host = options.host ?? '127.0.0.1'
  if (isIP(host) === 0) throw new ConfigError(`host must be an IP address of this machine; "${host}" is none.`)
  const binary = typeof options.server === 'object' ? options.server : await findServer({ path: options.server })
  const { username, password, appendOnly } = options
  return {
    binary,
    common: { host, version: binary.version, username, password, appendOnly, ...cluster },
    args: options.args ?? [],
    basePort: options.basePort,
    log: options.logger ?? (() => {}),
  }
}
