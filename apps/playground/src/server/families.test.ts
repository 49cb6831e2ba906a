import { Topology } from '@rc/slots'
import { expect, test } from 'vitest'
import { Families } from './families.js'

const node = (port: number) => ({ host: '127.0.0.1', port })
const topology = (...shards: [primary: number, ...replicas: number[]][]) =>
  Topology.of(
    shards.map(([primary, ...replicas], i) => ({
      primary: node(primary),
      replicas: replicas.map(node),
      ranges: [{ from: i * 100, to: i * 100 + 99 }],
    })),
  )
const numbers = (families: Families, ...ports: number[]) => ports.map(port => families.of(`127.0.0.1:${port}`))

test('shards are numbered in their order, and a number outlasts a failover', () => {
  const families = new Families()
  families.update(topology([1, 3], [2, 4]))
  expect(numbers(families, 1, 2, 3, 4)).toEqual([1, 2, 1, 2])
  // 1 is gone, 3 has taken over, and the shards are told in another order.
  families.update(topology([2, 4], [3]))
  expect(numbers(families, 1, 2, 3, 4)).toEqual([1, 2, 1, 2])
})

test('a shard that splits off gets a number of its own', () => {
  const families = new Families()
  families.update(topology([1, 2]))
  families.update(topology([1], [2]))
  expect(numbers(families, 1, 2)).toEqual([1, 2])
})

test('a replica that changes sides is of the other family', () => {
  const families = new Families()
  families.update(topology([1, 3], [2]))
  families.update(topology([1], [2, 3]))
  expect(numbers(families, 1, 2, 3)).toEqual([1, 2, 2])
})

test('a node that was never seen is of none', () => {
  expect(new Families().of('127.0.0.1:1')).toBeUndefined()
})
