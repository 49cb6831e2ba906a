import { keySlot } from '@rc/slots'
import { describe, expect, it } from 'vitest'
import type { ClusterOptions } from '../../src/options.js'
import { sleep, useCluster } from '../cluster/setup.js'
import { Versions } from './versions.js'

/** How many things are done in all; a million in a long run: RC_CACHE_OPERATIONS=1000000. */
const OPERATIONS = Number(process.env['RC_CACHE_OPERATIONS'] ?? 40_000)

describe('no read is older than what its client knew', () => {
  const given = useCluster({ primaries: 3, replicas: 1 })

  const faults: Record<string, () => Promise<unknown>> = {
    'connections killed': () =>
      Promise.all(given.cluster.primaries.map(node => given.cluster.command(node, 'CLIENT', 'KILL', 'TYPE', 'normal'))),
    async 'slots moved'() {
      const slot = keySlot(`n:${Math.floor(Math.random() * 24)}`)
      const from = await given.cluster.ownerOf(slot)
      const to = given.cluster.primaries.find(node => node.name !== from?.name)
      if (from === undefined || to === undefined) throw new Error('nowhere to move a slot to')
      await given.cluster.migrate([slot], from, to)
    },
    'primary failed over': () => given.cluster.failover(given.cluster.primaries[0] as never),
  }

  async function runThrough(options: Partial<ClusterOptions>, operations: number): Promise<Versions> {
    const rc = given.client({ cache: {}, timeoutMs: 15_000, ...options })
    const other = given.client({ timeoutMs: 15_000 })
    const versions = new Versions(rc, other)
    await given.flush()
    await Promise.all([rc.connect(), other.connect()])
    const rounds = Math.max(2, Math.round(operations / 40_000))
    const share = operations / rounds / (Object.keys(faults).length + 1)
    for (let round = 0; round < rounds; round++) {
      for (const fault of Object.values(faults)) {
        await Promise.all([versions.run(share), sleep(20).then(() => fault())])
      }
      await given.cluster.waitUntilStable()
      // A counter that begins anew is less than before: nobody may look meanwhile.
      await given.flush()
      await expect.poll(() => rc.cache.stats().entries, { timeout: 5000 }).toBe(0)
      versions.forget()
      await versions.run(share)
    }
    await expect.poll(() => versions.behind(), { timeout: 10_000 }).toEqual([])
    process.stdout.write(`${JSON.stringify({ ...options, ...versions.tally, ...rc.cache.stats() })}\n`)
    return versions
  }

  it.each([
    ['where servers tell of what was read', {}, 0.5],
    ['where they tell of everything', { cache: { mode: 'broadcast' } }, 0.25],
    ['over several connections to a node', { connectionsPerNode: 3, cache: { maxEntries: 20 } }, 0.25],
  ] as const)(
    '%s',
    async (_, options, share) => {
      const { tally } = await runThrough(options, OPERATIONS * share)
      expect(tally.stale).toEqual([])
      expect(tally.reads).toBeGreaterThan(OPERATIONS * share * 0.7)
      expect(tally.errors).toBeLessThan(OPERATIONS * share * 0.02)
    },
    60_000 + OPERATIONS,
  )
})
