import { ConfigError } from '@rc/errors'
import type { ReadFrom, ReadPolicy } from '@rc/pipeline'
import { type NodeHealth, type Shard, Topology } from '@rc/slots'
import { describe, expect, it } from 'vitest'
import { chosenBy, isWell, nodesForRead } from './read-policy.js'
import { sameZone } from './read-same-zone.js'

const ranges = [{ from: 0, to: 16383 }]

/** A shard whose nodes are called p, r0, r1 …; each with its zone. */
function shard(...zones: string[]): Shard {
  const [primary = '', ...replicas] = zones
  const { shards } = Topology.of([
    {
      primary: { host: 'p', port: 1, zone: primary },
      replicas: replicas.map((zone, i) => ({ host: `r${i}`, port: 1, zone })),
      ranges,
    },
  ])
  return shards[0] as Shard
}

const hosts = (of: Shard, readFrom: Exclude<ReadFrom, ReadPolicy>) =>
  nodesForRead(of, readFrom)
    .map(({ host }) => host)
    .join(' ')

describe('nodesForRead', () => {
  it('is the nodes that the mode names', () => {
    const three = shard('a', 'a', 'b')
    expect(hosts(three, 'primary')).toBe('p')
    expect(hosts(three, 'replica')).toBe('r0 r1')
    expect(hosts(three, 'any')).toBe('p r0 r1')
    expect(hosts(three, 'nearest')).toBe('p r0 r1')
    expect(hosts(shard('a'), 'replica')).toBe('p')
  })
})

describe('isWell', () => {
  it('is what the cluster says, and well where it says nothing', () => {
    const wellness = (health?: NodeHealth) => isWell({ ...shard('a').primary, health })
    expect([undefined, 'online', 'loading', 'suspected', 'failed'].map(h => wellness(h as NodeHealth))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })
})

describe('chosenBy', () => {
  it('finds the node of the shard, also where the policy makes an address of its own', () => {
    const two = shard('a', 'b')
    expect(chosenBy({ choose: ({ replicas }) => replicas[0] ?? fail() }, two, 7)).toBe(two.replicas[0])
    expect(chosenBy({ choose: () => ({ host: 'p', port: 1 }) }, two, 7)).toBe(two.primary)
    const slots: number[] = []
    chosenBy({ choose: ({ primary }, slot) => (slots.push(slot), primary) }, two, 7)
    expect(slots).toEqual([7])
  })

  it('says what the policy did wrong', () => {
    const throws: ReadPolicy = { choose: () => fail() }
    expect(() => chosenBy(throws, shard('a', 'b'), 7)).toThrow(ConfigError)
    expect(() => chosenBy({ choose: () => undefined as never }, shard('a', 'b'), 7)).toThrow(ConfigError)
    const elsewhere: ReadPolicy = { choose: () => ({ host: 'x', port: 1 }) }
    expect(() => chosenBy(elsewhere, shard('a', 'b'), 7)).toThrow(/chose x:1, which is no node of the shard/)
  })
})

describe('sameZone', () => {
  const choices = (policy: ReadPolicy, of: Shard) =>
    Array.from({ length: 4 }, () => chosenBy(policy, of, 0).host).join(' ')

  it('is the nodes of the zone in turn, then other replicas, then the primary', () => {
    expect(choices(sameZone('a'), shard('a', 'b', 'a'))).toBe('p r1 p r1')
    expect(choices(sameZone('b'), shard('a', 'b', 'a'))).toBe('r0 r0 r0 r0')
    expect(choices(sameZone('c'), shard('a', 'b', 'a'))).toBe('r0 r1 r0 r1')
    expect(choices(sameZone('c'), shard('a'))).toBe('p p p p')
  })

  it('takes turns in each shard by itself', () => {
    const policy = sameZone('c')
    const [one, other] = [shard('a', 'b', 'b'), shard('a', 'b', 'b')]
    const named: Shard = { ...other, primary: { ...other.primary, name: 'q:1' } }
    const picks = [one, named, one, named].map(of => chosenBy(policy, of, 0).host)
    expect(picks).toEqual(['r0', 'r0', 'r1', 'r1'])
  })

  it('refuses what is no name', () => {
    expect(() => sameZone('')).toThrow(ConfigError)
  })
})

function fail(): never {
  throw new Error('a bug of the user')
}
