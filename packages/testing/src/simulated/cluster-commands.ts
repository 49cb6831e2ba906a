import { type ReplyValue, VerbatimString } from '../encode.js'
import { argAt, intAt, wordAt } from './arguments.js'
import { type CommandSpec, keyless } from './command-spec.js'
import { slotOfKey } from './key-slot.js'
import type { SimulatedNode } from './simulated-node.js'
import { CommandError } from './store.js'
import type { SimulatedTopology } from './topology.js'

/** The map of the cluster, in the forms that clients ask for. */
export const CLUSTER_COMMANDS: Record<string, CommandSpec> = {
  CLUSTER: keyless(
    -2,
    (args, context) => {
      const sub = wordAt(args, 0)
      const run = SUBCOMMANDS[sub]
      if (run === undefined)
        throw new CommandError(`ERR unknown subcommand '${args[0]?.toString()}'. Try CLUSTER HELP.`)
      return run(args.slice(1), context)
    },
    ['loading', 'stale'],
  ),
}

const SUBCOMMANDS: Record<string, CommandSpec['run']> = {
  SLOTS: (_, { topology }) => slots(topology),
  SHARDS: (_, { topology }) => topology.shards.map(shard => shardMap(topology, shard.nodes)),
  NODES: (_, { node, topology }) =>
    new VerbatimString(topology.nodes.map(one => `${nodeLine(one, node, topology)}\n`).join('')),
  INFO: (_, { topology }) => new VerbatimString(clusterInfo(topology)),
  MYID: (_, { node }) => node.id,
  KEYSLOT: args => slotOfKey(argAt(args, 0)),
  COUNTKEYSINSLOT: (args, { store }) => store.keysInSlot(slotAt(args)).length,
  GETKEYSINSLOT: (args, { store }) => store.keysInSlot(slotAt(args)).slice(0, Number(intAt(args, 1))),
}

function slotAt(args: readonly Buffer[]): number {
  const slot = Number(intAt(args, 0))
  if (slot < 0 || slot > 16_383) throw new CommandError('ERR Invalid slot')
  return slot
}

function slots(topology: SimulatedTopology): ReplyValue {
  return topology.shards
    .flatMap(shard =>
      topology.ranges(shard).map(([from, to]) => {
        const replicas = [...shard.replicas].filter(one => one.state === 'running')
        return [from, to, ...[shard.primary, ...replicas].map(endpoint)] as const
      }),
    )
    .sort((a, b) => a[0] - b[0])
}

const endpoint = (node: SimulatedNode): ReplyValue => [node.announcedHost, node.port, node.id, new Map()]

function shardMap(topology: SimulatedTopology, nodes: readonly SimulatedNode[]): ReplyValue {
  const [primary] = nodes
  return new Map<ReplyValue, ReplyValue>([
    ['slots', primary === undefined ? [] : topology.ranges(primary.shard).flat()],
    [
      'nodes',
      nodes.map(
        node =>
          new Map<ReplyValue, ReplyValue>([
            ['id', node.id],
            ['port', node.port],
            ['ip', node.host],
            ['endpoint', node.announcedHost],
            ['role', node.role === 'primary' ? 'master' : 'replica'],
            ['replication-offset', 0],
            ['health', node.state === 'stopped' ? 'fail' : 'online'],
          ]),
      ),
    ],
  ])
}

function nodeLine(node: SimulatedNode, asked: SimulatedNode, topology: SimulatedTopology): string {
  const flags = [
    ...(node === asked ? ['myself'] : []),
    node.role === 'primary' ? 'master' : 'slave',
    ...(node.state === 'stopped' ? ['fail'] : []),
  ].join(',')
  const link = node.state === 'stopped' ? 'disconnected' : 'connected'
  const ranges = node.role === 'replica' ? [] : topology.ranges(node.shard)
  const slots = ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`))
  const open = node === asked ? openSlots(node, topology) : []
  const address = `${node.announced}@${node.port + 10_000}`
  return [node.id, address, flags, node.primaryId ?? '-', 0, 0, topology.epoch, link, ...slots, ...open].join(' ')
}

/** Slots on the move, which only the two nodes that they move between speak of. */
function openSlots(node: SimulatedNode, topology: SimulatedTopology): string[] {
  if (node.role === 'replica') return []
  return [...topology.moves].flatMap(([slot, { from, to }]) => {
    if (from === node.shard) return [`[${slot}->-${to.primary.id}]`]
    return to === node.shard ? [`[${slot}-<-${from.primary.id}]`] : []
  })
}

function clusterInfo(topology: SimulatedTopology): string {
  const owned = topology.shards
    .flatMap(shard => topology.ranges(shard))
    .reduce((sum, [from, to]) => sum + to - from + 1, 0)
  return [
    `cluster_state:${topology.isComplete ? 'ok' : 'fail'}`,
    `cluster_slots_assigned:${owned}`,
    `cluster_slots_ok:${owned}`,
    'cluster_slots_pfail:0',
    'cluster_slots_fail:0',
    `cluster_known_nodes:${topology.nodes.length}`,
    `cluster_size:${topology.shards.filter(shard => topology.ranges(shard).length > 0).length}`,
    `cluster_current_epoch:${topology.epoch}`,
    `cluster_my_epoch:${topology.epoch}`,
    'simulated:yes',
    '',
  ].join('\r\n')
}
