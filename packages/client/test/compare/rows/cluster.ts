import { ALIKE } from '../alike.js'
import { oneOf } from '../arbitraries.js'
import { row } from '../row.js'
import { fieldLines, nodeLines, nodeList, shards, slotRanges } from '../server-shapes.js'
import { records } from '../shapes.js'

const badNode = oneOf('0000000000000000000000000000000000000000', 'x')

/** What any node answers for the whole cluster. What only one node can say is compared on views of nodes. */
export const CLUSTER = [
  row('CLUSTER COUNT-FAILURE-REPORTS', [badNode]),
  row('CLUSTER INFO', [], {
    shape: fieldLines,
    alike: { why: 'Each node counts its own messages.', look: withoutCounts },
  }),
  row('CLUSTER KEYSLOT', [oneOf('foo', '{tag}x', 'foo{}{bar}', '')]),
  row('CLUSTER LINKS', [], { shape: records, alike: ALIKE.measured }),
  row('CLUSTER MYID', [], { alike: ALIKE.measured }),
  row('CLUSTER MYSHARDID', [], { alike: ALIKE.measured }),
  row('CLUSTER NODES', [], { shape: nodeLines, alike: { ...ALIKE.gossip, look: nodesOf } }),
  row('CLUSTER REPLICAS', [badNode], { shape: nodeList }),
  row('CLUSTER SLAVES', [badNode], { shape: nodeList }),
  row('CLUSTER SHARDS', [], { shape: shards, alike: ALIKE.gossip }),
  row('CLUSTER SLOTS', [], { shape: slotRanges, alike: ALIKE.unordered }),
  row('CLUSTER SAVECONFIG', [], { everywhere: 'first' }),
]

function withoutCounts(reply: unknown): unknown {
  return Object.fromEntries(
    Object.entries(reply as object).filter(([name]) => !/^cluster_(stats_messages_|my_epoch)/.test(name)),
  )
}

/** Whoever is asked calls itself `myself`. */
function nodesOf(reply: unknown): unknown {
  const nodes = ALIKE.gossip.look(reply) as { id: string; flags: string[] }[]
  return nodes
    .map(node => ({ ...node, flags: node.flags.filter(one => one !== 'myself') }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
}
