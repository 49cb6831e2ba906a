import { ConnectError, ProtocolError, ReplyError } from '@rc/errors'
import type { CallOptions, Runner } from '@rc/pipeline'
import type { Clock, NamedAddress } from '@rc/pool'
import { type NodeAddress, parseClusterSlots, readClusterNodes, type ShardDescription } from '@rc/slots'
import { explained } from './topology-errors.js'
import {
  type Endpoints,
  endpointStyle,
  inStyle,
  mapNodes,
  usable,
  type View,
  withEpochs,
  zonesOf,
} from './topology-view.js'
import { clusterNodes, clusterSlots } from './wire-commands.js'

/** A node that can be asked for its view. */
export interface Witness extends NamedAddress {
  /** The host that the user named it by, where a look-up gave the address: it stands in where a reply has no host. */
  readonly seed?: string | undefined
}

/** What a source of views works with. */
export interface SourceSetup {
  readonly runner: Pick<Runner, 'run'>
  readonly clock: Pick<Clock, 'now'>
  readonly options: CallOptions
  /** From announced to reachable addresses. */
  readonly mapAddress: (announced: NodeAddress) => NodeAddress
  /** Whether nodes are reached by TLS. */
  readonly tls: boolean
}

/** `'slots'`: the node answers CLUSTER SLOTS alone. `'both'`: it takes both replies to make a view. */
type Manner = Endpoints | 'slots' | 'both'

/** Nodes whose manner is remembered. Beyond, it is learned again. */
const REMEMBERED = 4096

/**
 * Asks nodes how the cluster looks. `CLUSTER NODES` tells it with epochs, which say which of two views is newer;
 * `CLUSTER SLOTS` tells under which address nodes want to be reached. Both are asked at first; from then on one will do.
 */
export class TopologySource {
  readonly #setup: SourceSetup
  readonly #manners = new Map<string, Manner>()

  constructor(setup: SourceSetup) {
    this.#setup = setup
  }

  /**
   * How one node sees the cluster.
   *
   * @param how `thorough`: learns again how the node answers, as servers are configured anew while they run; `signal`
   *   gives it up
   * @throws ConfigError where it is no node of a cluster, AuthError where it does not let the client in, ConnectError
   *   where it cannot be reached or has no view yet
   */
  async ask(node: Witness, { thorough = false, signal }: Asked = {}): Promise<View> {
    const askedAt = this.#setup.clock.now()
    const asked: NodeAddress = { host: node.seed ?? node.host, port: node.port }
    try {
      const { shards, self } = await this.#read({ node, asked, signal }, thorough)
      if (shards.every(({ ranges }) => ranges.length === 0)) throw noSlots(node)
      return { from: node.name, self, askedAt, shards: mapNodes(usable(shards), this.#setup.mapAddress) }
    } catch (error) {
      this.#manners.delete(node.name)
      throw explained(error, node)
    }
  }

  async #read(question: Question, thorough: boolean): Promise<Reading> {
    const { node, asked } = question
    const manner = thorough ? undefined : this.#manners.get(node.name)
    if (manner === undefined || manner === 'both') return this.#readBoth(question)
    if (manner === 'slots') return { shards: await this.#slots(question), self: undefined }
    const { shards, self } = await this.#nodes(question)
    return { shards: inStyle(shards, manner, asked), self }
  }

  /** Both leave in one write. Where one of them is refused, as an ACL or a proxy may do, the other has to be enough. */
  async #readBoth(question: Question): Promise<Reading> {
    const { node, asked } = question
    const [nodes, slots] = await Promise.all([
      this.#nodes(question).catch(refusal),
      this.#slots(question).catch(refusal),
    ])
    if (slots instanceof Error) {
      if (nodes instanceof Error) throw slots
      return this.#learned(node, { style: 'ip', zones: new Map() }, nodes)
    }
    if (nodes instanceof Error) return this.#learned(node, 'slots', { shards: slots, self: undefined })
    const style = endpointStyle(nodes.shards, slots, asked)
    if (style === undefined)
      return this.#learned(node, 'both', { shards: withEpochs(slots, nodes.shards), self: nodes.self })
    const endpoints = { style, zones: zonesOf(slots) }
    return this.#learned(node, endpoints, { shards: inStyle(nodes.shards, endpoints, asked), self: nodes.self })
  }

  #learned(node: Witness, manner: Manner, reading: Reading): Reading {
    if (this.#manners.size >= REMEMBERED) this.#manners.clear()
    this.#manners.set(node.name, manner)
    return reading
  }

  async #nodes({ node, asked, signal }: Question): Promise<Reading> {
    const { runner, options, tls } = this.#setup
    return readClusterNodes(await runner.run(clusterNodes, { ...options, node, signal }), asked, { tls })
  }

  async #slots({ node, asked, signal }: Question): Promise<readonly ShardDescription[]> {
    const { runner, options, tls } = this.#setup
    return parseClusterSlots(await runner.run(clusterSlots, { ...options, node, signal }), asked, { tls })
  }
}

/** How a node is asked. */
export interface Asked {
  readonly thorough?: boolean
  readonly signal?: AbortSignal | undefined
}

interface Question {
  readonly node: Witness
  /** The node as it was asked for. */
  readonly asked: NodeAddress
  readonly signal: AbortSignal | undefined
}

interface Reading {
  readonly shards: readonly ShardDescription[]
  readonly self: string | undefined
}

/** What the server says no to, or what cannot be read, is a result; what did not arrive is an error for both. */
function refusal(error: unknown): Error {
  if (error instanceof ReplyError || error instanceof ProtocolError) return error
  throw error
}

const noSlots = (node: NamedAddress): ConnectError =>
  new ConnectError(
    `${node.name} knows of no slots: the cluster has not been put together, or the node has not joined it.`,
    { node: node.name },
  )
