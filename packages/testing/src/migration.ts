import { owns, viewOf } from './cluster-view.js'
import type { RequestArg } from './encode.js'
import { pollUntil } from './poll.js'
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
const SETTLE_TIMEOUT_MS = 15_000
/** So often in a row all have to agree. */
const CALM_ROUNDS = 3

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
    await settle(slots, move, setter)
  } finally {
    setter.close()
  }
}

/**
 * Waits until all primaries say that the target owns the slots, and stays with it for a while. A packet that the source
 * sent before it gave a slot away can make the target give it back (where the slot came the other way a moment before),
 * and then nobody owns it: whoever sees it otherwise is told again.
 */
async function settle(slots: readonly number[], move: Move, setter: SlotSetter): Promise<void> {
  const { from, to, others } = move
  let calm = 0
  await pollUntil(
    `All primaries giving the slots to ${to.name}`,
    async () => {
      const mistaken = await Promise.all(
        [to, from, ...others].filter(isRunning).map(async node => ({ node, lost: await denied(slots, node, to) })),
      )
      const wrong = mistaken.filter(({ lost }) => lost.length > 0)
      for (const { node, lost } of wrong) await setter.set(node, lost, ['NODE', to.id])
      calm = wrong.length === 0 ? calm + 1 : 0
      if (calm === CALM_ROUNDS) return undefined
      return wrong[0] === undefined ? 'it has only just settled' : `${wrong[0].node.name} sees it otherwise`
    },
    { timeoutMs: SETTLE_TIMEOUT_MS, everyMs: 25 },
  )
}

/** The slots that, as this node sees it, are not the owner's. */
async function denied(slots: readonly number[], node: ManagedNode, owner: ManagedNode): Promise<number[]> {
  const seen = (await viewOf(node)).find(one => one.id === owner.id)
  return slots.filter(slot => seen === undefined || !owns(seen, slot))
}

/** Marks one slot as on the move. */
export const openSlot = (slot: number, move: Move): Promise<void> => open([slot], move, new SlotSetter(1))

/** Gives one slot, whose keys have been moved, to its new owner. */
export async function assignSlot(slot: number, move: Move): Promise<void> {
  const setter = new SlotSetter(1)
  await assign([slot], move, setter)
  await settle([slot], move, setter)
}

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
  await Promise.all(others.filter(isRunning).map(other => setter.set(other, slots, owner)))
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

const isRunning = (node: ManagedNode): boolean => node.state === 'running'
