import { keySlot, Topology } from '@rc/slots'
import { describe, expect, it } from 'vitest'
import { Homes, rehome } from './rehome.js'
import { topicOf } from './topic.js'

const at = (port: number) => ({ host: '10.0.0.1', port })
const cluster = (...ports: number[]) =>
  Topology.of(
    ports.map((port, i) => ({
      primary: at(port),
      ranges: [{ from: Math.round((i * 16384) / ports.length), to: Math.round(((i + 1) * 16384) / ports.length) - 1 }],
    })),
  )
const channels = Array.from({ length: 3000 }, (_, i) => topicOf('channel', `channel:${i}`))
const none = new Set<string>()

describe('where topics belong', () => {
  it('classic channels are spread evenly over all nodes, whatever their order', () => {
    const homes = new Homes(cluster(1, 2, 3), none)
    const turned = new Homes(cluster(3, 1, 2), none)
    const counts = new Map<string, number>()
    for (const topic of channels) {
      const home = homes.of(topic)?.name ?? ''
      counts.set(home, (counts.get(home) ?? 0) + 1)
      expect(turned.of(topic)?.name).toBe(home)
    }
    expect(counts.size).toBe(3)
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150)
  })

  it('avoided nodes get nothing while there are others', () => {
    const avoided = new Set(['10.0.0.1:1'])
    const homes = new Homes(cluster(1, 2), avoided)
    expect(channels.every(topic => homes.of(topic)?.name === '10.0.0.1:2')).toBe(true)
    expect(new Homes(cluster(1), avoided).of(topicOf('pattern', '*'))?.name).toBe('10.0.0.1:1')
    expect(new Homes(Topology.empty, none).of(topicOf('channel', 'a'))).toBeUndefined()
  })

  it('sharded channels belong to their slot, pinned topics to their node', () => {
    const topology = cluster(1, 2, 3)
    const homes = new Homes(topology, new Set(['10.0.0.1:1', '10.0.0.1:2', '10.0.0.1:3']))
    for (const name of ['a', 'b', 'c', 'x{tag}y']) {
      expect(homes.of(topicOf('shard', name))).toBe(topology.ownerOf(keySlot(name)))
    }
    expect(homes.of(topicOf('channel', 'a', '10.0.0.1:3'))?.name).toBe('10.0.0.1:3')
    expect(homes.of(topicOf('channel', 'a', '10.0.0.1:9'))).toBeUndefined()
  })
})

describe('a sharded channel whose primary is gone', () => {
  const slots = [{ from: 0, to: 16383 }]
  const topology = Topology.of([{ primary: at(1), replicas: [at(2), at(3)], ranges: slots }])
  const topic = topicOf('shard', 'a')
  const named = (...ports: number[]) => new Set(ports.map(port => `10.0.0.1:${port}`))

  it('belongs to a replica that is there, or to the primary where none is', () => {
    const homeOf = (avoided: Set<string>, gone: Set<string>) => new Homes(topology, avoided, gone).of(topic)?.port
    expect(homeOf(named(1), named())).toBe(1)
    expect(homeOf(named(1), named(1))).toBe(2)
    expect(homeOf(named(1, 2), named(1, 2))).toBe(3)
    expect(homeOf(named(1, 2, 3), named(1, 2, 3))).toBe(1)
  })

  it('stays with the replica that stands in, as long as that is part of the cluster', () => {
    const moves = (item: { at: string; standsIn?: boolean }, map: Topology) =>
      [...rehome([{ topic, ...item }], map)].length
    expect(moves({ at: '10.0.0.1:2' }, topology)).toBe(1)
    expect(moves({ at: '10.0.0.1:2', standsIn: true }, topology)).toBe(0)
    expect(moves({ at: '10.0.0.1:4', standsIn: true }, topology)).toBe(1)
  })
})

describe('what has to move', () => {
  const placed = (before: Topology) => {
    const homes = new Homes(before, none)
    const shards = Array.from({ length: 300 }, (_, i) => topicOf('shard', `shard:${i}`))
    return [...channels, ...shards].map(topic => ({ topic, at: homes.of(topic)?.name }))
  }

  it('is nothing where nothing changed, and nothing classic where a node joins', () => {
    const before = cluster(1, 2, 3)
    expect([...rehome(placed(before), before)]).toEqual([])
    const moves = [...rehome(placed(before), cluster(1, 2, 3, 4))]
    expect(moves.length).toBeGreaterThan(0)
    for (const { item, reason } of moves) expect([item.topic.kind, reason]).toEqual(['shard', 'slot-moved'])
  })

  it('is what a node served that has left', () => {
    const before = cluster(1, 2, 3)
    const after = cluster(1, 2)
    const all = placed(before)
    const moving = new Set([...rehome(all, after)].map(({ item }) => item))
    for (const item of all) {
      const stays =
        item.topic.kind === 'shard' ? after.ownerOf(item.topic.slot)?.name === item.at : item.at !== '10.0.0.1:3'
      expect(moving.has(item)).toBe(!stays)
    }
  })

  it('is not what has no owner now, nor what is served nowhere', () => {
    const half = Topology.of([{ primary: at(1), ranges: [{ from: 0, to: 0 }] }])
    expect([...rehome([{ topic: topicOf('shard', 'a'), at: '10.0.0.1:1' }], half)]).toEqual([])
    expect([...rehome([{ topic: topicOf('channel', 'a'), at: undefined }], half)]).toEqual([])
  })
})
