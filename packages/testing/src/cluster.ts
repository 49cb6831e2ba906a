import { ConfigError } from '@rc/errors'
import { myself, owns, untilUpToDate, viewOf } from './cluster-view.js'
import { candidate, type FailoverMode, failOver } from './failover.js'
import { formCluster, replicate } from './form-cluster.js'
import { HalfMigration } from './half-migration.js'
import { fairShare, forget, forgetFormerId, meet } from './membership.js'
import { type Move, moveSlots } from './migration.js'
import { pollUntil } from './poll.js'
import { type RestartOptions, ServerGroup } from './server-group.js'
import type { ManagedNode, NodeRef, ServerNode } from './server-node.js'
import { type SlotSpec, slotList } from './slot-list.js'
import { applyRoles, askAll, instability, unnamedReplica } from './stability.js'

/** A running cluster of real servers. Made by `startCluster`. */
export class Cluster extends ServerGroup {
  /** Every node as `host:port`; any of them will do as a client's seed. */
  get seeds(): string[] {
    return this.addresses
  }

  /** A URL of the first node, credentials included, as clients take it. */
  get url(): string {
    const { username, password, tls } = this.settings.common
    const user = password === undefined ? '' : `${encodeURIComponent(username ?? '')}:${encodeURIComponent(password)}@`
    const [first] = this.managed
    const host = first?.host.includes(':') ? `[${first.host}]` : first?.host
    return `${tls === undefined ? 'redis' : 'rediss'}://${user}${host}:${first?.port}`
  }

  /** The primaries, as of the last call that looked; killed ones keep the role that they had. */
  get primaries(): readonly ServerNode[] {
    return this.managed.filter(node => node.role === 'primary')
  }

  /** The replicas, as of the last call that looked. */
  get replicas(): readonly ServerNode[] {
    return this.managed.filter(node => node.role === 'replica')
  }

  /** Asks the running nodes for their roles. */
  async refresh(): Promise<void> {
    applyRoles(await askAll(this.managed))
  }

  /**
   * Waits until all running nodes agree on who is there, who is gone and who owns what, call the cluster's state ok, and
   * every running replica is in sync. After a `kill` it waits for the failover too.
   *
   * @param timeoutMs default 30000
   * @throws TimeoutError that says what is missing
   */
  async waitUntilStable(timeoutMs = 30_000): Promise<void> {
    await pollUntil(
      'A stable cluster',
      async () => {
        const testimonies = await askAll(this.managed)
        applyRoles(testimonies)
        return instability(testimonies, this.managed) ?? (await unnamedReplica(testimonies))
      },
      { timeoutMs, everyMs: 40 },
    )
  }

  /**
   * Makes a replica the primary of its shard. Takes the replica, or a primary whose best replica is chosen. Resolves to
   * the new primary when every running node sees it as such.
   *
   * @param mode default `'graceful'`; a primary that is killed or paused needs `'force'` or `'takeover'`
   */
  async failover(node: NodeRef, mode: FailoverMode = 'graceful'): Promise<ServerNode> {
    await this.refresh()
    const replica = await candidate(this.managed, this.find(node))
    await failOver(this.managed, replica, mode)
    await this.refresh()
    return replica
  }

  /**
   * Moves slots with their keys from one primary to another, as a resharding does, while clients go on.
   *
   * @param slots one slot, a list, a range `{ from, to }`, or text such as `'0-99,200'`
   * @throws ConfigError where `from` does not own them
   */
  async migrate(slots: SlotSpec, from: NodeRef, to: NodeRef): Promise<void> {
    const list = slotList(slots)
    const move = await this.#move(list, from, to)
    await moveSlots(list, move)
  }

  /**
   * Begins to move one slot and leaves it there: MIGRATING at one end, IMPORTING at the other, no key moved yet.
   *
   * @example
   * const half = await cluster.beginMigration(1234, 0, 1)
   * await half.moveKeys(5)
   * await half.finish()
   */
  async beginMigration(slot: number, from: NodeRef, to: NodeRef): Promise<HalfMigration> {
    const half = new HalfMigration(slot, await this.#move(slotList(slot), from, to))
    await half.begin()
    return half
  }

  /**
   * Starts one more node, takes it into the cluster and waits until that is stable.
   *
   * @param options `replicaOf`: whose replica it becomes; without it, a primary. `empty: false`: the primary gets its
   *   share of the slots from the others; by default it has none.
   */
  async addNode(options: { readonly replicaOf?: NodeRef; readonly empty?: boolean } = {}): Promise<ServerNode> {
    const primary = options.replicaOf === undefined ? undefined : this.find(options.replicaOf)
    const node = await this.launch()
    await meet([node], this.#others(node))
    if (primary !== undefined) await replicate(node, primary)
    await this.waitUntilStable()
    if (primary === undefined && options.empty === false) {
      await this.#giveShare(node)
      await this.waitUntilStable()
    }
    return node
  }

  /**
   * Makes every other node forget this one, ends it and takes it out of `nodes`.
   *
   * @param options `keep`: lets it run on, out of the cluster but believing to be in it
   * @throws ConfigError where it owns slots or has replicas
   */
  async forget(node: NodeRef, options: { readonly keep?: boolean } = {}): Promise<void> {
    const gone = this.find(node)
    await forget(gone, this.#others(gone))
    if (options.keep) return
    await gone.process.kill()
    this.managed.splice(this.managed.indexOf(gone), 1)
  }

  /** The primary that owns the slot, by its own word and the highest epoch; undefined where nobody does. */
  async ownerOf(slot: number): Promise<ServerNode | undefined> {
    const [wanted = 0] = slotList(slot)
    const claims = await Promise.all(
      this.#running().map(async node => {
        const self = myself(await viewOf(node))
        return { node, epoch: self !== undefined && owns(self, wanted) ? self.epoch : -1 }
      }),
    )
    return claims.filter(claim => claim.epoch >= 0).sort((a, b) => b.epoch - a.epoch)[0]?.node
  }

  /**
   * Starts a node again, as for plain servers. With `wipe` it comes back on the same port as another node: with a new id,
   * as a primary without slots, in the cluster of the others.
   */
  override async restart(node: NodeRef, options: RestartOptions = {}): Promise<void> {
    const managed = this.find(node)
    const formerId = managed.id
    await super.restart(node, options)
    if (!options.wipe) return
    managed.role = 'primary'
    managed.primaryId = undefined
    await meet([managed], this.#others(managed))
    await forgetFormerId(formerId, this.#running())
  }

  /**
   * Shuts nodes down and starts them on another address, with the ports, ids and data that they had.
   *
   * @param host an address of this machine, such as `'127.0.0.3'`
   * @param nodes default all
   */
  async moveTo(host: string, nodes: readonly NodeRef[] = this.managed): Promise<void> {
    await this.rebind(
      host,
      nodes.map(node => this.find(node)),
    )
    await meet(this.managed, [])
    await this.waitUntilStable()
  }

  /** @internal */
  async form(primaries: number, replicas: number): Promise<void> {
    await Promise.all(Array.from({ length: primaries * (1 + replicas) }, () => this.launch()))
    await formCluster(this.managed, primaries, this.server.version)
    await this.waitUntilStable()
  }

  /** @internal */
  protected override async identify(node: ManagedNode): Promise<void> {
    node.id = await node.process.connection.text('CLUSTER', 'MYID')
  }

  #running(): ManagedNode[] {
    return this.managed.filter(node => node.state === 'running')
  }

  #others(node: ManagedNode): ManagedNode[] {
    return this.#running().filter(other => other !== node)
  }

  async #move(slots: readonly number[], from: NodeRef, to: NodeRef): Promise<Move> {
    await this.refresh()
    const source = this.find(from)
    const target = this.find(to)
    if (source === target) throw new ConfigError(`Slots cannot move from ${source.name} to itself.`)
    if (target.role !== 'primary') throw new ConfigError(`${target.name} is a replica: slots move to a primary.`)
    const view = await viewOf(source)
    const self = myself(view)
    const foreign = slots.filter(slot => self === undefined || !owns(self, slot))
    if (foreign.length > 0) {
      const more = foreign.length > 1 ? ` and ${foreign.length - 1} more of the slots given` : ''
      throw new ConfigError(`${source.name} does not own slot ${foreign[0]}${more}. ownerOf(slot) tells who does.`)
    }
    await untilUpToDate(target, this.#running())
    const others = this.#others(source).filter(node => node.role === 'primary' && node !== target)
    return { from: source, to: target, others, credentials: this.settings.common }
  }

  async #giveShare(node: ManagedNode): Promise<void> {
    const donors = this.#others(node).filter(other => other.role === 'primary')
    for (const { donor, slots } of await fairShare(donors)) await this.migrate(slots, donor, node)
  }
}
