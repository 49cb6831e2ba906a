import { ACL_SETUSER, AUTH, type Command, command, type Executor, FLUSHALL, KEYS, type Key } from '@rc/commands'
import type { Reply } from '@rc/resp'
import { siblingKey } from '@rc/slots'
import { type Cluster, type StartClusterOptions, startCluster } from '@rc/testing'
import { afterAll, beforeAll } from 'vitest'
import { emulationOf } from '../src/emulation-of.js'
import { ClusterExecutor } from './cluster-executor.js'

let names = 0
/** A name for a temporary key, another one every time. */
export const beside = (key: Key): Key => siblingKey(key, `:tmp:${names++}`)

/** Runs a command step by step. */
export async function emulate(steps: Executor, one: Command<unknown>): Promise<Reply> {
  const emulation = emulationOf(one.spec)
  if (emulation === undefined) throw new Error(`${one.spec.name} cannot be emulated.`)
  return emulation(one, { steps, beside })
}

/** A cluster for the tests of one file, ended with them. */
export interface TestCluster extends Executor {
  flush(): Promise<void>
  /** All keys of all nodes, in order. */
  keys(): Promise<string[]>
  /** The same cluster under RESP2. */
  readonly resp2: Executor
  /** The same cluster for a user who may do less. */
  user(name: string, ...rules: string[]): Promise<Executor>
}

export function useCluster(options: StartClusterOptions = {}): TestCluster {
  let cluster: Cluster | undefined
  let executor: ClusterExecutor
  let older: ClusterExecutor
  const users: ClusterExecutor[] = []
  beforeAll(async () => {
    cluster = await startCluster({ primaries: 3, replicas: 0, ...options })
    executor = await ClusterExecutor.open(cluster)
    older = await ClusterExecutor.open(cluster, 2)
  })
  afterAll(async () => {
    executor?.close()
    older?.close()
    for (const user of users) user.close()
    await cluster?.stop()
  })
  return {
    run: one => executor.run(one),
    resp2: { run: one => older.run(one) },
    async flush() {
      await executor.onAll(command(FLUSHALL, []))
    },
    async user(name, ...rules) {
      await executor.onAll(command(ACL_SETUSER, [name, 'reset', 'on', 'nopass', ...rules]))
      const limited = await ClusterExecutor.open(cluster as Cluster)
      users.push(limited)
      await limited.onAll(command(AUTH, [name, '']))
      return limited
    },
    async keys() {
      const lists = (await executor.onAll(command(KEYS, ['*']))) as Buffer[][]
      return lists.flat().map(String).sort()
    },
  }
}
