import { type NodeHealth, type Shard, Topology } from '@rc/slots'
import { describe, expect, it } from 'vitest'
import { nodeForRead } from './read-policy.js'

const shard = (primary: NodeHealth, ...replicas: NodeHealth[]): Shard =>
  Topology.of([
    {
      primary: { host: 'p', port: 1, health: primary },
      replicas: replicas.map((health, i) => ({ host: `r${i}`, port: 1, health })),
      ranges: [],
    },
  ]).shards[0] as Shard
const turns = (given: Shard, readFrom: 'primary' | 'replica' | 'any') =>
  [0, 1, 2, 3, 4, 5].map(turn => nodeForRead(given, readFrom, turn).host).join(' ')

describe('nodeForRead', () => {
  it('takes turns', () => {
    const well = shard('online', 'online', 'online')
    expect(turns(well, 'primary')).toBe('p p p p p p')
    expect(turns(well, 'replica')).toBe('r0 r1 r0 r1 r0 r1')
    expect(turns(well, 'any')).toBe('p r0 r1 p r0 r1')
  })

  it('passes over nodes that are failed or suspected, the primary among them', () => {
    expect(turns(shard('online', 'failed', 'online'), 'replica')).toBe('r1 r1 r1 r1 r1 r1')
    expect(turns(shard('online', 'suspected', 'online'), 'any')).toBe('p r1 r1 p r1 r1')
    expect(turns(shard('failed', 'online', 'online'), 'any')).toBe('r0 r0 r1 r0 r0 r1')
  })

  it('passes over replicas that have no data yet', () => {
    expect(turns(shard('online', 'loading', 'online'), 'replica')).toBe('r1 r1 r1 r1 r1 r1')
    expect(turns(shard('online', 'loading'), 'replica')).toBe('p p p p p p')
  })

  it('is the primary where there is no other, however it is', () => {
    expect(turns(shard('failed'), 'replica')).toBe('p p p p p p')
    expect(turns(shard('failed', 'failed'), 'any')).toBe('p p p p p p')
    expect(turns(shard('online', 'suspected'), 'replica')).toBe('p p p p p p')
  })
})
