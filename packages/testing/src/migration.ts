import type { RequestArg } from './encode.js'
import type { ManagedNode } from './server-node.js'

/** Who moves what to whom, and who has to hear of it. */
export interface Move {
  readonly from: ManagedNode
  readonly to: ManagedNode
  /** The other primaries that run. */
  readonly others: readonly ManagedNode[]
  readonly credentials: { readonly username?: string | undefined; readonly password?: string | undefined }
}

const KEYS_A_BATCH = 200
const SLOTS_A_STEP = 32
const MIGRATE_TIMEOUT_MS = 60_000

/** Moves slots with their keys, a few at a time, each through the states that clients see in a real resharding. */
export async function moveSlots(slots: readonly number[], move: Move): Promise<void> {
  for (let at = 0; at < slots.length; at += SLOTS_A_STEP) {
    const step = slots.slice(at, at + SLOTS_A_STEP)
    await openSlots(step, move)
    for (const slot of step) await moveKeys(slot, move)
    await assignSlots(step, move)
  }
}

/** IMPORTING at the target, then MIGRATING at the source: in this order no client is sent to a node that refuses it. */
export async function openSlots(slots: readonly number[], { from, to }: Move): Promise<void> {
  await setSlots(to, slots, ['IMPORTING', from.id])
  await setSlots(from, slots, ['MIGRATING', to.id])
}

/** The target's ownership, at the target first: were it last, a crash in between would leave the slot to nobody. */
export async function assignSlots(slots: readonly number[], { from, to, others }: Move): Promise<void> {
  const owner = ['NODE', to.id]
  await setSlots(to, slots, owner)
  await setSlots(from, slots, owner)
  await Promise.all(others.map(other => setSlots(other, slots, owner)))
}

/** Ends a node's part in a move where it stands: the slot stays with its owner. */
export async function closeSlot(slot: number, node: ManagedNode): Promise<void> {
  await setSlots(node, [slot], ['STABLE'])
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

async function setSlots(node: ManagedNode, slots: readonly number[], state: readonly string[]): Promise<void> {
  const { connection } = node.process
  await Promise.all(slots.map(slot => connection.insist(['CLUSTER', 'SETSLOT', slot, ...state], 15_000)))
}
