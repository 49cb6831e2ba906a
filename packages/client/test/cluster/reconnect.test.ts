import { isRedisClusterError } from '@rc/errors'
import { afterEach, describe, expect, it } from 'vitest'
import { sleep, useCluster } from './setup.js'

describe('a lost connection', () => {
  const given = useCluster()
  const unhandled: unknown[] = []
  const note = (error: unknown): unknown => unhandled.push(error)
  process.on('unhandledRejection', note)
  afterEach(() => {
    expect(unhandled).toEqual([])
  })

  it('never makes a write run twice, and says what may have run', async () => {
    const rc = given.client()
    const script = "redis.call('RPUSH', KEYS[1], ARGV[1]) return redis.call('INCR', KEYS[2])"
    const acknowledged = new Set<string>()
    const uncertain = new Set<string>()
    let over = false
    const killing = (async () => {
      for (let i = 0; i < 25; i++) {
        await sleep(40)
        await Promise.all(
          given.cluster.nodes.map(node =>
            given.cluster.command(node, 'CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'no').catch(() => {}),
          ),
        )
      }
      over = true
    })()
    let id = 0
    const writers = Array.from({ length: 20 }, async (_, writer) => {
      while (!over) {
        const uuid = `${writer}:${id++}`
        try {
          await rc.eval(script, { keys: [`log:{w${writer}}`, `ctr:{w${writer}}`], args: [uuid] })
          acknowledged.add(uuid)
        } catch (error) {
          if (!isRedisClusterError(error)) throw error
          if (error.executed === 'maybe') uncertain.add(uuid)
          else expect(error.executed).toBe('no')
        }
      }
    })
    await Promise.all([killing, ...writers])
    const runs = new Map<string, number>()
    for (let writer = 0; writer < 20; writer++) {
      for (const uuid of await rc.lrange(`log:{w${writer}}`, 0, -1))
        runs.set(String(uuid), (runs.get(String(uuid)) ?? 0) + 1)
    }
    expect([...runs].filter(([, count]) => count > 1)).toEqual([])
    expect([...acknowledged].filter(uuid => !runs.has(uuid))).toEqual([])
    // What ran without an acknowledgement is what was said to be uncertain.
    expect([...runs.keys()].filter(uuid => !acknowledged.has(uuid) && !uncertain.has(uuid))).toEqual([])
    expect(acknowledged.size).toBeGreaterThan(100)
    // The kills hit commands under way, or this test has shown nothing.
    expect(uncertain.size).toBeGreaterThan(0)
  })

  it('is hidden from reads', async () => {
    const rc = given.client()
    const keys = Array.from({ length: 30 }, (_, i) => `read:${i}`)
    await Promise.all(keys.map(key => rc.set(key, key)))
    let over = false
    const killing = (async () => {
      for (let i = 0; i < 20; i++) {
        await sleep(40)
        await Promise.all(
          given.cluster.nodes.map(node =>
            given.cluster.command(node, 'CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'no').catch(() => {}),
          ),
        )
      }
      over = true
    })()
    const readers = keys.map(async key => {
      let reads = 0
      while (!over) {
        expect(await rc.get(key)).toBe(key)
        reads++
      }
      return reads
    })
    await killing
    const reads = await Promise.all(readers)
    expect(Math.min(...reads)).toBeGreaterThan(0)
  })
})
