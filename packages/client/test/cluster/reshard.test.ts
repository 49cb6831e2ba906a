import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { sleep, useCluster, workload } from './setup.js'

const exec = promisify(execFile)
const keys = Array.from({ length: 60 }, (_, i) => `reshard:${i}`)

describe('reshard', () => {
  const given = useCluster()

  it('of 2000 slots under load shows no caller an error, and every count is exact', async () => {
    const rc = given.client()
    await Promise.all(keys.map(key => rc.set(key, '0')))
    const [from, to] = given.cluster.primaries
    if (from === undefined || to === undefined) throw new Error('no primaries')
    const { done, errors } = await workload(
      keys,
      key => rc.incr(key),
      (async () => {
        await sleep(100)
        await reshard(given.cluster, from, to)
      })(),
    )
    expect(errors).toEqual([])
    let total = 0
    for (const [key, counts] of done) {
      expect(counts).toEqual(counts.map((_, i) => i + 1))
      expect(await rc.get(key)).toBe(String(counts.length))
      total += counts.length
    }
    expect(total).toBeGreaterThan(1000)
    const owned = () =>
      Array.from({ length: 16384 }, (_, slot) => rc.topology.ownerOf(slot)?.name).filter(name => name === to.name)
        .length
    // Slots that nobody asks for are heard of at the next look.
    await expect.poll(owned, { timeout: 10_000 }).toBeGreaterThan(6000)
  }, 180_000)
})

type Given = ReturnType<typeof useCluster>['cluster']

/** With redis-cli, as an operator does it; where there is none, slot by slot the same way. */
async function reshard(cluster: Given, from: Given['nodes'][number], to: Given['nodes'][number]): Promise<void> {
  const move = ['--cluster-from', from.id, '--cluster-to', to.id, '--cluster-slots', '2000', '--cluster-yes']
  try {
    await exec('redis-cli', ['--cluster', 'reshard', from.name, ...move], { maxBuffer: 64 * 1024 * 1024 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    const owned = await cluster.command(from, 'CLUSTER', 'NODES')
    const first = /myself.*connected (\d+)/.exec(String(owned))?.[1]
    await cluster.migrate(`${first}-${Number(first) + 1999}`, from, to)
  }
}
