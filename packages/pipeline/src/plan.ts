import { CONNECTION, type Command, type CommandSpec, keyPositions, PUBLISH } from '@rc/commands'
import { ConfigError, CrossSlotError } from '@rc/errors'
import { SLOT_COUNT } from '@rc/slots'
import type { CrossSlot } from './call-options.js'
import type { Emulate, Emulator } from './emulator.js'
import { insteadOf } from './instead.js'
import { CLUSTER_KEYSPACE, type Keyspace } from './keyspace.js'
import { type SplitPart, splitBySlot } from './split.js'

/** Where a command has to go. */
export type Plan =
  /** To the owner of one slot. */
  | { readonly kind: 'slot'; readonly slot: number }
  /** To any node. */
  | { readonly kind: 'any' }
  /** In parts, each to the owner of its slot. */
  | { readonly kind: 'split'; readonly parts: readonly SplitPart[]; readonly keys: number }
  /** In steps, one after another. */
  | { readonly kind: 'emulate'; readonly emulate: Emulate }
  /** To many nodes, whole. */
  | { readonly kind: 'nodes'; readonly which: 'all' | 'primaries' }

const ANY: Plan = { kind: 'any' }
const ALL_NODES: Plan = { kind: 'nodes', which: 'all' }
const ALL_PRIMARIES: Plan = { kind: 'nodes', which: 'primaries' }

/**
 * Refuses what changes the state of its connection: all callers share that.
 *
 * @throws ConfigError
 */
export function refuseState({ name, flags }: CommandSpec): void {
  if ((flags & CONNECTION) === 0) return
  throw new ConfigError(
    `${name} changes the state of its connection, which other commands share: it was not sent. ` + insteadOf(name),
    { command: name },
  )
}

/** What plans are made by. */
export interface Planning {
  /** For `'emulate'`: what can be had in steps. */
  readonly emulator?: Emulator | undefined
  /** Where keys live. Default: the slots of a cluster. */
  readonly keyspace?: Keyspace | undefined
}

/**
 * Says where a command has to go, from its row in the table and its arguments alone.
 *
 * @throws CrossSlotError where its keys live in several slots and it may not be split
 */
export function plan(command: Command<unknown>, crossSlot: CrossSlot, planning: Planning = {}): Plan {
  const { emulator, keyspace = CLUSTER_KEYSPACE } = planning
  const { spec, args } = command
  refuseState(spec)
  const positions = keyPositions(spec.keys, args)
  const first = positions[0]
  if (first === undefined) return planWithoutKeys(command, keyspace)
  const slot = keyspace.slotOf(args[first] as string)
  if (positions.length === 1) return { kind: 'slot', slot }
  const slots = [slot]
  let together = true
  for (let i = 1; i < positions.length; i++) {
    const other = keyspace.slotOf(args[positions[i] as number] as string)
    together &&= other === slot
    slots.push(other)
  }
  if (together) return { kind: 'slot', slot }
  if (spec.request === 'multi_shard' && crossSlot !== 'refuse') {
    return { kind: 'split', parts: splitBySlot(command, positions, slots), keys: positions.length }
  }
  const emulate = emulator?.find(spec)
  if (emulate !== undefined && crossSlot === 'emulate') return { kind: 'emulate', emulate }
  throw crossSlotError(command, { crossSlot, canEmulate: emulate !== undefined, words: keyspace.words })
}

function planWithoutKeys(command: Command<unknown>, keyspace: Keyspace): Plan {
  const { spec, args } = command
  switch (spec.request) {
    case 'all_nodes':
      return ALL_NODES
    case 'all_shards':
      return ALL_PRIMARIES
    case 'special':
      return planSpecial(command)
    case 'default':
    case 'multi_shard':
      // Any node would do; always the same one for a channel keeps its messages in their order.
      return spec === PUBLISH ? { kind: 'slot', slot: keyspace.slotOf(args[0] as string) } : ANY
  }
}

/** Commands that name a slot as their first argument go to its owner; the others are meant for one node, not for any. */
function planSpecial({ spec, args }: Command<unknown>): Plan {
  const slot = Number(args[0])
  if (BY_SLOT.has(spec.name) && Number.isInteger(slot) && slot >= 0 && slot < SLOT_COUNT) return { kind: 'slot', slot }
  throw new ConfigError(
    `${spec.name} concerns one node, and it was not said which: it was not sent. Use a view of that node, ` +
      "rc.node('host:port'), or call(words, { node }).",
    { command: spec.name },
  )
}

const BY_SLOT: ReadonlySet<string> = new Set(['CLUSTER COUNTKEYSINSLOT', 'CLUSTER GETKEYSINSLOT'])

function crossSlotError(
  { spec }: Command<unknown>,
  { crossSlot, canEmulate, words }: { crossSlot: CrossSlot; canEmulate: boolean; words: Keyspace['words'] },
): CrossSlotError {
  const instead =
    spec.request === 'multi_shard' && crossSlot === 'refuse'
      ? ", or allow splitting with crossSlot: 'split'"
      : canEmulate
        ? ", or have it run step by step, not atomic, with crossSlot: 'emulate'"
        : ''
  return new CrossSlotError(
    `CROSSSLOT The keys of ${spec.name} live in different ${words.places}; it was not sent. ` +
      `${words.together}${instead}.`,
    { command: spec.name, executed: 'no' },
  )
}
