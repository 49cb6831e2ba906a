import { builders, type Command, flushall, get, mset, publish, set } from '@rc/commands'
import type { CallOptions } from '@rc/pipeline'
import { systemClock } from '@rc/pool'
import { keySlot, type Shard, Topology } from '@rc/slots'
import { describe, expect, it } from 'vitest'
import type { Freshness } from './read-freshness.js'
import { Session } from './read-session.js'

const topology = Topology.of([
  { primary: { host: 'p', port: 1 }, replicas: [{ host: 'r', port: 1 }], ranges: [{ from: 0, to: 16383 }] },
])
const shard = topology.shards[0] as Shard
const replica = shard.replicas[0] ?? shard.primary
const options = {} as CallOptions

/** A session, and how fresh the replica is. */
function world() {
  const state = { now: 100, freshAt: -Infinity, looks: 0 }
  const freshness = { of: () => state.freshAt, look: () => state.looks++ } as unknown as Freshness
  const session = new Session({
    clock: { ...systemClock, now: () => state.now },
    freshness,
    key: key => `app:${String(key)}`,
  })
  const has = (key: string): boolean => session.has(replica, shard, keySlot(`app:${key}`))
  const begin = (...commands: Command<unknown>[]) => session.begin(commands, options)
  return { state, has, begin, session }
}

describe('Session', () => {
  it('lets replicas serve what it has not written, however old', () => {
    const { state, has, begin } = world()
    expect(begin(get('k'), publish('k', 'm'))).toBeUndefined()
    expect(has('k')).toBe(true)
    begin(set('other', 1))
    expect(has('k')).toBe(true)
    expect(state.looks).toBe(0)
  })

  it('does not while a write is under way, and not until the replica is fresher than its end', () => {
    const { state, has, begin } = world()
    const ended = begin(set('k', 1))
    state.freshAt = 1000
    expect(has('k')).toBe(false)
    ended?.()
    state.freshAt = 99
    expect(has('k')).toBe(false)
    state.freshAt = 100
    expect(has('k')).toBe(false)
    state.freshAt = 101
    expect(has('k')).toBe(true)
    state.freshAt = -Infinity
    expect(has('k')).toBe(false)
    expect(state.looks).toBe(4)
  })

  it('waits for the last of several writes', () => {
    const { state, has, begin } = world()
    const [first, second] = [begin(set('k', 1)), begin(set('k', 2))]
    second?.()
    state.freshAt = 500
    expect(has('k')).toBe(false)
    state.now = 600
    first?.()
    expect(has('k')).toBe(false)
    state.freshAt = 601
    expect(has('k')).toBe(true)
  })

  it('knows all slots that a command touches; without keys, they are all', () => {
    const { has, begin, session } = world()
    begin(mset({ a: 1, b: 2 }))
    expect([has('a'), has('b'), has('c')]).toEqual([false, false, true])
    begin(builders.eval('return 1', { keys: ['c'] }))
    expect(has('c')).toBe(false)
    session.begin([set('x', 1)], { ...options, slot: keySlot('app:d') })
    expect(has('d')).toBe(false)
    expect(has('e')).toBe(true)
    begin(flushall())
    expect(has('e')).toBe(false)
  })
})
