import { describe, expect, it } from 'vitest'
import { sleep, useCluster } from '../cluster/setup.js'
import { expectAll, producer, streamOnEach } from './setup.js'

describe('consumers through failovers and moves of slots', () => {
  const used = useCluster({ primaries: 3, replicas: 1 })
  const ownerOf = async (rc: ReturnType<typeof used.client>, key: string) =>
    (await used.cluster.ownerOf(rc.slotOf(key))) as NonNullable<Awaited<ReturnType<typeof used.cluster.ownerOf>>>

  /** Moves slots, fails over as asked, kills a primary; the cluster is whole again in the end. */
  async function trouble(rc: ReturnType<typeof used.client>, streams: readonly string[]): Promise<void> {
    const { cluster } = used
    const [moving = '', failing = '', dying = ''] = streams
    await sleep(200)
    const from = await ownerOf(rc, moving)
    const to = await ownerOf(rc, failing)
    await cluster.migrate(rc.slotOf(moving), from, to)
    await sleep(200)
    await cluster.failover(to)
    await sleep(200)
    const victim = await ownerOf(rc, dying)
    await cluster.kill(victim)
    await expect
      .poll(async () => (await ownerOf(rc, dying).catch(() => undefined))?.name ?? victim.name, { timeout: 15_000 })
      .not.toBe(victim.name)
    await sleep(500)
    await cluster.restart(victim)
    await cluster.waitUntilStable()
    await cluster.migrate(rc.slotOf(moving), await ownerOf(rc, moving), await ownerOf(rc, dying))
    await sleep(200)
  }

  it('without a group: no entry is missed, none comes twice', async () => {
    const rc = await used.client().connect()
    const streams = streamOnEach(rc, 'plain')
    const consumer = rc.xconsumer({ streams, from: '0', count: 10, blockMs: 1000 })
    const seen = new Set<string>()
    const twice: string[] = []
    const reading = (async () => {
      for await (const { message } of consumer) {
        const n = message.n as string
        if (seen.has(n)) twice.push(n)
        seen.add(n)
      }
    })()
    // What a replica does not have yet may be lost with its primary: that is no miss of the consumer.
    const adding = producer(used.client().withReplication({ replicas: 1, timeoutMs: 500 }), streams)
    await trouble(rc, streams)
    await adding.stop()
    expect(adding.sure.size).toBeGreaterThan(20)
    await expect.poll(() => [...adding.sure].filter(n => !seen.has(n)), { timeout: 10_000 }).toEqual([])
    expectAll(seen, adding.sure)
    expect(twice).toEqual([])
    await consumer.stop()
    await reading
  })

  it('of a group: each entry is handed out until it is acknowledged, and those of a consumer that died are taken over', async () => {
    const rc = await used.client().connect()
    const streams = streamOnEach(rc, 'group')
    const done = new Set<string>()
    const consumers = ['a', 'b', 'dies'].map(consumer =>
      used.client().xconsumer({ streams, group: 'g', consumer, count: 5, blockMs: 500, claimIdleMs: 1500 }),
    )
    await Promise.all(consumers.map(consumer => consumer.ready()))
    const loops = consumers.map(async (consumer, i) => {
      for await (const { message, ack } of consumer) {
        // The third acknowledges nothing, and ends in the middle.
        if (i === 2) continue
        // One that is lost to a failover is delivered again.
        await ack().then(
          () => done.add(message.n as string),
          () => undefined,
        )
      }
    })
    const adding = producer(used.client().withReplication({ replicas: 1, timeoutMs: 500 }), streams)
    await trouble(rc, streams)
    await adding.stop()
    expect(adding.sure.size).toBeGreaterThan(20)
    await consumers[2]?.stop()
    await expect.poll(() => [...adding.sure].filter(n => !done.has(n)), { timeout: 15_000 }).toEqual([])
    await Promise.all(consumers.map(consumer => consumer.stop()))
    await Promise.all(loops)
  })
})
