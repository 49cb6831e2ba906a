import type { ClusterNode } from '@rc/slots'
import type { Entry } from './entry.js'
import type { Host } from './host.js'
import type { Order } from './order.js'

/**
 * What another node has told already may still be on its way to this one. It is not heard twice where so many
 * milliseconds lie between the two.
 */
const SETTLE_MS = 150

/** An entry that the server serves, but too early to be heard. */
interface Early {
  readonly entry: Entry
  readonly order: Order<Entry>
  /** When that will be over, by the clock. */
  readonly until: number
}

/** Confirms entries that a node serves, each not before its time: what comes for it until then is part of the gap. */
export class Settling {
  readonly #node: ClusterNode
  readonly #host: Pick<Host, 'clock' | 'topology'>
  #early: Early[] = []
  #cancel: (() => void) | undefined

  constructor(node: ClusterNode, host: Pick<Host, 'clock' | 'topology'>) {
    this.#node = node
    this.#host = host
  }

  /** The node serves an entry, as it was ordered to. */
  confirm(entry: Entry, order: Order<Entry>): void {
    const until = entry.servedUntil + SETTLE_MS
    if (until <= this.#host.clock.now() || !this.#mayEcho(entry)) {
      entry.confirm()
      return
    }
    this.#early.push({ entry, order, until })
    this.#arm()
  }

  cancel(): void {
    this.#cancel?.()
  }

  /** Whether what the node hears now may be what another node has told before. */
  #mayEcho({ servedBy, servedSecondHand, topic }: Entry): boolean {
    const { name } = this.#node
    if (servedBy === undefined || servedBy === name) return false
    // Sharded messages stay in their shard.
    if (topic.kind !== 'shard') return true
    const { topology } = this.#host
    // A primary tells what it is told, at once. What a replica had told in its stead had been told by a primary before.
    if (servedSecondHand && topology.ownerOf(topic.slot)?.name === name) return false
    const replicas = topology.shardOf(topic.slot)?.replicas ?? []
    return replicas.some(replica => replica.name === servedBy || replica.name === name)
  }

  #arm(): void {
    const [first] = this.#early
    if (first === undefined || this.#cancel !== undefined) return
    const { clock } = this.#host
    this.#cancel = clock.after(Math.max(1, first.until - clock.now()), () => this.#release(), true)
  }

  #release(): void {
    this.#cancel = undefined
    const now = this.#host.clock.now()
    const due = this.#early.filter(({ until }) => until <= now)
    this.#early = this.#early.filter(({ until }) => until > now)
    for (const { entry, order } of due) if (entry.order === order) entry.confirm()
    this.#arm()
  }
}
