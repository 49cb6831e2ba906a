import { describe, expect, it } from 'vitest'
import { sleep, useCluster, workload } from '../cluster/setup.js'
import { ranAt } from './setup.js'

// The cluster itself notices nothing all the while.
const own = useCluster({ primaries: 3, replicas: 1, nodeTimeoutMs: 30_000 })
const keys = Array.from({ length: 12 }, (_, i) => `read:${i}`)

describe.each(['replica', 'any'] as const)('reads from %s', readFrom => {
  it('end without an error while a replica is frozen, and go there again when it is not', async () => {
    const writer = own.client()
    for (const key of keys) await writer.withReplication({ replicas: 1, timeoutMs: 2000 }).set(key, key)
    const client = own.client({ readFrom, timeoutMs: 4000 })
    for (const key of [...keys, ...keys]) expect(await client.get(key)).toBe(key)
    const [victim] = own.cluster.replicas
    if (victim === undefined) throw new Error('no replica')
    const { errors, done } = await workload(
      keys,
      key => client.get(key),
      (async () => {
        await sleep(200)
        await own.cluster.pause(victim)
        await sleep(6500)
        await own.cluster.resume(victim)
      })(),
    )
    expect(errors).toEqual([])
    for (const [key, values] of done) expect(new Set(values)).toEqual(new Set([key]))
    const before = await ranAt(own.cluster, [victim])
    await expect
      .poll(
        async () => {
          await Promise.all(keys.map(key => client.get(key)))
          return ranAt(own.cluster, [victim])
        },
        { timeout: 10_000 },
      )
      .toBeGreaterThan(before + keys.length)
  }, 40_000)
})
