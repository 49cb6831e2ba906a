import { type Command, keyPositions, NO_MULTI } from '@rc/commands'
import { ClosedError, ConfigError, CrossSlotError } from '@rc/errors'
import type { CallOptions, OwnConnection } from './call-options.js'
import type { Keyspace } from './keyspace.js'
import { type Plan, refuseState } from './plan.js'

/**
 * Where a command goes whose caller has a connection of its own.
 *
 * @throws CrossSlotError where it has keys of another slot, ConfigError where it would leave a state behind, ClosedError
 *   where the connection was given back
 */
export function planOwn(command: Command<unknown>, own: OwnConnection, keyspace: Keyspace): Plan {
  if (own.over) {
    throw new ClosedError('The block of watch has ended, and its view with it: use the client.', {
      command: command.spec.name,
    })
  }
  refuseState(command.spec)
  return { kind: 'slot', slot: commonSlot([command], keyspace, own.slot) }
}

/**
 * The slot of what stands between MULTI and EXEC; -1 where there are no keys.
 *
 * @throws CrossSlotError where keys live in several slots, ConfigError where a command cannot be part of a transaction
 */
export function transactionSlot(
  commands: readonly Command<unknown>[],
  { own, slot }: CallOptions,
  keyspace: Keyspace,
): number {
  for (const { spec } of commands) {
    refuseState(spec)
    if ((spec.flags & NO_MULTI) !== 0 || spec.request === 'all_nodes') {
      throw new ConfigError(`${spec.name} cannot be part of a transaction; nothing was sent.`, { command: spec.name })
    }
  }
  return slot ?? commonSlot(commands, keyspace, own?.slot)
}

/** The slot of all keys; `within`, where that is a slot, is the only one allowed. */
function commonSlot(commands: readonly Command<unknown>[], keyspace: Keyspace, within = -1): number {
  let slot = within
  for (const { spec, args } of commands) {
    for (const at of keyPositions(spec.keys, args)) {
      const own = keyspace.slotOf(args[at] as string)
      if (slot === -1) slot = own
      else if (own !== slot) throw elsewhere(spec.name, keyspace.words)
    }
  }
  return slot
}

const elsewhere = (name: string, { places, together }: Keyspace['words']): CrossSlotError =>
  new CrossSlotError(
    `CROSSSLOT The keys up to ${name} live in different ${places}, and what runs as one has all its keys in one place; ` +
      `nothing was sent. ${together}.`,
    { command: name, executed: 'no' },
  )
