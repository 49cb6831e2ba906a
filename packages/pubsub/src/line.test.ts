import { Topology } from '@rc/slots'
import { expect, it } from 'vitest'
import { memberWith } from '../test/member.js'
import { type Served, serve, settled, ManualClock } from '../test/servers.js'
import type { Host } from './host.js'
import { Hub } from './hub.js'
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
