import { ReplyError } from '@rc/errors'
import { beforeEach, expect, it } from 'vitest'
import { Entry } from './entry.js'
import { Orders } from './orders.js'
import { type Kind, topicOf } from './topic.js'

/** What was heard of orders, in words. */
let heard: string[]
beforeEach(() => {
  heard = []
})
const orders = () =>
  new Orders({
    served: ({ topic }) => heard.push(`served ${topic.name}`),
    refused: ({ wishes }) => heard.push(`refused ${wishes.map(({ topic }) => topic.name).join(' ')}`),
    astray: () => heard.push('astray'),
  })
const entries = (kind: Kind, ...names: string[]) => names.map(name => new Entry(topicOf(kind, name)))
const endings = (kind: Kind, ...names: string[]) =>
  names.map(name => ({ topic: topicOf(kind, name), ended: () => heard.push(`ended ${name}`) }))

it('the oldest order is answered part by part, and what answers none was not asked for', () => {
  const queue = orders()
  expect([queue.served('channel'), queue.ended('channel')]).toEqual([false, false])
  queue.serve('channel', entries('channel', 'a', 'b'), 0)
  queue.end('channel', endings('channel', 'c'), 0)
  // Of another kind, or out of turn.
  expect([queue.served('pattern'), queue.ended('channel'), queue.served('shard')]).toEqual([false, false, false])
  expect([queue.served('channel'), queue.served('channel')]).toEqual([false, true])
  expect([queue.served('channel'), queue.ended('pattern'), queue.ended('channel')]).toEqual([false, false, true])
  expect(heard).toEqual(['served a', 'served b', 'ended c'])
  expect(queue.size).toBe(0)
})

it('an order that is refused is over, and the next is answered', () => {
  const queue = orders()
  const refusal = new ReplyError('NOPERM not this')
  const serve = queue.serve('channel', entries('channel', 'a', 'b'), 0)
  const end = queue.end('channel', endings('channel', 'c', 'd'), 0)
  queue.serve('pattern', entries('pattern', 'e*'), 0)
  serve.settle(refusal)
  // What a node does not serve any more has ended, too.
  end.settle(refusal)
  expect(queue.served('pattern')).toBe(true)
  expect(heard).toEqual(['refused a b', 'ended c', 'ended d', 'served e*'])
  expect(queue.size).toBe(0)
})

it('an answer of another sort than a refusal makes no sense before all parts have come', () => {
  const queue = orders()
  const order = queue.serve('channel', entries('channel', 'a'), 0)
  order.settle('OK')
  expect(heard).toEqual(['astray'])
  queue.served('channel')
  order.settle('OK')
  expect(heard).toEqual(['astray', 'served a'])
})

it('what was to end has ended with the connection, and nobody hears of the rest', () => {
  const queue = orders()
  queue.serve('channel', entries('channel', 'a'), 0)
  queue.end('channel', endings('channel', 'b', 'c'), 0)
  queue.clear()
  expect(heard).toEqual(['ended b', 'ended c'])
  expect(queue.size).toBe(0)
})

it('a sharded channel that has ended may be the answer to the oldest order, where that is about to end this one', () => {
  const queue = orders()
  const order = queue.end('shard', endings('shard', '{s}a', '{s}b'), 0)
  expect([queue.ending('{s}a'), queue.ending('{s}b')]).toEqual([order, undefined])
  queue.ended('shard')
  expect([queue.ending('{s}a'), queue.ending('{s}b')]).toEqual([undefined, order])
  const served = orders()
  served.serve('shard', entries('shard', '{s}a'), 0)
  served.end('shard', endings('shard', '{s}a'), 0)
  expect(served.ending('{s}a')).toBeUndefined()
  const other = orders()
  other.end('channel', endings('channel', '{s}a'), 0)
  expect(other.ending('{s}a')).toBeUndefined()
})

it('a refusal may follow the end of sharded channels, which a server may have said of itself; once for each order', () => {
  const queue = orders()
  queue.end('shard', endings('shard', '{s}a', '{s}b'), 0)
  queue.end('shard', endings('shard', '{s}c'), 0)
  expect(queue.mayBeRefused()).toBe(false)
  expect([queue.ended('shard'), queue.mayBeRefused()]).toEqual([false, false])
  expect([queue.ended('shard'), queue.ended('shard')]).toEqual([true, true])
  expect(heard).toEqual(['ended {s}a', 'ended {s}b', 'ended {s}c'])
  expect([queue.mayBeRefused(), queue.mayBeRefused(), queue.mayBeRefused()]).toEqual([true, true, false])
})

it.each([
  ['the end of other channels', 'channel', 'end'],
  ['sharded channels that are served', 'shard', 'serve'],
] as const)('none follows %s', (_, kind, what) => {
  const queue = orders()
  if (what === 'end') queue.end(kind, endings(kind, 'a'), 0)
  else queue.serve(kind, entries(kind, 'a'), 0)
  expect([what === 'end' ? queue.ended(kind) : queue.served(kind), queue.mayBeRefused()]).toEqual([true, false])
})
