import { Topology } from '@rc/slots'
import { expect, it } from 'vitest'
import { ManualClock } from '../test/servers.js'
import { Entry } from './entry.js'
import type { Order } from './order.js'
import { Settling } from './settling.js'
import { type Kind, topicOf } from './topic.js'

const at = (port: number) => ({ host: '10.0.0.1', port })
const name = (port: number) => `10.0.0.1:${port}`
/** Nodes 1 and 4 are primaries; 2 and 3 are replicas of the first. */
const topology = Topology.of([
  { primary: at(1), replicas: [at(2), at(3)], ranges: [{ from: 0, to: 16382 }] },
  { primary: at(4), ranges: [{ from: 16383, to: 16383 }] },
])
const order = {} as Order<Entry>

function settlingAt(port: number) {
  const clock = new ManualClock()
  const node = topology.nodes.get(name(port))
  if (node === undefined) throw new Error('no such node')
  return { clock, settling: new Settling(node, { clock, topology }) }
}

/** An entry that was served elsewhere until now. */
function moved({ kind = 'channel' as Kind, by = 1, secondHand = false, until = 1000 } = {}) {
  const entry = new Entry(topicOf(kind, 'orders'))
  if (by > 0) entry.servedBy = name(by)
  return Object.assign(entry, { servedUntil: until, servedSecondHand: secondHand, order })
}

it.each([
  ['of what was never served', 4, moved({ by: 0 })],
  ['of what the node itself served last', 1, moved({})],
  ['of what was served long ago', 4, moved({ until: 850 })],
  ['of a sharded channel that comes from another shard', 4, moved({ kind: 'shard', by: 1 })],
  [
    'of a sharded channel at its primary, where a replica stood in',
    1,
    moved({ kind: 'shard', by: 2, secondHand: true }),
  ],
])('a confirmation %s counts at once', (_, port, entry) => {
  settlingAt(port).settling.confirm(entry, order)
  expect(entry.live).toBe(true)
})

it.each([
  ['of a channel from another node', 4, moved({ until: 851 })],
  ['of a sharded channel at its primary, where a replica served it', 1, moved({ kind: 'shard', by: 2 })],
  ['of a sharded channel at a replica', 2, moved({ kind: 'shard', by: 1 })],
  ['of a sharded channel at another replica in turn', 3, moved({ kind: 'shard', by: 2, secondHand: true })],
  ['of a sharded channel at a replica, where the node before was of no shard', 2, moved({ kind: 'shard', by: 9 })],
])('a confirmation %s counts once what is on its way has come', async (_, port, entry) => {
  const { clock, settling } = settlingAt(port)
  settling.confirm(entry, order)
  await clock.pass(entry.servedUntil - 1000 + 149)
  expect(entry.live).toBe(false)
  await clock.pass(1)
  expect(entry.live).toBe(true)
})

it('each counts in its own time, but for what was ordered anew meanwhile, and none once all is over', async () => {
  const { clock, settling } = settlingAt(4)
  const [first, second, third, again] = [moved({}), moved({}), moved({ until: 1100 }), moved({})]
  for (const entry of [first, second, third, again]) settling.confirm(entry, order)
  again.order = {} as Order<Entry>
  const live = () => [first, second, third, again].map(entry => entry.live)
  await clock.pass(150)
  expect(live()).toEqual([true, true, false, false])
  await clock.pass(100)
  expect(live()).toEqual([true, true, true, false])
  const last = moved({ until: 1250 })
  settling.confirm(last, order)
  settling.cancel()
  await clock.pass(1000)
  expect(last.live).toBe(false)
})
