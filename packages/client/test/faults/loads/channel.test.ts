import { describe, expect, it } from 'vitest'
import { Channel } from './channel.js'

const done = () => Promise.resolve()
const fails = () => Promise.reject(new Error('no'))

describe('the record of a channel', () => {
  it('has nothing to say where all was heard, before or behind its acknowledgement', async () => {
    const channel = new Channel('sharded', 'c')
    await channel.publish(0, async () => channel.message('0'))
    await channel.publish(1, done)
    channel.message('1')
    channel.conclude()
    expect(channel.wrong).toEqual([])
  })

  it('tells of a miss, unless a gap was told or the publisher does not know', async () => {
    const channel = new Channel('sharded', 'c')
    await channel.publish(0, done)
    await channel.publish(1, fails).catch(() => {})
    channel.message('5')
    channel.conclude()
    expect(channel.wrong).toEqual([expect.stringContaining('c: 0 of')])
    channel.wrong.length = 0
    channel.gap(0, Date.now())
    channel.conclude()
    expect(channel.wrong).toEqual([])
  })

  it('tells what came twice, and what a shard sent out of order', () => {
    const sharded = new Channel('sharded', 'c')
    for (const n of ['1', '3', '2', '3']) sharded.message(n)
    expect(sharded.wrong).toEqual(['c: 2 came behind 3', 'c: 3 came twice'])
    const classic = new Channel('classic', 'c')
    for (const n of ['1', '3', '2']) classic.message(n)
    expect(classic.wrong).toEqual([])
  })

  it('holds the last words of a dying node against nobody, but only where they can be lost', async () => {
    for (const [kind, wrong] of [
      ['classic', 0],
      ['sharded', 1],
    ] as const) {
      const channel = new Channel(kind, 'c')
      await channel.publish(0, done)
      await channel.publish(1, fails).catch(() => {})
      channel.message('2')
      channel.conclude()
      expect(channel.wrong).toHaveLength(wrong)
    }
  })

  it('says so where nothing was heard', () => {
    const channel = new Channel('classic', 'c')
    channel.conclude()
    expect(channel.wrong).toEqual(['c: nothing was heard'])
  })
})
