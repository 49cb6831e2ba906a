import type { CommandContext, CommandSpec } from './command-spec.js'
import { slotOfKey } from './key-slot.js'
import { CommandError } from './store.js'

/**
 * Throws what a cluster node would answer in place of running the command: that its keys live apart, elsewhere or
 * nowhere, or are on the move.
 */
export function checkRoute(
  spec: CommandSpec,
  keys: readonly Buffer[],
  { node, connection, topology, store, requireFullCoverage }: CommandContext & { requireFullCoverage: boolean },
): void {
  const [first] = keys
  if (first === undefined) return
  const slot = slotOfKey(first)
  if (keys.some(key => slotOfKey(key) !== slot)) {
    throw new CommandError("CROSSSLOT Keys in request don't hash to the same slot")
  }
  const owner = topology.owner(slot)
  if (owner === undefined) throw new CommandError('CLUSTERDOWN Hash slot not served')
  if (requireFullCoverage && !topology.isComplete) throw new CommandError('CLUSTERDOWN The cluster is down')
  const move = topology.moves.get(slot)
  const missing = keys.filter(key => !store.has(key)).length
  const isPrimary = node.role === 'primary'
  if (isPrimary && owner === node.shard) {
    if (move === undefined || missing === 0) return
    if (missing < keys.length) throw tryAgain()
    throw new CommandError(`ASK ${slot} ${move.to.primary.announced}`)
  }
  if (isPrimary && move?.to === node.shard && connection.asking) {
    // The same key twice is one key to Redis.
    const isMultiple = keys.some(key => !key.equals(first))
    if (isMultiple && missing > 0) throw tryAgain()
    return
  }
  const readsHere = owner === node.shard && connection.readonlyMode && spec.flags.includes('readonly')
  if (!readsHere) throw new CommandError(`MOVED ${slot} ${owner.primary.announced}`)
}

const tryAgain = (): CommandError => new CommandError('TRYAGAIN Multiple keys request during rehashing of slot')
