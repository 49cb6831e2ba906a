import { createServer } from 'node:net'
import { type ServerBinary, startCluster, startSimulatedCluster } from '@rc/testing'
import { Controls } from './controls.js'
import type { Target } from './target.js'

const SIZE = { primaries: 3, replicas: 1 }
const NODES = SIZE.primaries * (1 + SIZE.replicas)
/** The ports of every example, where they are free. */
const FIRST_PORT = 7000
const BUS_OFFSET = 10_000

/** Starts six servers. They keep their data on disk, so that one that was killed comes back with it. */
export async function startRealCluster(server: ServerBinary): Promise<Target> {
  const options = { ...SIZE, nodeTimeoutMs: 2000, appendOnly: true, server }
  const cluster = await onUsualPorts(basePort =>
    startCluster(basePort === undefined ? options : { ...options, basePort }),
  )
  return {
    kind: 'local',
    server: `${server.kind === 'redis' ? 'Redis' : 'Valkey'} ${server.version}`,
    advice: undefined,
    seeds: cluster.seeds,
    controls: new Controls(cluster),
    stop: () => cluster.stop(),
  }
}

/** An imitation inside this process, for a machine without a server program. */
export async function startImitation(): Promise<Target> {
  const cluster = await onUsualPorts(basePort =>
    startSimulatedCluster(basePort === undefined ? SIZE : { ...SIZE, basePort }),
  )
  return {
    kind: 'simulated',
    server: 'no real servers',
    advice:
      'For real ones install redis-server or valkey-server (Debian, Ubuntu: apt-get install redis-server; macOS: brew ' +
      'install redis), or set RC_REDIS_SERVER to such a program, and start again.',
    seeds: cluster.seeds,
    controls: new Controls(cluster),
    stop: () => cluster.stop(),
  }
}

/** On the usual ports where they are free, else on any. */
async function onUsualPorts<T>(start: (basePort: number | undefined) => Promise<T>): Promise<T> {
  const ports = Array.from({ length: NODES }, (_, i) => [FIRST_PORT + i, FIRST_PORT + BUS_OFFSET + i]).flat()
  const free = await Promise.all(ports.map(isFree))
  if (!free.every(Boolean)) return start(undefined)
  try {
    return await start(FIRST_PORT)
  } catch {
    // Somebody took one of them in the meantime. If something else is wrong, the second start says so.
    return start(undefined)
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ host: '127.0.0.1', port, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}
