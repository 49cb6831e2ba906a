import { Topology } from '@rc/slots'
import { beforeEach, describe, expect, it } from 'vitest'
import { memberWith } from '../test/member.js'
import { serve, settled, ManualClock } from '../test/servers.js'
import type { Host } from './host.js'
import { Hub } from './hub.js'
import { topicOf } from './topic.js'

const at = (port: number) => ({ host: '10.0.0.1', port })
const slots = [{ from: 0, to: 16383 }]
const whole = Topology.of([{ primary: at(1), replicas: [at(2)], ranges: slots }])

describe('a node that the map lacks', () => {
  let time: ManualClock
  let commands: string[]
  let gaps: string[]
  let topology: Topology
  let hub: Hub
  let questions: number

  beforeEach(async () => {
    time = new ManualClock()
    commands = []
    gaps = []
    questions = 0
    topology = whole
    hub = new Hub({
      clock: time,
      get topology() {
        return topology
      },
      lease: async (node: { name: string }) => ({ connection: serve(node.name, commands).connection, end: () => {} }),
      refresh: () => {
        questions++
      },
      report: () => {},
    } as unknown as Host)
    const member = memberWith({ gap: (_, { reason, from }) => gaps.push(`${reason} ${time.now() - from}`) })
    // One of them is served by the node that will be missing.
    for (let i = 0; i < 20; i++) hub.add(topicOf('channel', `c${i}`), member)
    await settled()
    await settled()
    await settled()
    expect(commands).toContain('10.0.0.1:2 SUBSCRIBE')
  })

  it('serves what it served where it is back in a moment', async () => {
    topology = Topology.of([{ primary: at(1), ranges: slots }])
    hub.mapChanged()
    await time.pass(600)
    expect(questions).toBe(2)
    topology = whole
    hub.mapChanged()
    await time.pass(3000)
    expect(questions).toBe(2)
    expect(commands.filter(command => command.includes('UNSUBSCRIBE'))).toEqual([])
    expect(gaps).toEqual([])
    hub.close()
  })

  it('serves nothing any more where it stays away, and the gap begins when it was first missed', async () => {
    topology = Topology.of([{ primary: at(1), ranges: slots }])
    hub.mapChanged()
    await time.pass(2000)
    expect(commands).toContain('10.0.0.1:2 UNSUBSCRIBE')
    expect(commands.filter(command => command === '10.0.0.1:1 SUBSCRIBE').length).toBeGreaterThan(1)
    expect(gaps.length).toBeGreaterThan(0)
    for (const gap of gaps) {
      expect(gap).toMatch(/^node-left /)
      expect(Number(gap.split(' ')[1])).toBeGreaterThan(1000)
    }
    hub.close()
  })
})
