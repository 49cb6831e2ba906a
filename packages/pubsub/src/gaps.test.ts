import { describe, expect, it } from 'vitest'
import { settled, ManualClock } from '../test/servers.js'
import { Entry } from './entry.js'
import { GapCollector } from './gap-collector.js'
import type { Gap } from './messages.js'
import { StandIns } from './stand-ins.js'
import { topicOf } from './topic.js'

describe('gaps', () => {
  it('that have their beginning and their reason in common are one', async () => {
    const told: Gap[] = []
    const gaps = new GapCollector(new ManualClock(), gap => told.push(gap))
    gaps.add('a', { from: 1, reason: 'connection-lost' })
    gaps.add('b', { from: 1, reason: 'slot-moved' })
    gaps.add('c', { from: 2, reason: 'connection-lost' })
    gaps.add('d', { from: 1, reason: 'connection-lost' })
    expect(gaps.pending).toBe(true)
    await settled()
    expect(gaps.pending).toBe(false)
    expect(told.map(({ channels, reason }) => [reason, ...channels])).toEqual([
      ['connection-lost', 'a', 'd'],
      ['slot-moved', 'b'],
      ['connection-lost', 'c'],
    ])
  })

  it('that are called off are not told', async () => {
    const told: Gap[] = []
    const gaps = new GapCollector(new ManualClock(), gap => told.push(gap))
    gaps.add('a', { from: 1, reason: 'connection-lost' })
    gaps.cancel()
    await settled()
    expect(told).toEqual([])
  })

  it('begin together where replicas stand in within a moment, and never later than they did', () => {
    const standIns = new StandIns({ ownerOf: () => undefined, isWell: () => false, goHome: () => {} })
    const entries = [1010, 1090, 1110].map(now => {
      const entry = new Entry(topicOf('shard', `c${now}`))
      standIns.add(entry, now)
      standIns.add(entry, now + 5000)
      return entry
    })
    expect(standIns.size).toBe(3)
    expect(entries.map(entry => standIns.remove(entry))).toEqual([1000, 1000, 1100])
    expect(entries.map(entry => standIns.remove(entry))).toEqual([undefined, undefined, undefined])
  })
})
