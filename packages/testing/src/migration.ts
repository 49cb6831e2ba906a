import type { RequestArg } from './encode.js'
import type { ManagedNode } from './server-node.js'
import { SlotSetter } from './slot-setter.js'

/** Who moves what to whom, and who has to hear of it. */
export interface Move {
  readonly from: ManagedNode
  readonly to: ManagedNode
  /** The other primaries that run. */
  readonly others: readonly ManagedNode[]
  readonly credentials: { readonly username?: string | undefined; readonly password?: string | undefined }
}

const KEYS_A_BATCH = 200
const SLOTS_A_STEP = 64
const MIGRATE_TIMEOUT_MS = 60_000

/** Moves slots with their keys, a few at a time, each through the states that clients see in a real resharding. */
export async function moveSlots(slots: readonly number[], move: Move): Promise<void> {
  const setter = new SlotSetter(slots.length)
  try {
    for (let at = 0; at < slots.length; at += SLOTS_A_STEP) {
      const step = slots.slice(at, at + SLOTS_A_STEP)
      await open(step, move, setter)
      await Promise.all(step.map(slot => moveKeys(slot, move)))
      await assign(step, move, setter)
    }
  } finally {
    setter.close()
  }
}

/** Marks one slot as on the move. */
export const openSlot = (slot: number, move: Move): Promise<void> => open([slot], move, new SlotSetter(1))

/** Gives one slot, whose keys have been moved, to its new owner. */
export const assignSlot = (slot: number, move: Move): Promise<void> => assign([slot], move, new SlotSetter(1))

/** Ends a node's part in a move where it stands: the slot stays with its owner. */
export const closeSlot = (slot: number, node: ManagedNode): Promise<void> =>
  new SlotSetter(1).set(node, [slot], ['STABLE'])

/** IMPORTING at the target, then MIGRATING at the source: in this order no client is sent to a node that refuses it. */
async function open(slots: readonly number[], { from, to }: Move, setter: SlotSetter): Promise<void> {
  await setter.set(to, slots, ['IMPORTING', from.id])
  await setter.set(from, slots, ['MIGRATING', to.id])
}

/** The target's ownership, at the target first: were it last, a crash in between would leave the slot to nobody. */
async function assign(slots: readonly number[], { from, to, others }: Move, setter: SlotSetter): Promise<void> {
  const owner = ['NODE', to.id]
  await setter.set(to, slots, owner)
  await setter.set(from, slots, owner)
  await Promise.all(others.map(other => setter.set(other, slots, owner)))
}

/** Moves up to `limit` keys of a slot; resolves to how many. */
export async function moveKeys(slot: number, move: Move, limit = Number.POSITIVE_INFINITY): Promise<number> {
  let moved = 0
  while (moved < limit) {
    const count = Math.min(KEYS_A_BATCH, limit - moved)
    const keys = await move.from.process.connection.strings(['CLUSTER', 'GETKEYSINSLOT', slot, count])
    if (keys.length === 0) break
    await migrateKeys(keys, move)
    moved += keys.length
  }
  return moved
}

/** Moves these keys; those that are gone in the meantime are passed over. */
export async function migrateKeys(keys: readonly RequestArg[], { from, to, credentials }: Move): Promise<void> {
  const { username, password } = credentials
  const auth = password === undefined ? [] : username === undefined ? ['AUTH', password] : ['AUTH2', username, password]
  const head: RequestArg[] = ['MIGRATE', to.host, to.port, '', 0, MIGRATE_TIMEOUT_MS, 'REPLACE', ...auth, 'KEYS']
  await from.process.connection.insist([...head, ...keys], MIGRATE_TIMEOUT_MS)
}
