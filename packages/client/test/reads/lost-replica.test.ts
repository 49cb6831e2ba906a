import { describe, expect, it } from 'vitest'
import { sleep, useCluster, workload } from '../cluster/setup.js'

const own = useCluster({ primaries: 3, replicas: 1 })
const keys = Array.from({ length: 12 }, (_, i) => `read:${i}`)

/** How many GETs the replicas have served, as they count themselves. */
async function readsOfReplicas(): Promise<number> {
  const { cluster } = own
  const counts = await Promise.all(
    cluster.replicas.map(async node => {
      const stats = String(await cluster.command(node, 'INFO', 'commandstats'))
      return Number(/cmdstat_get:calls=(\d+)/.exec(stats)?.[1] ?? 0)
    }),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

async function reader() {
  const writer = own.client()
  for (const key of keys) await writer.withReplication({ replicas: 1, timeoutMs: 2000 }).set(key, key)
  const client = own.client({ readFrom: 'replica' })
  for (const key of keys) expect(await client.get(key)).toBe(key)
  return client
}

describe('reads from replicas', () => {
  it('are served by replicas again once their connections were lost: each new one is told READONLY', async () => {
    const client = await reader()
    const redirects: unknown[] = []
    client.on('redirect', event => redirects.push(event))
    for (let round = 1; round <= 3; round++) {
      await Promise.all(own.cluster.replicas.map(node => own.cluster.command(node, 'CLIENT', 'KILL', 'TYPE', 'normal')))
      // Until there is a new connection, the primary serves them.
      await expect
        .poll(async () => {
          const before = await readsOfReplicas()
          for (const key of keys) expect(await client.get(key)).toBe(key)
          return (await readsOfReplicas()) - before
        })
        .toBe(keys.length)
    }
    expect(redirects).toEqual([])
  })

  it('end without an error when a replica is killed under them', async () => {
    const client = await reader()
    const [victim] = own.cluster.replicas
    if (victim === undefined) throw new Error('no replica')
    const { done, errors } = await workload(
      keys,
      key => client.get(key),
      (async () => {
        await sleep(300)
        await own.cluster.kill(victim)
        await sleep(3500)
      })(),
    )
    expect(errors).toEqual([])
    for (const [key, values] of done) expect(new Set(values)).toEqual(new Set([key]))
  })
})
