import { diffTopology, Topology } from '@rc/slots'
import { expect, test } from 'vitest'
import { describeDiff } from './describe-diff.js'

const node = (port: number) => ({ host: '127.0.0.1', port })

test('a failover and a move of slots in words', () => {
  const before = Topology.of([
    { primary: node(1), replicas: [node(3)], ranges: [{ from: 0, to: 99 }] },
    { primary: node(2), ranges: [{ from: 100, to: 199 }] },
  ])
  const after = Topology.of([
    { primary: node(3), replicas: [node(1)], ranges: [{ from: 0, to: 89 }] },
    { primary: node(2), replicas: [node(4)], ranges: [{ from: 90, to: 199 }] },
  ])
  expect(describeDiff(diffTopology(before, after)).toSorted()).toEqual([
    '10 slots went from 127.0.0.1:1 to 127.0.0.1:2',
    '127.0.0.1:1 is a replica now',
    '127.0.0.1:3 was promoted to primary',
    '127.0.0.1:4 joined as replica',
    '90 slots went from 127.0.0.1:1 to 127.0.0.1:3',
  ])
})

test('many ranges on one way are one line', () => {
  const shards = (slot: number) => [
    { primary: node(1), ranges: [{ from: 0, to: 0 }] },
    {
      primary: node(slot),
      ranges: [
        { from: 2, to: 2 },
        { from: 4, to: 6 },
      ],
    },
  ]
  const diff = diffTopology(Topology.of(shards(2)), Topology.of(shards(3)))
  expect(describeDiff(diff)).toContain('4 slots went from 127.0.0.1:2 to 127.0.0.1:3')
})
