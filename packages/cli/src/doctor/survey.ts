import { formatAddress, type NodeAddress, type ShardDescription } from '@rc/slots'
import type { ConnectOptions } from '../store/open.js'
import type { Place } from '../store/place.js'
import { type Examined, examine } from './examine.js'

/** A node as the cluster announces it. */
export interface Announced {
  readonly address: NodeAddress
  readonly name: string
  readonly id: string | undefined
  readonly role: 'primary' | 'replica'
  /** The node itself, at the announced address. */
  readonly there: Examined
  /** Where it is reached instead, where it is not at the announced address. */
  readonly instead: NodeAddress | undefined
}

/** All that was seen of a cluster from here. */
export interface Survey {
  readonly place: Place
  readonly seeds: readonly Examined[]
  readonly announced: readonly Announced[]
  /** Every node that answered, once. */
  readonly nodes: readonly Examined[]
  /** The map by the first seed that gave one. */
  readonly shards: readonly ShardDescription[]
}

/** Asks every seed, and then every node that they announce, at its address and, where it is not there, elsewhere. */
export async function survey(place: Place, options: ConnectOptions): Promise<Survey> {
  const seeds = await Promise.all(place.addresses.map(address => examine(address, place, options)))
  const shards = seeds.map(mapOf).find(map => map !== undefined) ?? []
  const known = new Map(seeds.map(seed => [seed.name, seed]))
  const announced = await Promise.all(
    shards
      .flatMap(({ primary, replicas }) => [primary, ...replicas])
      .map(async ({ host, port, name, id, role }): Promise<Announced> => {
        const there = known.get(name) ?? (await examine({ host, port }, place, options))
        const isThere = there.failure === undefined && (id === undefined || there.id === undefined || there.id === id)
        const instead = isThere ? undefined : await elsewhere({ id, port }, { place, options, seeds })
        return { address: { host, port }, name, id, role, there, instead }
      }),
  )
  const answered = [...seeds, ...announced.map(({ there }) => there)].filter(({ failure }) => failure === undefined)
  const nodes = [...new Map(answered.map(node => [node.id ?? node.name, node])).values()]
  return { place, seeds, announced, nodes, shards }
}

/** The map that a node gives: with the addresses that clients dial, where it tells them. */
export const mapOf = ({ bySlots, byNodes }: Examined): readonly ShardDescription[] | undefined =>
  bySlots !== undefined && bySlots.length > 0 ? bySlots : byNodes

interface Setting {
  readonly place: Place
  readonly options: ConnectOptions
  readonly seeds: readonly Examined[]
}

/** A seed that is the node under another address; else the node's port at the host of a seed, as tunnels have it. */
async function elsewhere(
  { id, port }: { readonly id: string | undefined; readonly port: number },
  { place, options, seeds }: Setting,
): Promise<NodeAddress | undefined> {
  if (id === undefined) return undefined
  const seed = seeds.find(one => one.id === id)
  if (seed !== undefined) return seed.address
  const hosts = new Set(seeds.filter(({ failure }) => failure === undefined).map(({ address }) => address.host))
  for (const host of hosts) {
    const tried = await examine({ host, port }, place, options)
    if (tried.id === id) return { host, port }
  }
  return undefined
}

/** The addresses that differ from here, as the option `addressMap` takes them. */
export const addressMapOf = ({ announced }: Survey): Readonly<Record<string, string>> =>
  Object.fromEntries(
    announced.flatMap(({ name, instead }) => (instead === undefined ? [] : [[name, formatAddress(instead)]])),
  )
