import { ConfigError, ReplyError } from '@rc/errors'
import { encodeReply, type RequestArg } from '../encode.js'
import { slotShare } from '../form-cluster.js'
import { readCommand } from '../proxy/reply-order.js'
import { parseReply, parseRequest, type RawReply } from '../raw-reply.js'
import { type NodeRef, resolveNode } from '../server-node.js'
import { type SlotSpec, slotList } from '../slot-list.js'
import { type ExecuteContext, execute } from './execute.js'
import { NodeServer } from './node-server.js'
import type { Script, ScriptAnswer } from './script.js'
import { SimulatedConnection } from './simulated-connection.js'
import { SimulatedMigration } from './simulated-migration.js'
import { SimulatedNode, SimulatedShard } from './simulated-node.js'
import { SimulatedTopology } from './topology.js'

/** What a simulated cluster consists of. */
export interface SimulatedSettings {
  readonly host: string
  readonly basePort: number | undefined
  readonly credentials: { readonly username: string; readonly password: string } | undefined
  readonly requireFullCoverage: boolean
}

/** One shard of a topology that is set as a whole. */
export interface ShardLayout {
  readonly primary: NodeRef
  readonly replicas?: readonly NodeRef[]
  /** Default none. */
  readonly slots?: SlotSpec
}

/**
 * A cluster of servers inside this process, on real sockets, whose every answer a script can change. It knows a few
 * dozen commands and has one truth about who owns what. Made by `startSimulatedCluster`; no Redis is involved.
 */
export class SimulatedCluster {
  /** What this is, where a real cluster says `'redis'` or `'valkey'`. */
  readonly kind = 'simulated'
  /** Sees every command of every client first, and may answer it. May be changed at any time. */
  onCommand: Script | undefined
  readonly #settings: SimulatedSettings
  readonly #topology = new SimulatedTopology()
  readonly #servers = new Map<SimulatedNode, NodeServer>()

  /** @internal */
  constructor(settings: SimulatedSettings, onCommand: Script | undefined) {
    this.#settings = settings
    this.onCommand = onCommand
  }

  /** Every node, primaries first. */
  get nodes(): readonly SimulatedNode[] {
    return this.#topology.nodes
  }

  get primaries(): readonly SimulatedNode[] {
    return this.nodes.filter(node => node.role === 'primary')
  }

  get replicas(): readonly SimulatedNode[] {
    return this.nodes.filter(node => node.role === 'replica')
  }

  /** Every node as `host:port`. */
  get addresses(): string[] {
    return this.nodes.map(node => node.name)
  }

  /** The same: any of them will do as a client's seed. */
  get seeds(): string[] {
    return this.addresses
  }

  /** A URL of the first node, credentials included. */
  get url(): string {
    const { credentials } = this.#settings
    const user =
      credentials && `${encodeURIComponent(credentials.username)}:${encodeURIComponent(credentials.password)}@`
    const [first] = this.nodes
    const host = first?.host.includes(':') ? `[${first.host}]` : first?.host
    return `redis://${user ?? ''}${host}:${first?.port}`
  }

  /**
   * Runs a command at a node past its socket and its script, and returns the reply in RESP2, errors as rejections.
   *
   * @throws ReplyError
   */
  async command(node: NodeRef, ...args: RequestArg[]): Promise<RawReply> {
    const words = args.map(arg => (arg instanceof Uint8Array ? Buffer.from(arg) : Buffer.from(String(arg))))
    const connection = new SimulatedConnection(0)
    connection.authenticated = true
    const reply = parseReply(encodeReply(execute(words, this.#context(this.#find(node), connection))))
    if (reply instanceof ReplyError) throw reply
    return reply
  }

  /** Closes a node's connections and refuses new ones. Its data and its place in the topology stay. */
  async kill(node: NodeRef): Promise<void> {
    this.#server(node).stop()
  }

  /** The same as `kill`. */
  async terminate(node: NodeRef): Promise<void> {
    await this.kill(node)
  }

  /** Freezes a node: connections stay open and new ones are taken, and nothing is answered. */
  async pause(node: NodeRef): Promise<void> {
    this.#server(node).pause()
  }

  /** Lets a paused node go on with what came meanwhile. */
  async resume(node: NodeRef): Promise<void> {
    this.#server(node).resume()
  }

  /** Lets a node listen again, on the port that it had; one that runs loses its connections first. */
  async restart(node: NodeRef, options: { readonly wipe?: boolean } = {}): Promise<void> {
    const server = this.#server(node)
    server.stop()
    if (options.wipe) server.node.shard.store.clear()
    await server.start()
  }

  /** Makes a replica the primary of its shard: the one given, or the first of the given primary. Resolves to it. */
  async failover(node: NodeRef): Promise<SimulatedNode> {
    const given = this.#find(node)
    const running = [...given.shard.replicas].filter(one => one.state === 'running')
    const next = given.role === 'replica' ? given : running[0]
    if (next === undefined) throw new ConfigError(`${given.name} has no running replica that could take over.`)
    this.#topology.promote(next)
    return next
  }

  /** Gives slots to a node's shard at once, with their keys, whoever had them. */
  async moveSlot(slots: SlotSpec, to: NodeRef): Promise<void> {
    this.#topology.assign(slotList(slots), this.#find(to).shard)
  }

  /** The same, for slots that `from` has to own. */
  async migrate(slots: SlotSpec, from: NodeRef, to: NodeRef): Promise<void> {
    this.#checkOwner(slotList(slots), this.#find(from))
    await this.moveSlot(slots, to)
  }

  /** Takes slots from their owner, so that nobody has them. Their keys are gone. */
  async dropSlots(slots: SlotSpec): Promise<void> {
    for (const slot of slotList(slots)) {
      const store = this.#topology.owner(slot)?.store
      for (const key of store?.keysInSlot(slot) ?? []) store?.delete(key)
    }
    this.#topology.assign(slotList(slots), undefined)
  }

  /** Begins to move one slot and leaves it there: redirects by ASK for what is missing, TRYAGAIN for what is split. */
  async beginMigration(slot: number, from: NodeRef, to: NodeRef): Promise<SimulatedMigration> {
    const [source, target] = [this.#find(from), this.#find(to)]
    this.#checkOwner(slotList(slot), source)
    return new SimulatedMigration(slot, this.#topology, { from: source.shard, to: target.shard })
  }

  /**
   * Sets who is whose replica and who owns which slots, all at once. Nodes that are not named become primaries without
   * slots; slots that are not named have no owner. Keys follow their slots.
   *
   * @example
   * await cluster.setTopology([{ primary: 0, replicas: [1, 2], slots: '0-16383' }])
   */
  async setTopology(layout: readonly ShardLayout[]): Promise<void> {
    const plan = layout.map(one => ({
      primary: this.#find(one.primary),
      replicas: (one.replicas ?? []).map(replica => this.#find(replica)),
      slots: one.slots === undefined ? [] : slotList(one.slots),
    }))
    const placed = plan.flatMap(one => [one.primary, ...one.replicas])
    if (new Set(placed).size < placed.length) throw new ConfigError('A node can stand in one place of a topology only.')
    const unplaced = this.nodes.filter(node => !placed.includes(node))
    for (const { primary, replicas, slots } of [...plan, ...unplaced.map(alone)]) {
      const shard = newShard(primary, replicas)
      this.#topology.assign(slots, shard)
    }
    const named = new Set(plan.flatMap(one => one.slots))
    const free = slotList('0-16383').filter(slot => !named.has(slot))
    if (free.length > 0) this.#topology.assign(free, undefined)
  }

  /** Adds a node: a replica of `replicaOf`, else a primary without slots. */
  async addNode(options: { readonly replicaOf?: NodeRef } = {}): Promise<SimulatedNode> {
    const shard = options.replicaOf === undefined ? new SimulatedShard() : this.#find(options.replicaOf).shard
    return this.#add(shard)
  }

  /** The primary that owns the slot; undefined where nobody does. */
  async ownerOf(slot: number): Promise<SimulatedNode | undefined> {
    const [wanted = 0] = slotList(slot)
    return this.#topology.owner(wanted)?.primary
  }

  /** Nothing to wait for: all nodes always agree. Here so that a test runs on either kind of cluster. */
  async waitUntilStable(): Promise<void> {}

  /** Closes everything. May be called twice. */
  async stop(): Promise<void> {
    for (const server of this.#servers.values()) server.stop()
  }

  /** `stop`, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }

  /** @internal */
  async form(primaries: number, replicas: number): Promise<void> {
    const shards = Array.from({ length: primaries }, () => new SimulatedShard())
    for (const shard of shards) await this.#add(shard)
    for (let round = 0; round < replicas; round++) for (const shard of shards) await this.#add(shard)
    for (const [index, shard] of shards.entries()) {
      const [from, to] = slotShare(index, primaries)
      this.#topology.assign(slotList({ from, to }), shard)
    }
  }

  async #add(shard: SimulatedShard): Promise<SimulatedNode> {
    const { host, basePort, credentials } = this.#settings
    const index = this.#servers.size
    const node = new SimulatedNode(shard, { host, port: basePort === undefined ? 0 : basePort + index, index })
    const server = new NodeServer(node, {
      handler: (frame, connection) => this.#answer(node, frame, connection),
      authenticated: credentials === undefined,
    })
    this.#servers.set(node, server)
    await server.start()
    if (shard.hasPrimary) shard.replicas.add(node)
    else shard.primary = node
    this.#topology.nodes.push(node)
    return node
  }

  async #answer(
    node: SimulatedNode,
    frame: Buffer,
    connection: SimulatedConnection,
  ): Promise<Buffer | 'hang' | 'drop' | 'reset'> {
    const { name, args } = readCommand(frame)
    if (name === '') return Buffer.alloc(0)
    node.commands.add(name)
    const command = { name, bytes: args, args: args.map(arg => arg.toString()) }
    const answer = await this.#ask(node, command, connection)
    if (answer === 'hang' || answer === 'drop' || answer === 'reset') return answer
    if (answer instanceof Uint8Array) return Buffer.from(answer)
    if (answer !== undefined && answer !== 'default') return connection.encode(answer)
    return connection.encode(execute(parseRequest(frame), this.#context(node, connection)))
  }

  /** A script that throws answers with its mistake: silence would look like a fault that was meant. */
  async #ask(...asked: Parameters<Script>): Promise<ScriptAnswer> {
    try {
      return await this.onCommand?.(...asked)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      return new Error(`ERR the script of the simulated cluster failed: ${message}`)
    }
  }

  #context(node: SimulatedNode, connection: SimulatedConnection): ExecuteContext {
    const { credentials, requireFullCoverage } = this.#settings
    return { node, connection, topology: this.#topology, store: node.shard.store, credentials, requireFullCoverage }
  }

  #find(ref: NodeRef): SimulatedNode {
    return resolveNode(this.nodes, ref)
  }

  #server(ref: NodeRef): NodeServer {
    return this.#servers.get(this.#find(ref)) as NodeServer
  }

  #checkOwner(slots: readonly number[], owner: SimulatedNode): void {
    const foreign = slots.find(slot => this.#topology.owner(slot) !== owner.shard)
    if (foreign === undefined) return
    throw new ConfigError(`${owner.name} does not own slot ${foreign}. ownerOf(slot) tells who does.`)
  }
}

const alone = (primary: SimulatedNode) => ({ primary, replicas: [], slots: [] })

/** A shard of these nodes. Keys of the shards that they were of stay behind until their slots are assigned. */
function newShard(primary: SimulatedNode, replicas: readonly SimulatedNode[]): SimulatedShard {
  const shard = new SimulatedShard()
  shard.primary = primary
  for (const node of replicas) shard.replicas.add(node)
  for (const node of shard.nodes) {
    node.shard.replicas.delete(node)
    node.shard = shard
  }
  return shard
}
