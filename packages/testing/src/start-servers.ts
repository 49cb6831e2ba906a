import { ServerGroup } from './server-group.js'
import { checkCount, prepareServers, type ServerOptions } from './server-options.js'

/** Plain servers that form no cluster. Made by `startServers`. */
export class Servers extends ServerGroup {
  /** @internal */
  async startAll(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.launch()))
  }
}

/**
 * Starts plain servers, each on its own: for client-side sharding, or as the node that is no cluster. They end with
 * `stop()`, or with this process, however it ends.
 *
 * @param count default 1
 * @throws ServerNotFoundError, ServerStartError, ConfigError
 * @example
 * await using servers = await startServers(2)
 * await servers.command(0, 'SET', 'k', 'v')
 */
export async function startServers(count = 1, options: ServerOptions = {}): Promise<Servers> {
  checkCount('count', count, 1)
  const { settings, guard } = await prepareServers(options)
  const servers = new Servers(settings, guard)
  try {
    await servers.startAll(count)
    return servers
  } catch (error) {
    await servers.stop()
    throw error
  }
}
