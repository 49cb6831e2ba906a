import { CLUSTER_NODES, clusterGetkeysinslot, command, INFO, type ScanOptions, scanPage } from '@rc/commands'
import type { CallOptions } from '@rc/pipeline'
import type { Reply } from '@rc/resp'
import type { ClusterNode, Topology } from '@rc/slots'
import type { Core } from '../core.js'
import { findOwnLine, type OwnLine, readOwnLine } from './own-line.js'
import { isForbidden, TAKEN_BACK } from './scan-errors.js'
import type { KeyQuery } from './token.js'

/** A page of a node's keys, and what the node said of itself in the same moment. */
export interface NodePage {
  /** For the next page; undefined after the last. */
  readonly cursor: string | undefined
  readonly keys: readonly Buffer[]
  /** The same object as long as it says the same. */
  readonly line: OwnLine
}

/** A primary that is being walked over. Its questions are taken back when the map says that it is no primary now. */
export class Seat {
  readonly node: ClusterNode
  readonly #core: Core
  readonly #options: CallOptions
  readonly #taken = new AbortController()
  #unbroken = true
  #text = ''
  #line: OwnLine | undefined

  constructor(core: Core, node: ClusterNode, options: CallOptions) {
    this.node = node
    this.#core = core
    const signals = [this.#taken.signal, options.signal].filter(signal => signal !== undefined)
    this.#options = { ...atNode(options, node), asBytes: true, signal: AbortSignal.any(signals) }
    core.events.on('topology', this.#look)
    core.events.on('node:down', this.#down)
  }

  /** Whether connections to the node have held all the time: then it is one process that answered. */
  get unbroken(): boolean {
    return this.#unbroken
  }

  /** Needs the seat no more. */
  leave(): void {
    this.#core.events.off('topology', this.#look)
    this.#core.events.off('node:down', this.#down)
  }

  /** The page at a cursor, in one transaction with what the node says of itself: neither is older than the other. */
  async page({ match, type, count }: KeyQuery, cursor: string): Promise<NodePage> {
    const scan = scanPage(cursor, { count, ...(match && { match }), ...(type && { type }) } satisfies ScanOptions)
    const [page, nodes] = await this.#core.unprefixed.transact([scan, ownText], this.#options)
    if (page instanceof Error) throw page
    if (nodes instanceof Error) throw nodes
    const { cursor: next, keys } = page as { cursor: string; keys: Buffer[] }
    return { cursor: next === '0' ? undefined : next, keys, line: this.#read(nodes as string) }
  }

  /** All keys of one slot, in the same way; undefined where there are more than `most`. */
  async slot(slot: number, most: number): Promise<{ keys: readonly Buffer[] | undefined; line: OwnLine }> {
    const list = clusterGetkeysinslot(slot, most + 1)
    const [keys, nodes] = await this.#core.unprefixed.transact([list, ownText], this.#options)
    if (keys instanceof Error) throw keys
    if (nodes instanceof Error) throw nodes
    const found = keys as unknown as readonly Buffer[]
    return { keys: found.length > most ? undefined : found, line: this.#read(nodes as string) }
  }

  /** The process that answers, by an id that it gets when it starts. Undefined where the user may not ask for it. */
  async run(): Promise<string | undefined> {
    try {
      return await this.#core.unprefixed.run(runId, this.#options)
    } catch (error) {
      if (isForbidden(error)) return undefined
      throw error
    }
  }

  #read(text: string): OwnLine {
    if (this.#line === undefined || text !== this.#text) this.#line = readOwnLine(text)
    this.#text = text
    return this.#line
  }

  readonly #look = (): void => {
    if (primaryAt(this.#core.router.topology, this.node.name) === undefined) this.#taken.abort(TAKEN_BACK)
  }

  readonly #down = ({ node }: { node: string }): void => {
    if (node === this.node.name) this.#unbroken = false
  }
}

/** What a node says of itself now. */
export const askOwnLine = async (core: Core, node: ClusterNode, options: CallOptions): Promise<OwnLine> =>
  readOwnLine(await core.unprefixed.run(ownText, atNode(options, node)))

/** Asks some node, once the cluster was found. Rejects where it cannot be found in time. */
export async function askAnyone(core: Core, options: CallOptions): Promise<void> {
  await core.unprefixed.run(ownText, {
    ...options,
    node: undefined,
    slot: undefined,
    own: undefined,
    guarantee: undefined,
  })
}

/** The primary at an address. */
export const primaryAt = ({ nodes }: Topology, name: string): ClusterNode | undefined => primary(nodes.get(name))

/** The primary of an id. */
export const primaryById = ({ nodes }: Topology, id: string): ClusterNode | undefined =>
  primary([...nodes.values()].find(node => node.id === id))

const primary = (node: ClusterNode | undefined): ClusterNode | undefined =>
  node?.role === 'primary' ? node : undefined

const atNode = (options: CallOptions, node: ClusterNode): CallOptions => ({
  ...options,
  node,
  slot: undefined,
  own: undefined,
  guarantee: undefined,
})

const textOf = (reply: Reply): string =>
  typeof reply === 'string' ? reply : reply instanceof Uint8Array ? reply.toString() : ''

const ownText = /* @__PURE__ */ command(CLUSTER_NODES, [], reply => findOwnLine(textOf(reply)))

/** Undefined where the server has no such id. */
const runId = /* @__PURE__ */ command(
  INFO,
  ['server'],
  reply => /^run_id:(\w+)/m.exec(textOf(reply))?.[1] as string | undefined,
)
