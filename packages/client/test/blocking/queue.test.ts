import { describe, expect, it } from 'vitest'
import type { RedisCluster } from '../../src/redis-cluster.js'
import { sleep, useCluster } from '../cluster/setup.js'

/** Takes items off a queue with several workers until told to stop. */
function workers(rc: RedisCluster, queue: string, count: number) {
  const taken = new Map<string, number>()
  const maybe: Error[] = []
  const errors: Error[] = []
  let over = false
  const loops = Array.from({ length: count }, async () => {
    while (!over) {
      try {
        const popped = await rc.blpop(queue, 1)
        if (popped !== null) taken.set(popped.element, (taken.get(popped.element) ?? 0) + 1)
      } catch (error) {
        const list = (error as { executed?: string }).executed === 'maybe' ? maybe : errors
        list.push(error as Error)
      }
    }
  })
  return {
    taken,
    maybe,
    errors,
    async stop(): Promise<void> {
      over = true
      await Promise.all(loops)
    },
  }
}

/** Puts numbered items into a queue until told to stop; those are sure that a replica has, too. */
function producer(rc: RedisCluster, queue: string) {
  const sure: string[] = []
  let over = false
  const pushing = (async () => {
    const durable = rc.withReplication({ replicas: 1, timeoutMs: 500 })
    for (let n = 0; !over; n++) {
      await durable.rpush(queue, n).then(
        () => sure.push(String(n)),
        () => undefined,
      )
      await sleep(2)
    }
  })()
  return {
    sure,
    async stop(): Promise<void> {
      over = true
      await pushing
    },
  }
}

describe('a queue through failovers', () => {
  const used = useCluster({ primaries: 3, replicas: 1 })
  type Node = NonNullable<Awaited<ReturnType<typeof used.cluster.ownerOf>>>
  const ownerOf = async (rc: RedisCluster, key: string) => (await used.cluster.ownerOf(rc.slotOf(key))) as Node

  const failOver = {
    graceful: async (rc: RedisCluster, queue: string) => {
      await used.cluster.failover(await ownerOf(rc, queue))
    },
    crash: async (rc: RedisCluster, queue: string) => {
      const victim = await ownerOf(rc, queue)
      await used.cluster.kill(victim)
      await expect
        .poll(async () => (await ownerOf(rc, queue).catch(() => victim)).name, { timeout: 15_000 })
        .not.toBe(victim.name)
      await sleep(300)
      await used.cluster.restart(victim)
    },
  }

  async function run(kinds: readonly (keyof typeof failOver)[], queue: string) {
    const rc = await used.client().connect()
    const working = workers(used.client({ timeoutMs: 15_000 }), queue, 4)
    const producing = producer(used.client(), queue)
    for (const kind of kinds) {
      await sleep(300)
      await failOver[kind](rc, queue)
      await used.cluster.waitUntilStable()
    }
    await sleep(300)
    await producing.stop()
    await expect.poll(() => rc.llen(queue), { timeout: 10_000 }).toBe(0)
    await working.stop()
    const missing = producing.sure.filter(item => !working.taken.has(item))
    const twice = [...working.taken].filter(([, times]) => times > 1)
    expect(producing.sure.length).toBeGreaterThan(50)
    return { missing, twice, maybe: working.maybe, errors: working.errors }
  }

  it('on request: five of them, each item is taken once, and no worker sees an error', async () => {
    const { missing, twice, maybe, errors } = await run(
      Array.from({ length: 5 }, () => 'graceful' as const),
      'graceful',
    )
    expect({ missing, twice, maybe, errors }).toEqual({ missing: [], twice: [], maybe: [], errors: [] })
  })

  it('after crashes, too: five of them, each item is taken once, or a worker was told that it may have been', async () => {
    const { missing, twice, maybe, errors } = await run(['crash', 'graceful', 'crash', 'graceful', 'crash'], 'crashes')
    expect(twice).toEqual([])
    expect(errors.map(({ message }) => message)).toEqual([])
    expect(missing.length).toBeLessThanOrEqual(maybe.length)
    // A worker that waited when the server died cannot know; nobody else is told so.
    expect(maybe.length).toBeLessThanOrEqual(3 * 4)
    expect(maybe.map(({ name }) => name)).toEqual(maybe.map(() => 'ConnectionLostError'))
  })
})

describe('a blocking command that is given up', () => {
  const used = useCluster({ primaries: 3, replicas: 0 })

  it('frees its connection, and takes nothing any more', async () => {
    const rc = await used.client({ clientName: 'given-up' }).connect()
    for (let i = 0; i < 5; i++) {
      const abort = new AbortController()
      const pop = rc.with({ signal: abort.signal }).blpop('given-up', 0)
      await sleep(20)
      abort.abort()
      await expect(pop).rejects.toMatchObject({ name: 'AbortError' })
    }
    await rc.rpush('given-up', 'x')
    await sleep(20)
    expect(await rc.lrange('given-up', 0, -1)).toEqual(['x'])
    const lists = async () =>
      (await Promise.all(used.cluster.nodes.map(node => used.cluster.command(node, 'CLIENT', 'LIST')))).join('')
    // One shared connection to each node, and none of those that waited.
    await expect.poll(async () => (await lists()).split('name=given-up ').length - 1).toBe(3)
  })

  it('ends at its time though its slot moves again and again meanwhile', async () => {
    const rc = await used.client().connect()
    const slot = rc.slotOf('restless')
    const [first, second] = used.cluster.primaries
    let over = false
    const moving = (async () => {
      while (!over) {
        const owner = await used.cluster.ownerOf(slot)
        await used.cluster.migrate(slot, owner as never, (owner?.name === first?.name ? second : first) as never)
        await sleep(50)
      }
    })()
    expect(await rc.blpop('restless', 1.5)).toBeNull()
    const popped = rc.blpop('restless', 30)
    await sleep(300)
    await rc.rpush('restless', 'x')
    expect(await popped).toEqual({ key: 'restless', element: 'x' })
    over = true
    await moving
  })
})
