import type { NamedAddress } from '@rc/pool'
import { SLOT_COUNT } from '@rc/slots'
import { describe, expect, it } from 'vitest'
import { ManualClock } from '../test/topology/manual-clock.js'
import { TopologyMonitor } from './topology-monitor.js'
import type { View } from './topology-view.js'

const named = (port: number): NamedAddress => ({ host: '127.0.0.1', port, name: `127.0.0.1:${port}` })

/** A monitor of a cluster that never changes, and when each node was asked. */
function monitored(anyMissed: () => boolean, random = 0, answerMs = 0) {
  const clock = new ManualClock(() => random)
  const asked: number[] = []
  const thorough: boolean[] = []
  const nodes = [named(1), named(2), named(3)]
  const shards = nodes.map((node, i) => ({
    primary: { ...node, id: `node-${i}`, role: 'primary' as const },
    replicas: [],
    epoch: i,
    ranges: i === 0 ? [{ from: 0, to: SLOT_COUNT - 1 }] : [],
  }))
  const ask = async ({ name }: NamedAddress, isThorough: boolean): Promise<View> => {
    asked.push(clock.now())
    thorough.push(isThorough)
    if (answerMs > 0) await new Promise<void>(resolve => clock.after(answerMs, resolve))
    return { from: name, self: shards.find(({ primary }) => primary.name === name)?.primary.id, askedAt: 0, shards }
  }
  const monitor = new TopologyMonitor({
    clock,
    seeds: nodes,
    requireFullCoverage: false,
    periodMs: 0,
    answerMs: 2000,
    ask,
    askSeed: ask,
    live: () => nodes.slice(1),
    anyMissed,
    changed: () => false,
    failed: () => {},
  })
  return { clock, asked, thorough, monitor }
}

describe('TopologyMonitor', () => {
  it('looks ten times a second while commands wait for a lost node, however rarely that is dialled', async () => {
    for (const random of [0, 0.999]) {
      let anyMissed = true
      const { clock, asked, monitor } = monitored(() => anyMissed, random)
      await monitor.ready()
      await clock.pass(1000)
      asked.length = 0
      monitor.refresh('connection-lost')
      await clock.pass(10_000)
      const looks = [...new Set(asked)]
      const gaps = looks.slice(1).map((at, i) => at - (looks[i] as number))
      expect(Math.max(...gaps)).toBeLessThanOrEqual(125)
      expect(looks.length).toBeGreaterThanOrEqual(80)
      // The first one asks two nodes, for one may be wrong; from then on, one says that nothing has changed.
      expect(asked.length).toBe(looks.length + 1)
      anyMissed = false
      await clock.pass(200)
      asked.length = 0
      await clock.pass(5000)
      expect(asked).toEqual([])
      monitor.close()
      expect(clock.pending).toBe(0)
    }
  })

  it('looks once where nobody waits', async () => {
    const { clock, asked, monitor } = monitored(() => false)
    await monitor.ready()
    await clock.pass(1000)
    asked.length = 0
    monitor.refresh('connection-lost')
    await clock.pass(5000)
    expect(asked.length).toBe(2)
    monitor.close()
  })

  it('has one look after the start, to hear whether others agree, and none that nobody asks for', async () => {
    const { clock, asked, monitor } = monitored(() => false)
    await monitor.ready()
    expect(asked.length).toBe(1)
    await clock.pass(60_000)
    expect(new Set(asked.slice(1)).size).toBe(1)
    expect(clock.pending).toBe(0)
    monitor.close()
  })

  it('asks again where it is asked during a look, as what is being answered may be older', async () => {
    const { clock, asked, monitor } = monitored(() => false, 0, 20)
    const ready = monitor.ready()
    await clock.pass(1000)
    await ready
    asked.length = 0
    monitor.refresh('suspicion')
    await clock.pass(10)
    expect(asked.length).toBe(2)
    monitor.refresh('suspicion')
    await clock.pass(2000)
    expect(new Set(asked).size).toBe(2)
    monitor.close()
  })

  it('has one look where many things ask for it, the soonest of them', async () => {
    const { clock, asked, thorough, monitor } = monitored(() => false)
    await monitor.ready()
    await clock.pass(5000)
    asked.length = thorough.length = 0
    monitor.refresh('moved')
    await clock.pass(10)
    for (let i = 0; i < 5; i++) monitor.refresh('suspicion')
    monitor.refresh('moved')
    await clock.pass(10)
    expect(asked.length).toBe(2)
    await clock.pass(60_000)
    expect([asked.length, thorough]).toEqual([2, [false, false]])
    monitor.close()
  })

  it('asks thoroughly once where a redirect names an address that nobody knew', async () => {
    const { clock, thorough, monitor } = monitored(() => false)
    await monitor.ready()
    await clock.pass(1000)
    thorough.length = 0
    for (const node of [named(2), named(9), named(3)]) {
      monitor.moved(5, node)
      await clock.pass(60_000)
    }
    expect(thorough.filter(Boolean).length).toBe(thorough.length / 3)
    monitor.close()
  })

  it('leaves nothing behind when it is closed, whatever it was about to do', async () => {
    for (const ms of [0, 300, 1000]) {
      const { clock, monitor } = monitored(() => true)
      await monitor.ready()
      await clock.pass(ms)
      monitor.close()
      monitor.refresh('suspicion')
      expect(clock.pending).toBe(0)
    }
  })

  it('begins nothing more where it is closed during a look', async () => {
    const { clock, monitor } = monitored(() => false, 0, 20)
    const ready = monitor.ready()
    await clock.pass(1000)
    await ready
    monitor.refresh('suspicion')
    await clock.pass(10)
    monitor.close()
    await clock.pass(20)
    expect(clock.pending).toBe(0)
  })

  it('sees once whether a node is missed, however many looks there were', async () => {
    const { clock, monitor } = monitored(() => false)
    await monitor.ready()
    await clock.pass(1000)
    monitor.refresh('suspicion')
    await clock.pass(60)
    monitor.refresh('suspicion')
    await clock.pass(30)
    expect(clock.pending).toBe(1)
    monitor.close()
  })
})
