import { command, DEBUG, KEYS, PEXPIRETIME } from '@rc/commands'
import {
  type Cluster,
  type ServerNode,
  type ServerOptions,
  type Servers,
  startCluster,
  type StartClusterOptions,
  startServers,
} from '@rc/testing'
import { Server } from '../src/store/server.js'

/** What servers say of their keys, past the program: their own digest of each value, and when it ends. */
export interface Truth {
  contents(): Promise<Map<string, string>>
}

/** A plain server, with a way to fill it. */
export interface TestServer extends Truth {
  readonly servers: Servers
  readonly name: string
  readonly executor: Server
  stop(): Promise<void>
}

/** Lets tests ask servers for digests. */
const DEBUGGING = ['--enable-debug-command', 'yes']

export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const servers = await startServers(1, { ...options, args: DEBUGGING })
  const [node] = servers.nodes as readonly [ServerNode]
  const executor = new Server(node)
  return {
    servers,
    name: node.name,
    executor,
    contents: () => contentsOf([node]),
    stop: async () => {
      await executor.close()
      await servers.stop()
    },
  }
}

/** A cluster to copy into. */
export interface TestCluster extends Truth {
  readonly cluster: Cluster
  readonly name: string
  /** How many keys it has. */
  size(): Promise<number>
  flush(): Promise<void>
  stop(): Promise<void>
}

export async function startTarget(options: StartClusterOptions = {}): Promise<TestCluster> {
  const cluster = await startCluster({ ...options, args: [...DEBUGGING, ...(options.args ?? [])] })
  const onPrimaries = (...words: string[]) =>
    Promise.all(cluster.primaries.map(node => cluster.command(node, ...words)))
  return {
    cluster,
    name: cluster.seeds[0] ?? '',
    contents: () => contentsOf(cluster.primaries),
    size: async () => (await onPrimaries('DBSIZE')).reduce<number>((sum, keys) => sum + Number(keys), 0),
    flush: async () => void (await onPrimaries('FLUSHALL')),
    stop: () => cluster.stop(),
  }
}

const AT_ONCE = 500

async function contentsOf(nodes: readonly ServerNode[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const node of nodes) {
    const server = new Server(node)
    const keys = await server.run(command<Buffer[]>(KEYS, ['*']))
    for (let at = 0; at < keys.length; at += AT_ONCE) {
      const some = keys.slice(at, at + AT_ONCE)
      const digests = server.run(command<Buffer[]>(DEBUG, ['DIGEST-VALUE', ...some]))
      const ends = await Promise.all(some.map(key => server.run(command<number>(PEXPIRETIME, [key]))))
      for (const [i, digest] of (await digests).entries()) {
        found.set((some[i] as Buffer).toString('latin1'), `${digest.toString()} ${ends[i]}`)
      }
    }
    await server.close()
  }
  return found
}

/** Names of keys that are not the same on both sides; a few of them are enough to see why a test failed. */
export async function differences(a: Truth, b: Truth): Promise<string[]> {
  const [mine, theirs] = await Promise.all([a.contents(), b.contents()])
  const names = new Set([...mine.keys(), ...theirs.keys()])
  return [...names].filter(name => mine.get(name) !== theirs.get(name)).slice(0, 10)
}
