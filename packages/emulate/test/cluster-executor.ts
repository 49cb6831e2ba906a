import { type Command, command, type Executor, keyPositions } from '@rc/commands'
import type { Arg, Reply } from '@rc/resp'
import { keySlot } from '@rc/slots'
import type { Cluster } from '@rc/testing'
import { Connection } from './connection.js'

const SUMMED: ReadonlySet<string> = new Set(['DEL', 'EXISTS', 'UNLINK'])

/** Runs commands on the owners of their slots, of a cluster whose slots stay where they are. */
export class ClusterExecutor implements Executor {
  readonly connections: readonly Connection[]
  readonly #owners: readonly number[]

  private constructor(connections: readonly Connection[], owners: readonly number[]) {
    this.connections = connections
    this.#owners = owners
  }

  static async open(cluster: Cluster, protocol: 2 | 3 = 3): Promise<ClusterExecutor> {
    const { primaries } = cluster
    const connections = await Promise.all(primaries.map(({ port }) => Connection.open(port, protocol)))
    const owners: number[] = []
    const ranges = (await cluster.command(0, 'CLUSTER', 'SLOTS')) as [number, number, [string, number]][]
    for (const [from, to, [, port]] of ranges) {
      for (let slot = from; slot <= to; slot++) owners[slot] = primaries.findIndex(node => node.port === port)
    }
    return new ClusterExecutor(connections, owners)
  }

  async run<T>(one: Command<T>): Promise<T> {
    const keys = keyPositions(one.spec.keys, one.args).map(at => one.args[at] as Arg)
    if (SUMMED.has(one.spec.name) && keys.length > 1) {
      const counts = await Promise.all(keys.map(key => this.run(command<number>(one.spec, [key]))))
      return counts.reduce((sum, count) => sum + count, 0) as T
    }
    const owner = this.#owners[keySlot(keys[0] ?? '')] ?? 0
    return (this.connections[owner] as Connection).run(one)
  }

  /** Runs a command on every primary. */
  onAll(one: Command<unknown>): Promise<Reply[]> {
    return Promise.all(this.connections.map(connection => connection.run(one) as Promise<Reply>))
  }

  close(): void {
    for (const connection of this.connections) connection.close()
  }
}
