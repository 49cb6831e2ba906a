import { expect } from 'vitest'
import type { RedisCluster } from '../../src/redis-cluster.js'
import type { CountedCluster, Reached } from './setup.js'

/** A command, where it goes, what the reply looks like, and the call. `any` is one node, whichever. */
export type Row = readonly [
  command: string,
  reached: Reached | 'any',
  reply: unknown,
  run: (rc: RedisCluster) => Promise<unknown>,
]

/** The reply is a record of all nodes. */
export const ofAll = Symbol('a record by node')
/** The reply is a record of all primaries. */
export const ofPrimaries = Symbol('a record by primary')

/** A record of nodes whose values are alike. */
export const byNode = (rc: RedisCluster, which: 'all' | 'primary', value: unknown) =>
  Object.fromEntries(rc.nodes(which).map(({ name }) => [name, value]))

/** Runs a row's call and looks at which nodes saw the command, and at the reply. */
export async function checkRow(used: CountedCluster, [name, reached, reply, run]: Row): Promise<void> {
  const rc = await used.client()
  const seen = await used.watch(rc, name, () => run(rc))
  if (reached === 'any') expect(['one primary', 'one replica']).toContain(seen.reached)
  else expect(seen.reached).toEqual(reached)
  if (reply === ofAll) expect(seen.reply).toEqual(byNode(rc, 'all', expect.anything()))
  else if (reply === ofPrimaries) expect(seen.reply).toEqual(byNode(rc, 'primary', expect.anything()))
  else expect(seen.reply).toEqual(reply)
}
