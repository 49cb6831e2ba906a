import type { NamedAddress } from '@rc/pool'
import { SLOT_COUNT } from '@rc/slots'
import { describe, expect, it } from 'vitest'
import { ManualClock } from '../test/topology/manual-clock.js'
import { TopologyMonitor } from './topology-monitor.js'
import type { View } from './topology-view.js'

const named = (port: number): NamedAddress => ({ host: '127.0.0.1', port, name: `127.0.0.1:${port}` })

/** A monitor of a cluster that never changes, and when each node was asked. */
function monitored(anyMissed: () => boolean, random = 0) {
  const clock = new ManualClock(() => random)
  const asked: number[] = []
  const nodes = [named(1), named(2), named(3)]
  const shards = nodes.map((node, i) => ({
    primary: { ...node, id: `node-${i}`, role: 'primary' as const },
    replicas: [],
    epoch: i,
    ranges: i === 0 ? [{ from: 0, to: SLOT_COUNT - 1 }] : [],
  }))
  const ask = async ({ name }: NamedAddress): Promise<View> => {
    asked.push(clock.now())
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
  return { clock, asked, monitor }
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
})
