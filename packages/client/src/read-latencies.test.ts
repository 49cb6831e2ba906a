import { type Connection, type Pending, systemClock } from '@rc/pool'
import { type ClusterNode, Topology } from '@rc/slots'
import { describe, expect, it } from 'vitest'
import { Latencies } from './read-latencies.js'

const topology = Topology.of([
  {
    primary: { host: 'p', port: 1 },
    replicas: [
      { host: 'r', port: 1 },
      { host: 's', port: 1 },
    ],
    ranges: [{ from: 0, to: 16383 }],
  },
])
const nodes = [...topology.nodes.values()]
const hosts = (of: readonly ClusterNode[]) => of.map(({ host }) => host).join(' ')

/** Latencies whose time stands still until it is moved, and what they sent. */
function still() {
  const state = { now: 0 }
  const sent: { node: string; look: Pending }[] = []
  const latencies = new Latencies({
    clock: { ...systemClock, now: () => state.now },
    connection: ({ host }) => ({ send: (look: Pending) => sent.push({ node: host, look }) }) as unknown as Connection,
  })
  return { state, sent, latencies }
}

const note = (latencies: Latencies, name: string, ms: number) => {
  // The figure that is kept gets there slowly.
  for (let i = 0; i < 60; i++) latencies.note(`${name}:1`, ms)
}

describe('Latencies', () => {
  it('knows no difference before anything is measured', () => {
    expect(hosts(still().latencies.nearest(nodes))).toBe('p r s')
  })

  it('asks each node once in a second, and only while somebody reads', () => {
    const { state, sent, latencies } = still()
    for (const now of [0, 1, 500, 999]) {
      state.now = now
      latencies.nearest(nodes)
    }
    expect(sent.map(({ node }) => node)).toEqual(['p', 'r', 's'])
    state.now = 1000
    latencies.nearest(nodes)
    expect(sent).toHaveLength(6)
  })

  it('takes an answer, whatever it is, for the time that it took; a lost one for nothing, a late one for late', () => {
    const { state, sent, latencies } = still()
    latencies.nearest(nodes)
    state.now = 2
    sent[0]?.look.fail(new Error('gone'), true)
    expect(hosts(latencies.nearest(nodes))).toBe('p r s')
    sent[1]?.look.settle('PONG')
    expect(hosts(latencies.nearest(nodes))).toBe('r')
    state.now = 900
    sent[2]?.look.expire(true)
    expect(hosts(latencies.nearest(nodes))).toBe('r')
    note(latencies, 'r', 2000)
    expect(hosts(latencies.nearest(nodes))).toBe('s')
  })

  it('has nodes share the load that are about as near', () => {
    const { latencies } = still()
    note(latencies, 'p', 10)
    note(latencies, 'r', 11.9)
    note(latencies, 's', 12.5)
    expect(hosts(latencies.nearest(nodes))).toBe('p r')
    note(latencies, 'p', 0.2)
    note(latencies, 'r', 0.6)
    note(latencies, 's', 1.5)
    expect(hosts(latencies.nearest(nodes))).toBe('p r')
  })

  it('does not go to and fro where a node is at the edge', () => {
    const { latencies } = still()
    note(latencies, 'p', 10)
    note(latencies, 'r', 11)
    note(latencies, 's', 50)
    expect(hosts(latencies.nearest(nodes))).toBe('p r')
    note(latencies, 'r', 14)
    expect(hosts(latencies.nearest(nodes))).toBe('p r')
    note(latencies, 'r', 16)
    expect(hosts(latencies.nearest(nodes))).toBe('p')
    note(latencies, 'r', 14)
    expect(hosts(latencies.nearest(nodes))).toBe('p')
  })

  it('forgets what has left the cluster', () => {
    const { latencies } = still()
    note(latencies, 'p', 1)
    latencies.retain(Topology.empty)
    expect(hosts(latencies.nearest(nodes))).toBe('p r s')
  })
})
