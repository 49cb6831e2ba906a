import { findServer, type ServerBinary, ServerNotFoundError } from '@rc/testing'
import type { Settings } from './arguments.js'
import { startImitation, startRealCluster } from './own-cluster.js'
import type { Target } from './target.js'
import type { Terminal } from './terminal.js'

/** The cluster that was named, else one of our own: of real servers where there are any to be had. */
export async function chooseTarget({ nodes }: Settings, terminal: Terminal): Promise<Target> {
  if (nodes !== undefined) return existing(nodes)
  const server = await lookForServer(terminal)
  terminal.step('cluster', 'starting three primaries and three replicas …')
  return server === undefined ? startImitation() : startRealCluster(server)
}

async function lookForServer(terminal: Terminal): Promise<ServerBinary | undefined> {
  terminal.step('server', 'looking for Redis or Valkey …')
  try {
    const server = await findServer({ onProgress: line => terminal.step('', line) })
    terminal.step('server', `${server.path}, version ${server.version}`)
    return server
  } catch (error) {
    if (!(error instanceof ServerNotFoundError)) throw error
    // What to install is said at the end, where it is not scrolled away.
    terminal.step('server', error.message.replace(/ Install one [\s\S]*$/, ''))
    terminal.step('', 'The cluster is simulated: an imitation inside this process, which knows a few dozen commands.')
    return undefined
  }
}

const existing = (seeds: readonly string[]): Target => ({
  kind: 'existing',
  server: 'a cluster of yours',
  advice: undefined,
  seeds,
  controls: undefined,
  stop: async () => {},
})
