import { fileURLToPath } from 'node:url'
import { ConfigError, isRedisClusterError, RedisCluster } from '@rc/client'
import { makeApp } from './app.js'
import { HELP, readArguments, type Settings, UsageError } from './arguments.js'
import { chooseTarget } from './choose-target.js'
import { Ending } from './ending.js'
import { PageServer, PortError } from './listen.js'
import { Session } from './session.js'
import type { Target } from './target.js'
import { Terminal } from './terminal.js'

const PAGE = fileURLToPath(new URL('../page/', import.meta.url))

/**
 * Shows a cluster as a web page until a signal ends it.
 *
 * @returns the exit code, when all that was started has ended
 */
export async function playground(args: readonly string[]): Promise<number> {
  const terminal = new Terminal()
  try {
    const settings = readArguments(args, process.env)
    if (settings !== 'help') return await show(settings, terminal)
    terminal.hint(HELP)
    return 0
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.error(`${error.message}\n--help tells what there is.`)
      return 2
    }
    if (!(error instanceof PortError) && !isRedisClusterError(error)) throw error
    terminal.error(error.message)
    return 1
  }
}

async function show(settings: Settings, terminal: Terminal): Promise<number> {
  const ending = new Ending()
  const server = new PageServer()
  // First of all: a port that is in use should not cost the start of a cluster.
  await server.listen(settings.port)
  terminal.title('Redis Cluster playground')
  try {
    const target = await chooseTarget(settings, terminal)
    try {
      return await serve(target, { settings, terminal, ending, server })
    } finally {
      await target.stop()
    }
  } finally {
    await server.close()
  }
}

interface Surroundings {
  readonly settings: Settings
  readonly terminal: Terminal
  readonly ending: Ending
  readonly server: PageServer
}

async function serve(target: Target, { settings, terminal, ending, server }: Surroundings): Promise<number> {
  const rc = makeClient(target, settings)
  const session = new Session(rc, target)
  try {
    await session.open()
    const { shards, nodes, coveredSlots } = rc.topology
    terminal.step('client', `connected: ${shards.length} shards, ${nodes.size} nodes, ${coveredSlots} slots`)
    server.answer = makeApp(session, PAGE).fetch
    terminal.open(server.url)
    for (const line of whatNext(target, rc)) terminal.hint(line)
    ending.beginOrderly()
    const code = await ending.asked
    terminal.hint(target.kind === 'existing' ? '\n  Closing …' : '\n  Closing, and ending the servers …')
    return code
  } finally {
    await session.close()
  }
}

/** @throws UsageError where the nodes named cannot be meant */
function makeClient({ seeds, kind }: Target, { username, password }: Settings): RedisCluster {
  try {
    return new RedisCluster({
      nodes: seeds,
      username,
      password,
      clientName: 'rc-playground',
      // Somebody watches: what happens to the nodes should be seen soon, also while no command is being sent.
      topologyRefreshMs: kind === 'existing' ? 5000 : 1000,
    })
  } catch (error) {
    throw error instanceof ConfigError ? new UsageError(error.message) : error
  }
}

function whatNext({ kind, advice }: Target, rc: RedisCluster): string[] {
  const [first] = rc.topology.nodes.values()
  const yours = `Your own programs can use it too: new RedisCluster({ nodes: ['${first?.name ?? ''}'] })`
  return [
    'Click an example, type a command, stop a server and see what happens.',
    ...(kind === 'existing' ? [] : [yours]),
    ...(advice === undefined ? [] : [advice]),
    kind === 'existing' ? 'Ctrl-C ends the page.' : 'Ctrl-C ends the page and the cluster.',
  ]
}
