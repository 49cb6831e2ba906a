import type { Cluster } from '@rc/testing'
import { expect } from 'vitest'
import type { RedisCluster } from '../../src/redis-cluster.js'

/** Names of streams, one on each primary. */
export function streamOnEach(rc: RedisCluster, prefix: string): string[] {
  const found = new Map<string, string>()
  for (let i = 0; i < 1000; i++) {
    const owner = rc.nodeFor(`${prefix}:${i}`)?.name
    if (owner !== undefined && !found.has(owner)) found.set(owner, `${prefix}:${i}`)
  }
  return [...found.values()]
}

/** Takes so many messages out of a loop, then leaves it. */
export async function take<M>(consumer: AsyncIterable<M>, count: number): Promise<M[]> {
  const taken: M[] = []
  for await (const message of consumer) if (taken.push(message) === count) break
  return taken
}

/** Blocked clients, over all primaries. */
export async function blocked(cluster: Cluster): Promise<number> {
  const all = await Promise.all(cluster.primaries.map(node => cluster.command(node, 'INFO', 'clients')))
  return all.reduce<number>((sum, text) => sum + Number(/blocked_clients:(\d+)/.exec(String(text))?.[1]), 0)
}

/** Adds numbered entries to streams in turn until told to stop; an entry that may be there is not added again. */
export function producer(rc: Pick<RedisCluster, 'xadd'>, streams: readonly string[]) {
  const sure = new Set<string>()
  const maybe = new Set<string>()
  let over = false
  const adding = (async () => {
    for (let n = 0; !over; n++) {
      const stream = streams[n % streams.length] as string
      await rc.xadd(stream, '*', { n }).then(
        () => sure.add(String(n)),
        () => maybe.add(String(n)),
      )
      await new Promise(resolve => setTimeout(resolve, 2))
    }
  })()
  return {
    sure,
    maybe,
    async stop(): Promise<void> {
      over = true
      await adding
    },
  }
}

/** Checks that everything that was surely added came. */
export function expectAll(seen: ReadonlySet<string>, sure: ReadonlySet<string>): void {
  expect([...sure].filter(n => !seen.has(n))).toEqual([])
}

/** Ends all connections of clients of that name; returns how many. */
export async function killNamed(cluster: Cluster, name: string): Promise<number> {
  const killed = await Promise.all(
    cluster.nodes.map(async node => {
      const list = String(await cluster.command(node, 'CLIENT', 'LIST'))
      const ids = [...list.matchAll(/^id=(\d+) .*?name=(\S*) /gm)].filter(([, , own]) => own === name)
      for (const [, id = ''] of ids) await cluster.command(node, 'CLIENT', 'KILL', 'ID', id)
      return ids.length
    }),
  )
  return killed.reduce((sum, count) => sum + count, 0)
}
