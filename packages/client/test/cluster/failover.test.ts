import { describe, expect, it } from 'vitest'
import { sleep, useCluster, workload } from './setup.js'

const keys = Array.from({ length: 40 }, (_, i) => `counter:${i}`)

describe('failover', () => {
  const given = useCluster()

  it('on request shows no caller an error, and loses and repeats nothing', async () => {
    const rc = given.client()
    await given.flush()
    const { done, errors } = await workload(
      keys,
      key => rc.incr(key),
      (async () => {
        await sleep(200)
        await given.cluster.failover(given.cluster.primaries[0] as never)
        await sleep(500)
      })(),
    )
    expect(errors).toEqual([])
    for (const [key, counts] of done) {
      expect(counts).toEqual(counts.map((_, i) => i + 1))
      expect(await rc.get(key)).toBe(String(counts.length))
    }
    await given.cluster.waitUntilStable()
  })

  it('after a crash is followed, without a restart of the client', async () => {
    const rc = given.client()
    await given.flush()
    await rc.connect()
    const victim = given.cluster.primaries[0]
    if (victim === undefined) throw new Error('no primary')
    const lost = keys.filter(key => rc.nodeFor(key)?.name === victim.name)
    expect(lost.length).toBeGreaterThan(0)
    await given.cluster.kill(victim)
    // Every command ends by its deadline; those for the other shards are served at once.
    const others = keys.filter(key => !lost.includes(key))
    expect(await Promise.all(others.map(key => rc.with({ timeoutMs: 1000 }).incr(key)))).toEqual(others.map(() => 1))
    const counts = await Promise.all(lost.map(key => rc.with({ timeoutMs: 15_000 }).incr(key)))
    expect(counts).toEqual(lost.map(() => 1))
    expect(rc.nodeFor(lost[0] as string)?.name).not.toBe(victim.name)
    await given.cluster.restart(victim)
    await given.cluster.waitUntilStable()
  })

  it('is followed by what goes to all primaries: the successor is asked, and no caller sees an error', async () => {
    const rc = given.client({ timeoutMs: 20_000 })
    await rc.mset(Object.fromEntries(keys.map(key => [key, '1'])))
    const victim = given.cluster.primaries[0]
    if (victim === undefined) throw new Error('no primary')
    let over = false
    const counts: Promise<number>[] = []
    const asking = (async () => {
      while (!over) {
        counts.push(rc.dbsize())
        await sleep(20)
      }
    })()
    await given.cluster.failover(victim)
    await sleep(300)
    over = true
    await asking
    expect(await Promise.all(counts)).toEqual(counts.map(() => keys.length))
    const [crashed] = given.cluster.primaries
    if (crashed === undefined) throw new Error('no primary')
    await given.cluster.kill(crashed)
    expect(await rc.with({ retry: 'all' }).flushall()).toBe('OK')
    expect(await rc.dbsize()).toBe(0)
    await given.cluster.restart(crashed)
    await given.cluster.waitUntilStable()
  })

  it('of a frozen primary is followed, and nothing that was given up runs later', async () => {
    const rc = given.client({ timeoutMs: 700 })
    await given.flush()
    await rc.connect()
    const victim = given.cluster.primaries[0]
    if (victim === undefined) throw new Error('no primary')
    const key = keys.find(name => rc.nodeFor(name)?.name === victim.name) as string
    await given.cluster.pause(victim)
    const started = performance.now()
    await expect(rc.incr(key)).rejects.toMatchObject({ name: 'TimeoutError', executed: 'maybe' })
    expect(performance.now() - started).toBeLessThan(700 + 250 + 200)
    // What was written to the frozen node before it was suspected may have run, and is not sent again.
    let attempts = 0
    for (;;) {
      attempts++
      const outcome = await rc
        .with({ timeoutMs: 15_000 })
        .incr(key)
        .catch((error: unknown) => error)
      if (outcome === 1) break
      expect(outcome).toMatchObject({ executed: 'maybe' })
    }
    expect(attempts).toBeLessThanOrEqual(2)
    expect(rc.nodeFor(key)?.name).not.toBe(victim.name)
    await given.cluster.resume(victim)
    await given.cluster.waitUntilStable()
    expect(await rc.get(key)).toBe('1')
  })
})
