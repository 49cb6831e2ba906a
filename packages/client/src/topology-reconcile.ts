import { type ClusterNode, type ShardDescription, SLOT_COUNT, Topology } from '@rc/slots'
import { inOrderOf } from './topology-order.js'
import { nodesOf, type View } from './topology-view.js'

/** What is known and what was heard, put together. */
export interface Reconciled {
  readonly topology: Topology
  /**
   * Names of the primaries that should be asked before this is believed: what was heard of them is older than what is
   * known, or takes slots from them that nobody else claims. Empty where there is no doubt.
   */
  readonly doubts: readonly string[]
}

/**
 * The map that several views make, of which some may be stale, given what was known before.
 *
 * Of each primary counts the newest that is said, by its config epoch, which servers raise whenever a slot or a shard
 * changes hands; what is known counts as said, so that old views take nothing back. Among equals a primary's own word
 * counts most, then that of those who see it online. Views without epochs are compared with nothing: the first one is
 * believed.
 */
export function reconcile(known: Topology, views: readonly View[]): Reconciled {
  const spoken = latestWord(views)
  const own = new Set(views.flatMap(({ self }) => (self === undefined ? [] : [self])))
  const told = withoutImpostors(newest(views, spoken, own), own)
  const there = new Map(nodesOf(told).map(node => [node.name, node.id]))
  // Whoever answers at its address is another node now.
  const isGone = ({ name, id }: ClusterNode): boolean => there.get(name) !== id && own.has(there.get(name) ?? '')
  const remembered = comparable(views)
    ? known.toJSON().shards.filter(shard => outranks(shard, spoken) && !isGone(shard.primary))
    : []
  const { topology, kept } = assembled(inOrderOf(known, told), remembered)
  const answered = new Set([...own, ...views.map(({ from }) => from)])
  const lost = formerOwners(known, topology).filter(({ id, name }) => !answered.has(id ?? name) && !answered.has(name))
  return { topology, doubts: [...new Set([...kept, ...lost].map(({ name }) => name))] }
}

/** The slots that nobody owns any more, at the nodes that had them, unless these are replicas now. */
export function keepOwners(known: Topology, after: Topology): Topology {
  const moves: [number, ClusterNode][] = []
  for (const slot of lostSlots(known, after)) {
    const owner = known.ownerOf(slot)
    if (owner !== undefined && after.nodes.get(owner.name)?.role !== 'replica') moves.push([slot, owner])
  }
  return after.withSlotsAt(moves)
}

/** Whether more than half of the known primaries that have slots have answered: what these agree on, the cluster holds. */
export function majorityHeard(known: Topology, views: readonly View[]): boolean {
  const electors = known.shards.filter(shard => known.rangesOf(shard).length > 0).map(({ primary }) => primary)
  const heard = electors.filter(({ id, name }) =>
    views.some(({ self, from }) => (self === undefined ? from === name : self === id)),
  )
  return heard.length > electors.length / 2
}

/** Whether a view is of another cluster: not one node of it is known. */
export function isForeign(known: Topology, view: View): boolean {
  const ids = new Set([...known.nodes.values()].flatMap(({ id }) => (id === undefined ? [] : [id])))
  const seen = nodesOf(view.shards).flatMap(({ id }) => (id === undefined ? [] : [id]))
  return ids.size > 0 && seen.length > 0 && !seen.some(id => ids.has(id))
}

const comparable = (views: readonly View[]): boolean =>
  views.some(({ shards }) => shards.some(({ epoch }) => epoch !== undefined))

const keyOf = ({ id, name }: ClusterNode): string => id ?? name

interface Word {
  readonly epoch: number
  readonly replica: boolean
}

/** The highest epoch at which any view speaks of a node, and what the node is in it. */
function latestWord(views: readonly View[]): ReadonlyMap<string, Word> {
  const words = new Map<string, Word>()
  for (const { shards } of views) {
    for (const { primary, replicas, epoch = -1 } of shards) {
      for (const node of [primary, ...replicas]) {
        const key = keyOf(node)
        if (epoch > (words.get(key)?.epoch ?? -2)) words.set(key, { epoch, replica: node !== primary })
      }
    }
  }
  return words
}

/** What is known of a shard that has slots is newer than what was heard, or nothing was heard. */
function outranks({ primary, epoch, ranges }: ShardDescription, spoken: ReadonlyMap<string, Word>): boolean {
  return epoch !== undefined && ranges.length > 0 && epoch > (spoken.get(keyOf(primary))?.epoch ?? -1)
}

/** One description of each primary: the newest of those that views give. */
function newest(
  views: readonly View[],
  spoken: ReadonlyMap<string, Word>,
  own: ReadonlySet<string>,
): readonly ShardDescription[] {
  const byPrimary = new Map<string, Told[]>()
  for (const { shards, self } of views) {
    for (const shard of shards) {
      const key = keyOf(shard.primary)
      const word = spoken.get(key)
      // It is a replica by now.
      if (word?.replica && word.epoch > (shard.epoch ?? -1)) continue
      const told = { shard, own: self !== undefined && shard.primary.id === self }
      const others = byPrimary.get(key)
      if (others === undefined) byPrimary.set(key, [told])
      else others.push(told)
    }
  }
  return [...byPrimary.values()].map(tellings => choose(tellings, own))
}

interface Told {
  readonly shard: ShardDescription
  /** The primary itself says so. */
  readonly own: boolean
}

function choose(tellings: readonly Told[], answered: ReadonlySet<string>): ShardDescription {
  const epoch = Math.max(...tellings.map(({ shard }) => shard.epoch ?? -1))
  const latest = tellings
    .filter(({ shard }) => (shard.epoch ?? -1) === epoch)
    .sort(
      (a, b) => Number(b.own) - Number(a.own) || trust(b.shard.primary, answered) - trust(a.shard.primary, answered),
    )
  const best = latest[0] as Told
  // Who is not the primary itself may not have heard of all its slots; none of them invents one.
  return best.own ? best.shard : { ...best.shard, ranges: latest.flatMap(({ shard }) => shard.ranges) }
}

const trust = ({ id, health }: ClusterNode, answered: ReadonlySet<string>): number => {
  if (id !== undefined && answered.has(id)) return 3
  return health === 'failed' ? 0 : health === 'suspected' ? 1 : 2
}

/** Of two nodes that are said to be at one address, only the one that is there: who answered, or is online. */
function withoutImpostors(
  shards: readonly ShardDescription[],
  answered: ReadonlySet<string>,
): readonly ShardDescription[] {
  const atName = new Map<string, ClusterNode>()
  let rivals = false
  for (const node of nodesOf(shards)) {
    const rival = atName.get(node.name)
    if (rival === undefined) {
      atName.set(node.name, node)
    } else if (rival.id !== node.id) {
      rivals = true
      if (trust(node, answered) > trust(rival, answered)) atName.set(node.name, node)
    }
  }
  if (!rivals) return shards
  const isThere = (node: ClusterNode): boolean => atName.get(node.name)?.id === node.id
  return shards
    .filter(({ primary }) => isThere(primary))
    .map(shard => ({ ...shard, replicas: shard.replicas.filter(isThere) }))
}

/** The map of what was told and what is remembered, without what is remembered in vain: shards that keep no slot. */
function assembled(
  told: readonly ShardDescription[],
  remembered: readonly ShardDescription[],
): { topology: Topology; kept: readonly ClusterNode[] } {
  const topology = Topology.of([...told, ...remembered])
  const keeping = new Set(
    topology.shards.filter(shard => topology.rangesOf(shard).length > 0).map(({ primary }) => keyOf(primary)),
  )
  const kept = remembered.filter(({ primary }) => keeping.has(keyOf(primary)))
  if (kept.length === remembered.length) return { topology, kept: kept.map(({ primary }) => primary) }
  return { topology: Topology.of([...told, ...kept]), kept: kept.map(({ primary }) => primary) }
}

function formerOwners(known: Topology, after: Topology): readonly ClusterNode[] {
  const owners = new Set<ClusterNode>()
  for (const slot of lostSlots(known, after)) {
    const owner = known.ownerOf(slot)
    if (owner !== undefined) owners.add(owner)
  }
  return [...owners]
}

/** Slots that had an owner and have none. */
function* lostSlots(known: Topology, after: Topology): Iterable<number> {
  if (after.coveredSlots === SLOT_COUNT) return
  for (let slot = 0; slot < SLOT_COUNT; slot++) {
    if (after.ownerOf(slot) === undefined && known.ownerOf(slot) !== undefined) yield slot
  }
}
