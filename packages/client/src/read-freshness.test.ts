import { systemClock } from '@rc/pool'
import { type ClusterNode, type Shard, Topology } from '@rc/slots'
import { describe, expect, it } from 'vitest'
import { Freshness, type Position, positionOf } from './read-freshness.js'

const topology = Topology.of([
  { primary: { host: 'p', port: 1 }, replicas: [{ host: 'r', port: 1 }], ranges: [{ from: 0, to: 16383 }] },
])
const shard = topology.shards[0] as Shard

/** Freshness of a shard whose nodes answer when they are told to. */
function world() {
  const state = { now: 0 }
  const asked: { host: string; answer: (position?: Position) => Promise<void> }[] = []
  const freshness = new Freshness({
    clock: { ...systemClock, now: () => state.now },
    ask: ({ host }: ClusterNode) =>
      new Promise(resolve => {
        asked.push({
          host,
          answer: async position => {
            resolve(position)
            await new Promise(setImmediate)
          },
        })
      }),
  })
  const at = (offset: number, stream = 'a'): Position => ({ stream, offset })
  /** One look, at a time, with what the two nodes say. */
  const look = async (now: number, primary: Position | undefined, replica?: Position): Promise<void> => {
    state.now = now
    freshness.look(shard, 50)
    await asked.shift()?.answer(primary)
    await asked.shift()?.answer(replica)
  }
  return { state, asked, freshness, look, at, fresh: () => freshness.of('r:1') }
}

describe('Freshness', () => {
  it('is the time at which the primary was asked, once the replica is as far', async () => {
    const { look, at, fresh } = world()
    expect(fresh()).toBe(-Infinity)
    await look(100, at(10), at(10))
    expect(fresh()).toBe(100)
  })

  it('compares a replica that lags with what the primary said before', async () => {
    const { look, at, fresh } = world()
    await look(100, at(10), at(9))
    expect(fresh()).toBe(-Infinity)
    await look(200, at(20), at(15))
    expect(fresh()).toBe(100)
    await look(300, at(30), at(31))
    expect(fresh()).toBe(300)
  })

  it('reaches back further where a replica lags for long', async () => {
    const { look, at, fresh } = world()
    for (let i = 1; i <= 400; i++) await look(i * 100, at(i * 10), at(55))
    expect(fresh()).toBe(500)
    // The further back, the less exactly; never too fresh.
    await look(40_100, at(4010), at(3700))
    expect(fresh()).toBeGreaterThan(40_100 - 2 * 3100)
    expect(fresh()).toBeLessThanOrEqual(37_000)
  })

  it('asks once in a period, one question at a time', async () => {
    const { state, asked, freshness, look, at } = world()
    await look(100, at(1), at(1))
    state.now = 149
    freshness.look(shard, 50)
    expect(asked).toHaveLength(0)
    state.now = 150
    freshness.look(shard, 50)
    state.now = 1000
    freshness.look(shard, 50)
    expect(asked.map(({ host }) => host)).toEqual(['p'])
  })

  it('goes on where a node gave no answer', async () => {
    const { look, at, fresh } = world()
    await look(100, undefined)
    await look(200, at(1), undefined)
    expect(fresh()).toBe(-Infinity)
    await look(300, at(1), at(1))
    expect(fresh()).toBe(300)
  })

  it('compares no offsets of different streams', async () => {
    const { look, at, fresh } = world()
    await look(100, at(10), at(99, 'b'))
    expect(fresh()).toBe(-Infinity)
    await look(200, at(1, 'b'), at(99, 'a'))
    expect(fresh()).toBe(-Infinity)
  })

  it('takes nothing for true that was asked before it was forgotten', async () => {
    const { asked, freshness, look, at, fresh } = world()
    await look(100, at(10), at(10))
    freshness.forget('r:1')
    expect(fresh()).toBe(-Infinity)
    freshness.look(shard, 0)
    await asked.shift()?.answer(at(10))
    freshness.forgetAll()
    await asked.shift()?.answer(at(10))
    expect(fresh()).toBe(-Infinity)
    await look(200, at(10), at(10))
    expect(fresh()).toBe(200)
  })
})

describe('positionOf', () => {
  const primary = 'role:master\r\nconnected_slaves:1\r\nmaster_replid:0a1b\r\nmaster_repl_offset:70\r\n'
  const replica =
    'role:slave\r\nslave_read_repl_offset:75\r\nslave_repl_offset:60\r\nmaster_replid:0a1b\r\nmaster_repl_offset:60\r\n'

  it('is how far a node has got, in which stream', () => {
    expect(positionOf(primary, 'primary')).toEqual({ stream: '0a1b', offset: 70 })
    expect(positionOf(replica, 'replica')).toEqual({ stream: '0a1b', offset: 60 })
  })

  it('is nothing where the node has another part now, or says something else', () => {
    expect(positionOf(primary, 'replica')).toBeUndefined()
    expect(positionOf(replica, 'primary')).toBeUndefined()
    expect(positionOf('role:master\r\n', 'primary')).toBeUndefined()
    expect(positionOf(null, 'primary')).toBeUndefined()
  })
})
