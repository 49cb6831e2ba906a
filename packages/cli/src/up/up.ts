import { type Cluster, type StartClusterOptions, startCluster } from '@rc/testing'
import { EXIT, type ExitCode, type Io, pause } from '../io.js'
import { painter } from '../text/paint.js'

/** Options of `rc up`. */
export interface UpOptions {
  readonly primaries: number
  readonly replicas: number
  readonly basePort?: number | undefined
  readonly password?: string | undefined
  readonly tls?: boolean | undefined
  readonly appendOnly?: boolean | undefined
  readonly keep?: boolean | undefined
  readonly server?: string | undefined
  readonly json?: boolean | undefined
}

const FLAVOUR = /^(redis|valkey)-\d+\.\d+$/

/** `rc up`: a cluster of real servers, until a signal comes. */
export async function up(options: UpOptions, io: Io): Promise<ExitCode> {
  if (options.json !== true) io.stderr.write('Starting servers …\n')
  const cluster = await startCluster(startOptions(options))
  try {
    if (!io.signal.aborted) io.stdout.write(options.json === true ? describe(cluster) : announce(cluster, io))
    await stopped(cluster, io)
  } finally {
    await cluster.stop()
  }
  if (options.keep === true && options.json !== true) io.stdout.write(`Data and logs are in ${cluster.dir}\n`)
  // To be stopped is how this ends well.
  return EXIT.done
}

const startOptions = ({ server, keep, ...options }: UpOptions): StartClusterOptions => ({
  primaries: options.primaries,
  replicas: options.replicas,
  keepDir: keep ?? false,
  appendOnly: options.appendOnly ?? false,
  tls: options.tls ?? false,
  ...(options.basePort !== undefined && { basePort: options.basePort }),
  ...(options.password !== undefined && { password: options.password }),
  ...(server !== undefined && {
    server: FLAVOUR.test(server) ? { flavour: server as 'redis-7.0' } : server,
  }),
})

function announce(cluster: Cluster, io: Io): string {
  const paint = painter(io)
  const lines = cluster.primaries.map(primary => {
    const replicas = cluster.replicas.filter(({ primaryId }) => primaryId === primary.id).map(({ name }) => name)
    return `  ${paint('bold', primary.name)}${replicas.length > 0 ? paint('dim', `  ← ${replicas.join(', ')}`) : ''}`
  })
  const primaries = cluster.primaries.length
  return [
    `${paint('green', 'Ready')}: ${primaries} ${primaries === 1 ? 'primary' : 'primaries'}, each with its replicas.`,
    ...lines,
    '',
    `  new RedisCluster({ nodes: ['${cluster.seeds[0]}'] })`,
    `  rc info ${cluster.seeds[0]}`,
    '',
    'Ctrl-C ends it.',
    '',
  ].join('\n')
}

/** One line, so that a script can wait for it. */
const describe = (cluster: Cluster): string =>
  `${JSON.stringify({
    seeds: cluster.seeds,
    dir: cluster.dir,
    pid: process.pid,
    nodes: cluster.nodes.map(({ name, role, id, primaryId, pid }) => ({ name, role, id, primaryId, pid })),
  })}\n`

/** Until the signal; what happens to a server meanwhile is said. */
async function stopped(cluster: Cluster, io: Io): Promise<void> {
  const gone = new Set<string>()
  while (!io.signal.aborted) {
    await pause(500, io.signal)
    for (const { name, pid, state } of cluster.nodes) {
      if (pid !== undefined || gone.has(name) || io.signal.aborted) continue
      gone.add(name)
      io.stderr.write(`${name} is gone (${state}).\n`)
    }
  }
}
