import type { Clock, Connection, Pending } from '@rc/pool'
import type { ClusterNode, Topology } from '@rc/slots'
import { ping } from './wire-commands.js'

/** Milliseconds between two looks at the nodes of a shard. Nothing is asked while nobody reads. */
const LOOK_MS = 1000
/** Milliseconds that a look may take. It is shorter than silence that ends a connection. */
const PATIENCE_MS = 900
/** How much of a new figure goes into the one that is kept. */
const WEIGHT = 0.25
/** Nodes as near as this, to the nearest, share the load; one that does stays among them a little longer. */
const JOIN = { factor: 1.2, ms: 0.5 }
const LEAVE = { factor: 1.5, ms: 1 }

/** What latencies are measured with. */
export interface LatenciesSetup {
  readonly clock: Clock
  /** The connection over which reads go to a node, where there is one that answers. */
  connection(node: ClusterNode): Connection | undefined
}

interface Latency {
  ms: number
  near: boolean
}

/** How long nodes take to answer: PINGs over the connections of the reads themselves, while somebody asks. */
export class Latencies {
  readonly #setup: LatenciesSetup
  readonly #byName = new Map<string, Latency>()
  /** When nodes were looked at last. */
  readonly #lookedAt = new Map<string, number>()

  constructor(setup: LatenciesSetup) {
    this.#setup = setup
  }

  /** Those of some nodes that are nearest; all of them as long as nothing is known. */
  nearest(nodes: readonly ClusterNode[]): readonly ClusterNode[] {
    this.#look(nodes)
    let best = Infinity
    for (const { name } of nodes) best = Math.min(best, this.#byName.get(name)?.ms ?? Infinity)
    if (best === Infinity) return nodes
    return nodes.filter(({ name }) => {
      const latency = this.#byName.get(name)
      if (latency === undefined) return false
      const { factor, ms } = latency.near ? LEAVE : JOIN
      latency.near = latency.ms <= Math.max(best * factor, best + ms)
      return latency.near
    })
  }

  /** A node took so long to answer. */
  note(name: string, ms: number): void {
    const latency = this.#byName.get(name)
    if (latency === undefined) this.#byName.set(name, { ms, near: false })
    else latency.ms += (ms - latency.ms) * WEIGHT
  }

  /** Forgets nodes that are no more. */
  retain({ nodes }: Topology): void {
    for (const known of [this.#byName, this.#lookedAt]) {
      for (const name of known.keys()) if (!nodes.has(name)) known.delete(name)
    }
  }

  #look(nodes: readonly ClusterNode[]): void {
    const now = this.#setup.clock.now()
    for (const node of nodes) {
      if (now - (this.#lookedAt.get(node.name) ?? -Infinity) < LOOK_MS) continue
      const connection = this.#setup.connection(node)
      if (connection === undefined) continue
      this.#lookedAt.set(node.name, now)
      connection.send(new Look(now + PATIENCE_MS, () => this.note(node.name, this.#setup.clock.now() - now)))
    }
  }
}

/** Whatever the answer, it took its time. */
class Look implements Pending {
  readonly request = ping
  readonly asBytes = false
  readonly joined = false
  readonly movable = true
  readonly deadline: number
  settled = false
  readonly #answered: () => void

  constructor(deadline: number, answered: () => void) {
    this.deadline = deadline
    this.#answered = answered
  }

  settle(): void {
    this.settled = true
    this.#answered()
  }

  fail(): void {
    this.settled = true
  }

  /** That it took longer says enough. */
  expire(): void {
    this.settle()
  }
}
