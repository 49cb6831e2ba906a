import type { Key } from '@rc/commands'
import { ConfigError } from '@rc/errors'
import { chooserOf, type PlacementChoice } from './placement.js'
import { TAGS, type TagMode } from './tags.js'

/** Where keys live: the aliases that hold keys, in their order, and how keys find them. */
export interface ShardingScheme {
  readonly nodes: readonly string[]
  /** Default `'crc32'`. */
  readonly placement?: PlacementChoice | undefined
}

/** From which scheme to which. */
export interface MovePlanOptions {
  readonly from: ShardingScheme
  readonly to: ShardingScheme
  /** Default `'strip'`. */
  readonly tags?: TagMode | undefined
}

/** A key that lives on another node after the change. */
export interface Move {
  readonly key: Key
  readonly from: string
  readonly to: string
}

/** How many keys each node has. */
export interface MoveCount {
  readonly node: string
  readonly before: number
  readonly after: number
  readonly leave: number
  readonly arrive: number
}

/** What a change of the nodes moves. */
export interface MovePlan {
  readonly keys: number
  readonly moved: number
  /** By alias, those that are there before first. */
  readonly nodes: readonly MoveCount[]
  /** How many keys go from where to where, most first. */
  readonly routes: readonly { readonly from: string; readonly to: string; readonly keys: number }[]
}

/**
 * The keys that move when the nodes change, one by one: what has to be copied. Sends nothing.
 *
 * Give keys as your program writes them. A server tells them without the tags that were stripped, and then nobody can
 * know where they belong.
 *
 * @throws ConfigError where a scheme has no node, or one twice
 * @example
 * for (const { key, from, to } of movesOf(keys, { from: { nodes: ['a', 'b'] }, to: { nodes: ['a', 'b', 'c'] } })) {}
 */
export function* movesOf(keys: Iterable<Key>, options: MovePlanOptions): Generator<Move, void> {
  const placed = placer(options)
  for (const key of keys) {
    const [from, to] = placed(key)
    if (from !== to) yield { key, from, to }
  }
}

/**
 * How many keys a change of the nodes moves, and from where to where. Sends nothing.
 *
 * @throws ConfigError where a scheme has no node, or one twice
 * @example
 * planMoves(keys, {
 *   from: { nodes: ['a', 'b'], placement: 'rendezvous' },
 *   to: { nodes: ['a', 'b', 'c'], placement: 'rendezvous' },
 * }).moved // about a third of them
 */
export function planMoves(keys: Iterable<Key>, options: MovePlanOptions): MovePlan {
  const placed = placer(options)
  const aliases = [...new Set([...options.from.nodes, ...options.to.nodes])]
  const counts = new Map(aliases.map(node => [node, { node, before: 0, after: 0, leave: 0, arrive: 0 }]))
  const routes = new Map<string, { from: string; to: string; keys: number }>()
  let total = 0
  let moved = 0
  for (const key of keys) {
    const [from, to] = placed(key)
    total++
    const [source, target] = [counts.get(from), counts.get(to)]
    if (source === undefined || target === undefined) continue
    source.before++
    target.after++
    if (from === to) continue
    moved++
    source.leave++
    target.arrive++
    const name = JSON.stringify([from, to])
    const route = routes.get(name) ?? { from, to, keys: 0 }
    route.keys++
    routes.set(name, route)
  }
  return {
    keys: total,
    moved,
    nodes: [...counts.values()],
    routes: [...routes.values()].sort((a, b) => b.keys - a.keys),
  }
}

/** Where a key lives before and after. */
function placer({ from, to, tags = 'strip' }: MovePlanOptions): (key: Key) => readonly [from: string, to: string] {
  if (!Object.hasOwn(TAGS, tags)) throw new ConfigError("The option tags must be 'strip' or 'keep'.")
  const { hashed } = TAGS[tags]
  const [before, after] = [aliasOf('from', from), aliasOf('to', to)]
  return key => {
    const part = hashed(key)
    return [before(part), after(part)]
  }
}

function aliasOf(
  option: string,
  { nodes, placement = 'crc32' }: ShardingScheme,
): (hashed: string | Uint8Array) => string {
  if (!Array.isArray(nodes) || nodes.length === 0 || new Set(nodes).size !== nodes.length) {
    throw new ConfigError(`${option}.nodes must be a list of aliases, each once.`)
  }
  const choose = chooserOf(placement, nodes)
  return hashed => nodes[choose(hashed)] as string
}
