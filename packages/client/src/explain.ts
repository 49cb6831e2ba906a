import { BLOCKING, type Command, IDEMPOTENT, keyPositions, READ, type ResponsePolicy } from '@rc/commands'
import { RedisClusterError } from '@rc/errors'
import { type CallOptions, type Effect, type Emulator, plan } from '@rc/pipeline'
import { keySlot, type Shard, type Topology } from '@rc/slots'
import { nodesForRead } from './read-policy.js'

/** What a command will do, as far as that is known without sending it. */
export interface Explanation {
  /** Name of the command. */
  readonly command: string
  /**
   * - `slot`: to the owner of the slot of its keys
   * - `any`: to any node
   * - `node`: to the node that the view names
   * - `split`: in parts, by slot
   * - `emulate`: step by step, not atomic
   * - `primaries`, `all`: whole, to each of them
   * - `refused`: nowhere; `reason` says why
   */
  readonly way: 'slot' | 'any' | 'node' | 'split' | 'emulate' | 'primaries' | 'all' | 'refused'
  /** Why it would be refused. */
  readonly reason: string | undefined
  /** Slots of its keys, in the order of the keys, each once. */
  readonly slots: readonly number[]
  /** Nodes that it would go to now, as `host:port`; empty before the cluster was found, and where any node will do. */
  readonly nodes: readonly string[]
  /** The parts that it would be split into. */
  readonly parts: readonly ExplainedPart[]
  /** How the replies of several parts become one; undefined where there is one. */
  readonly merge: ResponsePolicy | undefined
  /** Whether a replica may serve it, where `readFrom` lets it. */
  readonly replica: boolean
  /** Whether it would be sent again when nobody knows whether it ran. */
  readonly retriedWhenUnknown: boolean
  /** Whether it may wait for data on the server. */
  readonly blocking: boolean
}

/** A part of a split command. */
export interface ExplainedPart {
  readonly slot: number
  /** Nodes that may serve it now, as `host:port`. */
  readonly nodes: readonly string[]
  /** Which of the command's keys it holds, counted from 0. */
  readonly keys: readonly number[]
}

/** Says what a command will do. */
export function explainCommand(
  command: Command<unknown>,
  { options, topology, emulator }: { options: CallOptions; topology: Topology; emulator: Emulator | undefined },
): Explanation {
  const { spec, args } = command
  const slots = [...new Set(keyPositions(spec.keys, args).map(at => keySlot(args[at] as string)))]
  const read = (spec.flags & READ) !== 0
  const nodesOf = (slot: number): readonly string[] =>
    servers(topology.shardOf(slot), read ? options.readFrom : 'primary')
  const effect: Effect = read ? 'read' : (spec.flags & IDEMPOTENT) !== 0 ? 'idempotent' : 'write'
  const verdict = options.retry.decide(
    { kind: 'connection' },
    { phase: 'unknown', effect, count: 1, redirects: 0, random: 0 },
  )
  const common = {
    command: spec.name,
    reason: undefined,
    slots,
    parts: [],
    merge: undefined,
    replica: read,
    retriedWhenUnknown: verdict.kind === 'retry',
    blocking: (spec.flags & BLOCKING) !== 0,
  }
  if (options.node !== undefined) return { ...common, way: 'node', nodes: [options.node.name] }
  try {
    const planned = plan(command, options.crossSlot, { emulator })
    switch (planned.kind) {
      case 'slot':
        return { ...common, way: 'slot', slots: [planned.slot], nodes: nodesOf(planned.slot) }
      case 'any':
        return { ...common, way: 'any', nodes: [] }
      case 'emulate':
        return { ...common, way: 'emulate', nodes: unique(slots.flatMap(nodesOf)) }
      case 'nodes': {
        const nodes = planned.which === 'all' ? [...topology.nodes.values()] : topology.shards.map(s => s.primary)
        const way = planned.which
        return { ...common, way, nodes: nodes.map(({ name }) => name), merge: spec.response }
      }
      case 'split': {
        const parts = planned.parts.map(({ slot, keys }) => ({ slot, keys, nodes: nodesOf(slot) }))
        return { ...common, way: 'split', parts, nodes: unique(parts.flatMap(p => p.nodes)), merge: spec.response }
      }
    }
  } catch (error) {
    if (!(error instanceof RedisClusterError)) throw error
    return { ...common, way: 'refused', reason: error.message, nodes: [] }
  }
}

/** Nodes of a shard that a command may go to. */
function servers(shard: Shard | undefined, readFrom: CallOptions['readFrom']): readonly string[] {
  if (shard === undefined) return []
  return nodesForRead(shard, typeof readFrom === 'object' ? 'any' : readFrom).map(({ name }) => name)
}

const unique = (names: readonly string[]): string[] => [...new Set(names)]
