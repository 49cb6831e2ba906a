import { expect, it } from 'vitest'
import { Orders } from './orders.js'
import { type Kind, topicOf } from './topic.js'

const ended: string[] = []
const orders = () => new Orders({ served: () => {}, refused: () => {}, astray: () => {} })
const endings = (kind: Kind, ...names: string[]) =>
  names.map(name => ({ topic: topicOf(kind, name), ended: () => ended.push(name) }))

it('a refusal may follow the end of sharded channels, which a server may have said of itself; once for each order', () => {
  const queue = orders()
  queue.end('shard', endings('shard', '{s}a', '{s}b'), 0)
  queue.end('shard', endings('shard', '{s}c'), 0)
  expect(queue.mayBeRefused()).toBe(false)
  expect([queue.ended('shard'), queue.mayBeRefused()]).toEqual([false, false])
  expect([queue.ended('shard'), queue.ended('shard')]).toEqual([true, true])
  expect(ended).toEqual(['{s}a', '{s}b', '{s}c'])
  expect([queue.mayBeRefused(), queue.mayBeRefused(), queue.mayBeRefused()]).toEqual([true, true, false])
})

it('none follows the end of other channels', () => {
  const queue = orders()
  queue.end('channel', endings('channel', 'a'), 0)
  expect([queue.ended('channel'), queue.mayBeRefused()]).toEqual([true, false])
})
