import type { Cluster } from '@rc/testing'
import { BareView } from '../../src/bare-view.js'
import type { RedisCluster } from '../../src/redis-cluster.js'
import type { PagedScan } from '../../src/scan/scan.js'
import { scanKeys } from '../../src/scan/scan-keys.js'
import type { KeyScanOptions } from '../../src/scan/scan-options.js'
import { derive, type ViewOptions } from '../../src/view-options.js'

export const keysOf = (count: number, prefix = 'key'): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}:${i}`)

/** What a client's method makes of the function. */
export function scanOf(rc: RedisCluster, given?: KeyScanOptions, changes: ViewOptions = {}) {
  const { core, options } = BareView.inside(rc)
  return scanKeys(core, derive(options, changes, core.parts), given)
}

/** Sets many keys. */
export async function fill(rc: RedisCluster, keys: readonly string[]): Promise<void> {
  for (let at = 0; at < keys.length; at += 5000) {
    await Promise.all(keys.slice(at, at + 5000).map(key => rc.set(key, '')))
  }
}

/** All items of a scan, in order; `meanwhile` runs once, after so many of them. */
export async function collect<T>(
  scan: PagedScan<T>,
  meanwhile?: { after: number; run: () => Promise<unknown> },
): Promise<T[]> {
  const items: T[] = []
  let ran = meanwhile === undefined
  for await (const batch of scan.batches()) {
    items.push(...batch)
    if (ran || items.length < (meanwhile?.after ?? 0)) continue
    ran = true
    await meanwhile?.run()
  }
  if (!ran) throw new Error(`the scan ended after ${items.length} items: nothing happened meanwhile`)
  return items
}

/** What most would write: one primary of the map after another, each by its cursor. `route` says how a page is sent. */
export async function* naive(rc: RedisCluster, route: 'node' | 'slot', count = 200): AsyncGenerator<string[]> {
  await rc.connect()
  const { shards } = rc.topology
  const places = shards.map(shard => ({
    node: shard.primary.name,
    slot: rc.topology.rangesOf(shard)[0]?.from as number,
  }))
  for (const { node, slot } of places) {
    let cursor = '0'
    do {
      const words = ['SCAN', cursor, 'COUNT', count] as const
      const [next, keys] = (await rc.call(words, route === 'node' ? { node } : { slot })) as [string, string[]]
      yield keys
      cursor = next
    } while (cursor !== '0')
  }
}

export const asScan = (pages: AsyncGenerator<string[]>): PagedScan<string> => ({
  batches: () => pages,
  [Symbol.asyncIterator]: () => {
    throw new Error('read its batches')
  },
})

/** Those that a scan should have given and did not. */
export function missing(expected: Iterable<string>, given: Iterable<string>): string[] {
  const seen = new Set(given)
  return [...expected].filter(key => !seen.has(key))
}

/** Primaries in the order of a client's map, which is that of a scan. */
export async function inOrder(rc: RedisCluster): Promise<string[]> {
  await rc.connect()
  return rc.topology.shards.map(({ primary }) => primary.name)
}

/** The first so many slots of a node. */
export async function firstSlots(cluster: Cluster, node: string, count: number): Promise<number[]> {
  const nodes = await cluster.text(node, 'CLUSTER', 'NODES')
  const line = nodes.split('\n').find(one => one.includes('myself')) ?? ''
  const slots = line
    .split(' ')
    .slice(8)
    .filter(part => !part.startsWith('['))
    .flatMap(part => {
      const [from = 0, to = from] = part.split('-').map(Number)
      return Array.from({ length: to - from + 1 }, (_, i) => from + i)
    })
  return slots.slice(0, count)
}
