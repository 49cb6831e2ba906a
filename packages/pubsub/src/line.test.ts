import { MovedError, ReplyError } from '@rc/errors'
import type { Pending } from '@rc/pool'
import { type ClusterNode, Topology } from '@rc/slots'
import { expect, it } from 'vitest'
import { memberWith } from '../test/member.js'
import { type Served, serve, settled, ManualClock } from '../test/servers.js'
import { Entry } from './entry.js'
import type { Host } from './host.js'
import { Hub } from './hub.js'
import { Line } from './line.js'
import { topicOf } from './topic.js'

const topology = Topology.of([{ primary: { host: '10.0.0.1', port: 1 }, ranges: [{ from: 0, to: 16383 }] }])
const member = memberWith()

// Where a slot leaves a node, that ends its channels by itself, in the words in which it would answer the order to.
it.each([
  ['the answer to the order to end it', true],
  ['no answer to an order that has not left yet', false],
])('the end of a sharded channel is %s', async (_, writes) => {
  let server: Served | undefined
  const hub = new Hub({
    clock: new ManualClock(),
    topology,
    lease: async (node: { name: string }) => {
      server = serve(node.name, [])
      return { connection: server.connection, end: () => {} }
    },
    refresh: () => {},
    report: () => {},
  } as unknown as Host)
  const entry = hub.add(topicOf('shard', 'a'), member)
  for (let i = 0; i < 3; i++) await settled()
  hub.remove(entry, member, () => {})
  // The order is given at the end of the tick.
  await Promise.resolve()
  await Promise.resolve()
  if (server === undefined) throw new Error('nobody was connected to')
  server.writes = writes
  expect(server.tell('sunsubscribe', 'a', '0')).toBe(writes)
  hub.close()
})

/** A line whose server does as the test says, and what was sent to it. */
async function lineTo() {
  const sent: Pending[] = []
  const evicted: Entry[] = []
  const connection = {
    state: 'ready',
    protocol: 3,
    listen: () => {},
    send: (pending: Pending) => sent.push(pending) > 0,
    wasWritten: () => true,
    destroy: () => {},
  }
  const host = { clock: new ManualClock(), topology, lease: async () => ({ connection, end: () => {} }) }
  const ignore = () => {}
  const line = new Line(topology.ownerOf(0) as ClusterNode, host as unknown as Host, {
    refused: ignore,
    identified: ignore,
    evicted: (_, entry) => evicted.push(entry),
    lost: ignore,
  })
  await settled()
  return { line, sent, evicted }
}

const sharded = () => new Entry(topicOf('shard', 'a'))

it('ends of itself what it serves, and nothing that it does not serve yet', async () => {
  const { line, evicted } = await lineTo()
  const entry = sharded()
  line.add(entry)
  await settled()
  expect(line.take(['sunsubscribe', 'a', 0])).toBe(false)
  expect(evicted).toEqual([])
  expect(line.take(['ssubscribe', 'a', 1])).toBe(true)
  expect(line.take(['sunsubscribe', 'a', 0])).toBe(false)
  expect(line.take(['sunsubscribe', 'a', 0])).toBe(false)
  expect(evicted).toEqual([entry])
})

it('takes the answer to an order for that of no later one', async () => {
  const { line, sent } = await lineTo()
  const entry = sharded()
  line.add(entry)
  await settled()
  line.drop(entry)
  line.add(entry)
  await settled()
  // Who the server is, then to serve, to end, and to serve again.
  expect(sent).toHaveLength(4)
  line.take(['ssubscribe', 'a', 1])
  expect(entry.live).toBe(false)
  line.take(['sunsubscribe', 'a', 0])
  line.take(['ssubscribe', 'a', 1])
  expect(entry.live).toBe(true)
})

it('expects a refusal only where the slot has moved, of an order to end that seemed answered', async () => {
  const { line } = await lineTo()
  const entry = sharded()
  const moved = new MovedError('MOVED 0 10.0.0.1:2', { slot: 0, host: '10.0.0.1', port: 2 })
  line.add(entry)
  await settled()
  line.take(['ssubscribe', 'a', 1])
  expect(line.unasked(moved)).toBe(false)
  line.drop(entry)
  await settled()
  line.take(['sunsubscribe', 'a', 0])
  expect([line.unasked('OK'), line.unasked(new ReplyError('ERR no')), line.unasked(null)]).toEqual([
    false,
    false,
    false,
  ])
  expect([line.unasked(moved), line.unasked(moved)]).toEqual([true, false])
})
