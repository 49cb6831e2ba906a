import { beforeEach, describe, expect, it } from 'vitest'
import { asScan, collect, fill, inOrder, keysOf, missing, naive, scanOf } from './scan-setup.js'
import { useCluster } from './setup.js'

const keys = keysOf(50_000)

describe('a scan while nodes fail', () => {
  const given = useCluster({ primaries: 3, replicas: 1 })

  beforeEach(async () => {
    await given.flush()
    await fill(given.client(), keys)
    await inStep()
  }, 120_000)

  /** What has not reached a replica is lost with its primary: it was not there all the while. */
  async function inStep() {
    await given.cluster.waitUntilStable()
    for (const node of given.cluster.primaries) {
      await expect.poll(() => given.cluster.command(node, 'WAIT', 1, 1000), { timeout: 60_000 }).toBe(1)
    }
  }

  /** Every key was found, but for those that the servers themselves have lost, as they may under such treatment. */
  async function expectAll(found: readonly string[]) {
    expect(found.length).toBeGreaterThan(keys.length / 2)
    await given.cluster.waitUntilStable()
    const rc = given.client()
    const overlooked = missing(keys, found)
    const there = await Promise.all(overlooked.map(key => rc.exists(key)))
    expect(overlooked.filter((_, i) => there[i] === 1)).toEqual([])
  }

  /** After a part of the first node. */
  const AFTER = 6000

  it('gives every key after a failover, where a naive one misses some', async () => {
    const rc = given.client()
    const [first = ''] = await inOrder(rc)
    const own = keys.find(key => rc.nodeFor(key)?.name === first) as string
    const failOver = async () => {
      await given.cluster.failover(first)
      // It is sent on, so that the client's map follows.
      await rc.get(own)
    }
    const simple = await collect(asScan(naive(rc, 'slot')), { after: AFTER, run: failOver })
    expect(missing(keys, simple).length).toBeGreaterThan(100)

    const other = given.client()
    const [place = ''] = await inOrder(other)
    const found = await collect(scanOf(other, { count: 200 }), {
      after: AFTER,
      run: () => given.cluster.failover(place),
    })
    await expectAll(found)
  }, 120_000)

  it('gives every key while a primary is killed', async () => {
    const rc = given.client()
    const [victim = ''] = await inOrder(rc)
    const found = await collect(scanOf(rc, { count: 200 }), { after: AFTER, run: () => given.cluster.kill(victim) })
    await given.cluster.restart(victim)
    await expectAll(found)
  }, 120_000)

  it('gives every key while a primary that is still to be read freezes', async () => {
    // A page that waited for its own time would keep the scan for ten minutes.
    const rc = given.client({ timeoutMs: 600_000 })
    const victim = (await inOrder(rc))[1] as string
    const found = await collect(scanOf(rc, { count: 200 }), { after: AFTER, run: () => given.cluster.pause(victim) })
    await given.cluster.resume(victim)
    await expectAll(found)
  }, 120_000)

  it('gives every key where a primary starts again at once, and hashes in another order', async () => {
    const rc = given.client()
    const [first = ''] = await inOrder(rc)
    const restart = () => given.cluster.restart(first)
    const simple = await collect(asScan(naive(rc, 'node')), { after: AFTER, run: restart })
    expect(missing(keys, simple).length).toBeGreaterThan(100)
    await inStep()
    const found = await collect(scanOf(rc, { count: 200 }), { after: AFTER, run: restart })
    await expectAll(found)
  }, 120_000)

  it('goes on at a token whose node has failed over since', async () => {
    const rc = given.client()
    const scan = scanOf(rc, { count: 200 })
    const found: string[] = []
    for await (const key of scan) {
      found.push(key)
      if (found.length === AFTER) break
    }
    await given.cluster.failover((await inOrder(rc))[0] as string)
    found.push(...(await collect(scanOf(given.client(), { cursor: scan.cursor }))))
    await expectAll(found)
  }, 120_000)
})

describe('a scan of a cluster that lacks a slot', () => {
  const given = useCluster({ primaries: 3, replicas: 0, args: ['--cluster-require-full-coverage', 'no'] } as never)

  it('says so after the time of a command, once the rest was given', async () => {
    const rc = given.client({ timeoutMs: 700 })
    const some = keysOf(3000)
    await fill(rc, some)
    const [first = ''] = await inOrder(rc)
    const slot = rc.topology.rangesOf(rc.topology.shards[0] as never)[0]?.from as number
    for (const node of given.cluster.nodes) await given.cluster.command(node, 'CLUSTER', 'DELSLOTS', slot)
    const found: string[] = []
    const other = given.client({ timeoutMs: 700 })
    await expect(async () => {
      for await (const key of scanOf(other)) found.push(key)
    }).rejects.toMatchObject({ name: 'SlotNotCoveredError', slot, command: 'SCAN' })
    expect(
      missing(
        some.filter(key => rc.slotOf(key) !== slot),
        found,
      ),
    ).toEqual([])
    expect(await collect(scanOf(other, { match: `{${keyOutside(rc, slot)}}*` }))).toEqual([])
    await given.cluster.command(first, 'CLUSTER', 'ADDSLOTS', slot)
  }, 60_000)
})

const keyOutside = (rc: { slotOf(key: string): number }, slot: number): string =>
  keysOf(10).find(key => rc.slotOf(key) !== slot) as string
